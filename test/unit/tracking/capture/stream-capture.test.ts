import { expect } from '@open-wc/testing';
import { StreamCapture } from '../../../../src/live/tracking/capture/stream-capture.js';
import type { CapturedLuma, LumaCaptureOptions } from '../../../../src/live/tracking/capture/luma-capture.js';
import { Value } from '../../../../src/ports/value.js';
import { until } from '../../../support/until.js';

/** A camera of which a test lets out frame after frame. */
function camera() {
  let controller: ReadableStreamDefaultController<VideoFrame>;
  const cancelled = new Value(false);
  const stream = new ReadableStream<VideoFrame>({
    start: (its) => void (controller = its),
    cancel: () => cancelled.set(true),
  });
  const made: VideoFrame[] = [];
  return {
    stream,
    cancelled,
    /** A frame of one grey, at a time in ms. */
    give(time: number, [width, height] = [64, 36], grey = time % 200): VideoFrame {
      const buffer = new Uint8Array(width * height * 1.5).fill(grey);
      const frame = new VideoFrame(buffer, {
        format: 'I420',
        codedWidth: width,
        codedHeight: height,
        timestamp: time * 1_000,
      });
      made.push(frame);
      controller.enqueue(frame);
      return frame;
    },
    end: () => controller.close(),
    fail: () => controller.error(new Error('unplugged')),
    /** A closed frame has no size. */
    open: () => made.filter(({ codedWidth }) => codedWidth > 0).length,
  };
}

describe('StreamCapture', () => {
  let source: ReturnType<typeof camera>;
  let got: Value<readonly CapturedLuma[]>;
  let read: Value<readonly number[]>;
  let capture: StreamCapture | undefined;

  beforeEach(() => {
    source = camera();
    got = new Value<readonly CapturedLuma[]>([]);
    read = new Value<readonly number[]>([]);
  });
  afterEach(() => capture?.close());

  const start = (options: Partial<LumaCaptureOptions> = {}): void => {
    capture = new StreamCapture(source.stream, {
      onFrame: (frame) => got.set([...got.value, frame]),
      onRead: (time) => read.set([...read.value, time]),
      ...options,
    });
  };
  const frames = (count: number): Promise<readonly CapturedLuma[]> =>
    until(got, (all) => all.length === count);

  it('gives pictures with their capture times, and closes the frames', async () => {
    start();
    for (const time of [10, 20, 30]) {
      source.give(time);
      await until(got, (all) => all.at(-1)?.time === time);
    }
    expect(got.value.map(({ luma }) => luma.data[0])).to.eql([10, 20, 30]);
    expect(got.value.map(({ luma: { width, height } }) => [width, height])).to.eql(Array(3).fill([64, 36]));
    expect(source.open()).to.equal(0);
  });

  it('drops what comes while it is busy, but for the newest, and still tells of each that was read', async () => {
    let finish: () => void = () => undefined;
    start({
      onFrame: (frame) => {
        got.set([...got.value, frame]);
        return new Promise((resolve) => (finish = resolve));
      },
    });
    source.give(10);
    await frames(1);
    for (const time of [20, 30, 40]) source.give(time);
    await until(read, (all) => all.length === 4);
    expect(source.open()).to.equal(1);
    finish();
    await frames(2);
    expect(got.value.map(({ time }) => time)).to.eql([10, 40]);
    expect(read.value).to.eql([10, 20, 30, 40]);
    expect(source.open()).to.equal(0);
  });

  it('goes on after its owner has failed', async () => {
    start({
      onFrame: (frame) => {
        got.set([...got.value, frame]);
        throw new Error('not today');
      },
    });
    source.give(10);
    await frames(1);
    source.give(20);
    await frames(2);
  });

  it('takes pictures of another size from then on, and frames of another resolution as they come', async () => {
    start();
    source.give(10);
    await frames(1);
    capture?.setSide(32);
    source.give(20);
    await frames(2);
    source.give(30, [48, 96]);
    await frames(3);
    expect(got.value.map(({ luma: { width, height } }) => [width, height])).to.eql([
      [64, 36],
      [32, 18],
      [16, 32],
    ]);
  });

  it('leaves out a frame that the camera gives twice', async () => {
    start();
    source.give(10);
    source.give(10);
    source.give(20);
    await until(read, (all) => all.includes(20));
    expect(read.value).to.eql([10, 20]);
  });

  for (const how of ['end', 'fail'] as const) {
    it(`says when the camera has gone: ${how}`, async () => {
      const ended = new Value(0);
      start({ onEnd: () => ended.set(ended.value + 1) });
      source[how]();
      await until(ended, (count) => count === 1);
    });
  }

  it('lets the camera go, and closes what waits, when it is closed', async () => {
    const ended = new Value(false);
    let finish: () => void = () => undefined;
    start({
      onEnd: () => ended.set(true),
      onFrame: (frame) => {
        got.set([...got.value, frame]);
        return new Promise((resolve) => (finish = resolve));
      },
    });
    source.give(10);
    await frames(1);
    source.give(20);
    await until(read, (all) => all.length === 2);
    capture?.close();
    finish();
    await until(source.cancelled, Boolean);
    expect(source.open()).to.equal(0);
    expect([got.value.length, ended.value]).to.eql([1, false]);
  });
});
