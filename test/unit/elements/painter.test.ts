import { expect } from '@open-wc/testing';
import { Painter } from '../../../src/elements/video-stage/painter.js';
import { colourTrack } from '../../support/picture.js';
import { seen } from '../../support/user.js';

describe('Painter', () => {
  let camera: ReturnType<typeof colourTrack>;
  let video: HTMLVideoElement;
  let painter: Painter;
  /** Capture times by when a picture was shown. */
  let times: Map<number, number>;
  let known: number;
  let told: Set<number>;
  let painted: (number | undefined)[];

  beforeEach(async () => {
    camera = colourTrack('#00ff00');
    video = document.createElement('video');
    Object.assign(video, { muted: true, srcObject: new MediaStream([camera.track]) });
    await video.play();
    await seen(() => video.videoWidth > 0);
    [times, known, told, painted] = [new Map(), -Infinity, new Set(), []];
    painter = new Painter({
      video: () => video,
      timeOf: ({ shownAt }) => times.get(shownAt),
      known: () => known,
      isTold: (time) => told.has(time),
      onPainted: () => painted.push(times.get(painter.label?.shownAt ?? NaN)),
    });
  });
  afterEach(() => {
    painter.stop();
    camera.stop();
  });

  /** The video shows a picture that was captured at this time (ms). `ago`: how long it has been shown already, in ms. */
  const show = (time: number | undefined, ago = 0): void => {
    // Clocks of browsers are coarse, and each picture is to have its own moment.
    const shownAt = performance.now() - ago + (time ?? 0) / 1_000;
    if (time !== undefined) times.set(shownAt, time);
    painter.take({ shownAt });
  };
  const tell = (...news: number[]): void => {
    for (const time of news) told.add(time);
    known = Math.max(known, ...news);
    painter.settle();
  };

  it('paints a picture once it is known where its marks are', () => {
    show(100);
    expect(painted).to.eql([]);
    tell(100);
    expect(painted).to.eql([100]);
    expect([painter.canvas.width, painter.canvas.height]).to.eql([video.videoWidth, video.videoHeight]);
  });

  it('leaves out one about which nothing was told, between others', () => {
    tell(100, 166);
    show(100);
    show(133);
    show(166);
    expect(painted).to.eql([100, 166]);
  });

  it('paints at once what has no capture time, and everything while nobody says anything', () => {
    show(undefined);
    known = Infinity;
    show(100);
    show(133);
    expect(painted).to.eql([undefined, 100, 133]);
  });

  it('takes no picture from a video that has just got another stream, and goes on with that one', async () => {
    const other = colourTrack('#ff0000');
    video.srcObject = new MediaStream([other.track]);
    show(undefined);
    await seen(() => video.videoWidth > 0);
    show(undefined);
    expect(painted).to.eql([]);
    await video.play();
    show(undefined);
    expect(painted).to.eql([undefined]);
    other.stop();
  });

  it('does not wait for ever: a picture that was shown a quarter of a second ago is better than none', () => {
    show(100, 200);
    expect(painted).to.eql([]);
    show(133, 300);
    expect(painted).to.eql([133]);
  });

  it('keeps some of the pictures that wait, from the oldest to the newest', () => {
    const all = Array.from({ length: 9 }, (_, index) => 100 + 33 * index);
    for (const time of all) show(time);
    tell(...all.slice(0, 2));
    expect(painted).to.eql([100]);
    tell(...all.slice(2));
    expect(painted).to.eql([100, 364]);
  });
});
