import { expect } from '@open-wc/testing';
import { cameraFeed } from '../../../../src/live/tracking/capture/camera-feed.js';
import type { CapturedLuma } from '../../../../src/live/tracking/capture/luma-capture.js';
import { VideoCapture } from '../../../../src/live/tracking/capture/video-capture.js';
import { Value } from '../../../../src/ports/value.js';
import { colourTrack } from '../../../support/picture.js';
import { until } from '../../../support/until.js';
import type { WorkerWord } from './capture-worker.js';

/** The middle's grey. */
const middle = ({ luma: { data, width, height } }: CapturedLuma): number =>
  data[Math.floor(height / 2) * width + Math.floor(width / 2)]!;

describe('The camera’s pictures', () => {
  let camera: ReturnType<typeof colourTrack>;
  let got: Value<readonly WorkerWord[]>;
  let cleanups: (() => void)[];
  const frames = (): CapturedLuma[] => got.value.filter((word) => word !== 'ended');

  beforeEach(() => {
    camera = colourTrack('#ffffff');
    got = new Value<readonly WorkerWord[]>([]);
    cleanups = [camera.stop];
  });
  afterEach(() => cleanups.forEach((cleanup) => cleanup()));

  function expectPictures(): void {
    const all = frames();
    expect(all.every(({ luma: { width, height } }) => width === 80 && height === 60)).to.equal(true);
    expect(all.every(({ time }, index) => index === 0 || time > all[index - 1]!.time)).to.equal(true);
    // White, in video's range of greys or the screen's.
    expect(middle(all.at(-1)!)).to.be.within(230, 255);
  }

  it('are taken in a worker, from a track that goes on, and end with it', async () => {
    const worker = new Worker(new URL('./capture-worker.js', import.meta.url), { type: 'module' });
    cleanups.push(() => worker.terminate());
    worker.onmessage = ({ data }: MessageEvent<WorkerWord>) => got.set([...got.value, data]);
    const given = cameraFeed(camera.track)!;
    worker.postMessage({ feed: given.feed }, given.transfer);
    await until(got, (words) => words.length >= 10);
    expectPictures();
    expect(camera.track.readyState).to.equal('live');
    camera.track.stop();
    await until(got, (words) => words.at(-1) === 'ended');
  });

  it('are taken from a video element where there is nothing else, and in another size when wanted', async () => {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = new MediaStream([camera.track]);
    document.body.append(video);
    const read = new Value<readonly number[]>([]);
    const capture = new VideoCapture(video, {
      side: 80,
      onFrame: (frame) => got.set([...got.value, frame]),
      onRead: (time) => read.set([...read.value, time]),
    });
    cleanups.push(
      () => capture.close(),
      () => video.remove(),
    );
    await video.play();
    await until(got, (words) => words.length >= 5);
    expectPictures();
    expect(frames().every(({ time }) => read.value.includes(time))).to.equal(true);
    capture.setSide(40);
    await until(got, () => frames().at(-1)?.luma.width === 40);
    const count = got.value.length;
    capture.close();
    const more = new Value(0);
    video.requestVideoFrameCallback(() => video.requestVideoFrameCallback(() => more.set(1)));
    await until(more, (seen) => seen === 1);
    expect(got.value.length).to.equal(count);
  });
});
