import { expect } from '@open-wc/testing';
import { ShownFrames } from '../../../../src/live/tracking/frames/shown-frames.js';
import {
  labelOf,
  labelOfFrame,
  type PictureLabel,
} from '../../../../src/live/tracking/frames/picture-label.js';
import { Value } from '../../../../src/ports/value.js';
import { colourTrack } from '../../../support/picture.js';
import { until } from '../../../support/until.js';

describe('ShownFrames', () => {
  let cleanups: (() => void)[];
  let video: HTMLVideoElement;
  let labels: Value<readonly PictureLabel[]>;
  let shown: ShownFrames;

  beforeEach(() => {
    video = document.createElement('video');
    video.muted = true;
    document.body.append(video);
    labels = new Value<readonly PictureLabel[]>([]);
    shown = new ShownFrames(video, (label) => labels.set([...labels.value, label]));
    cleanups = [() => shown.close(), () => video.remove()];
  });
  afterEach(() => cleanups.forEach((cleanup) => cleanup()));

  /** A track of no peer: its pictures have no RTP timestamps, as everywhere in some browsers. */
  async function play(): Promise<void> {
    const camera = colourTrack('#ff0000');
    cleanups.push(camera.stop);
    video.srcObject = new MediaStream([camera.track]);
    await video.play();
  }

  it('tells the label of each picture, and keeps the newest', async () => {
    await play();
    const all = await until(labels, ({ length }) => length >= 5);
    expect(all.every(({ shownAt }, index) => index === 0 || shownAt > all[index - 1]!.shownAt)).to.equal(
      true,
    );
    expect(shown.label).to.equal(labels.value.at(-1));
  });

  it('tells nothing after it was closed', async () => {
    await play();
    await until(labels, ({ length }) => length >= 1);
    shown.close();
    const { length } = labels.value;
    const more = new Value(0);
    const count = (): void => {
      more.set(more.value + 1);
      video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
    await until(more, (seen) => seen === 3);
    expect(labels.value.length).to.equal(length);
  });
});

describe('A label', () => {
  it('has what the browser says, and no more', () => {
    const metadata = { presentationTime: 1, mediaTime: 2, rtpTimestamp: 3, captureTime: 4 };
    expect(labelOf(metadata, 9)).to.eql({ shownAt: 9, rtpTimestamp: 3, captureTime: 4, mediaTime: 2_000 });
    expect(labelOf({}, 9)).to.eql({ shownAt: 9 });
  });

  it('is moved to the picture that was taken, where that is a newer one', () => {
    const said = { shownAt: 9, captureTime: 400, mediaTime: 2_000 };
    expect(labelOfFrame({ timestamp: 2_033_000 }, said).captureTime).to.equal(433);
    expect(labelOfFrame({ timestamp: 2_000_000 }, said).captureTime).to.equal(400);
  });

  it('is left alone where the picture counts its time from elsewhere, or nobody knows', () => {
    const said = { shownAt: 9, captureTime: 400, mediaTime: 2_000 };
    expect(labelOfFrame({ timestamp: 0 }, said).captureTime).to.equal(400);
    expect(labelOfFrame({ timestamp: 2_033_000 }, { shownAt: 9, captureTime: 400 }).captureTime).to.equal(
      400,
    );
    expect(labelOfFrame({ timestamp: 2_033_000 }, { shownAt: 9 })).to.eql({ shownAt: 9 });
  });

  it('takes the picture’s own word before all', () => {
    const frame = { timestamp: 0, metadata: () => ({ rtpTimestamp: 7 }) };
    expect(labelOfFrame(frame, { shownAt: 9, rtpTimestamp: 3 })).to.eql({ shownAt: 9, rtpTimestamp: 7 });
  });
});
