import { expect } from '@open-wc/testing';
import { FrameClocks } from '../../../../src/live/tracking/frames/frame-clocks.js';
import { timeAt } from '../../../../src/live/tracking/frames/frame-clock.js';
import { film, WALL, type CameraOptions, type FilmedFrame } from './camera.js';

/** Feeds what was filmed in the order in which it happened. */
function play(clocks: FrameClocks, frames: readonly FilmedFrame[]): void {
  const events = frames.flatMap(({ time, at, sent }) => [
    { at, happen: () => clocks.captured(time, at) },
    ...(sent ? [{ at: sent.at, happen: () => clocks.sent([sent]) }] : []),
  ]);
  for (const { happen } of events.sort((a, b) => a.at - b.at)) happen();
}

/** The camera's frame whose capture time is nearest to what the clock makes of this one's label. */
function mapped(clocks: FrameClocks, frames: readonly FilmedFrame[], { rtpTimestamp }: FilmedFrame) {
  const clock = clocks.of('lena');
  if (!clock) return undefined;
  const time = timeAt(clock, rtpTimestamp);
  return frames.find((frame) => Math.abs(frame.time - time) < 3);
}

describe('FrameClocks', () => {
  const cases: readonly (readonly [string, CameraOptions])[] = [
    ['a steady camera', {}],
    ['an encoder that takes every third frame', { every: 3 }],
    ['60 frames a second', { fps: 60, encoding: [2, 9] }],
    ['15 frames a second', { fps: 15 }],
    ['an encoder that needs 25 to 60 ms', { encoding: [25, 60] }],
    ['an encoder that needs nothing', { encoding: [0.1, 4] }],
    ['timestamps that wrap on the way', { rtp: 2 ** 32 - 90 * 700 }],
    ['a camera that has run for a month', { start: 2_592_000_000 }],
  ];

  for (const [name, options] of cases) {
    it(`names each frame exactly, of ${name}`, () => {
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const frames = film(120, { ...options, seed });
        const clocks = new FrameClocks();
        play(clocks, frames);
        for (const frame of frames) expect(mapped(clocks, frames, frame), `seed ${seed}`).to.equal(frame);
      }
    });
  }

  it('knows within a second', () => {
    const clocks = new FrameClocks();
    play(clocks, film(30));
    expect(clocks.of('lena')?.synchronizationSource).to.equal(7);
  });

  it('says nothing before enough frames went out', () => {
    const clocks = new FrameClocks();
    play(clocks, film(14));
    expect(clocks.of('lena')).to.equal(undefined);
    expect(clocks.of('tomas')).to.equal(undefined);
  });

  it('says nothing when what was sent is not of this camera', () => {
    const clocks = new FrameClocks();
    const camera = film(90);
    // Frames at random moments, of which a third meet one of the camera's by chance.
    const other = film(90, { seed: 9, fps: 29 }).map((frame, index) => ({
      ...frame,
      ...(frame.sent && {
        sent: { ...frame.sent, rtpTimestamp: frame.rtpTimestamp + Math.round(((index * 7_919) % 33) * 90) },
      }),
    }));
    play(
      clocks,
      camera.map((frame, index) => {
        const { sent } = other[index]!;
        return { ...frame, ...(sent && { sent: { ...sent, at: frame.sent!.at } }) };
      }),
    );
    expect(clocks.of('lena')).to.equal(undefined);
  });

  it('knows the wall clock by the frames that were read soonest', () => {
    const clocks = new FrameClocks();
    play(clocks, film(90));
    expect(clocks.wall).to.be.closeTo(WALL, 0.5);
    expect(clocks.of('lena')?.wall).to.equal(clocks.wall);
  });

  it('begins anew with another synchronization source', () => {
    const clocks = new FrameClocks();
    const first = film(60);
    play(clocks, first);
    const again = film(60, { seed: 2, rtp: 4_000_000_000, synchronizationSource: 8, start: 8_000 });
    play(clocks, again.slice(0, 5));
    expect(clocks.of('lena')).to.equal(undefined);
    play(clocks, again.slice(5));
    expect(clocks.of('lena')?.synchronizationSource).to.equal(8);
    for (const frame of again) expect(mapped(clocks, again, frame)).to.equal(frame);
  });

  it('follows a camera whose clock drifts away by 100 in a million', () => {
    const clocks = new FrameClocks();
    const frames = film(1_800).map((frame) => ({
      ...frame,
      time: 5_000 + (frame.time - 5_000) * 1.0001,
    }));
    play(clocks, frames);
    for (const frame of frames.slice(-30)) expect(mapped(clocks, frames, frame)).to.equal(frame);
  });

  it('lets go of an offset that has jumped, and finds the new one', () => {
    const clocks = new FrameClocks();
    const before = film(60);
    play(clocks, before);
    // As after a suspended encoder whose timestamps went on.
    const after = film(90, { seed: 3, start: 7_000, rtp: 12_345 + 90 * 2_014 });
    play(clocks, after);
    for (const frame of after) expect(mapped(clocks, after, frame)).to.equal(frame);
  });

  it('takes the browser’s own word at once where there is one', () => {
    const clocks = new FrameClocks();
    const [frame] = film(1);
    clocks.sent([{ ...frame!.sent!, captureTime: frame!.time }]);
    expect(timeAt(clocks.of('lena')!, frame!.rtpTimestamp)).to.equal(frame!.time);
  });

  it('forgets a peer', () => {
    const clocks = new FrameClocks();
    play(clocks, film(60));
    clocks.forget('lena');
    expect(clocks.of('lena')).to.equal(undefined);
  });
});
