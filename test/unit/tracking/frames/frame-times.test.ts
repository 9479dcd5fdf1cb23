import { expect } from '@open-wc/testing';
import { FrameTimes, TOLERANCE, type Evidence } from '../../../../src/live/tracking/frames/frame-times.js';
import type { PictureLabel } from '../../../../src/live/tracking/frames/picture-label.js';
import type { ReceivedTiming } from '../../../../src/ports/live-port.js';
import { film, seeded, WALL, type FilmedFrame } from './camera.js';

/** The viewer's wall clock is five seconds ahead of the sender's, and its page was opened at this Unix time. */
const AHEAD = 5_000;
const ORIGIN = WALL + 1_000;
/** From the sender to the viewer, and what the viewer's jitter buffer holds a picture back, in ms. */
const WAY = 40;
const BUFFER = 60;

/** Page time at the viewer of a moment at the sender (capture time). */
const pageTime = (time: number): number => WALL + time + AHEAD - ORIGIN;

const timing = (frame: FilmedFrame, more: Partial<ReceivedTiming> = {}): ReceivedTiming => ({
  synchronizationSource: 7,
  rtpTimestamp: frame.rtpTimestamp,
  captureTimestamp: WALL + frame.time,
  ...more,
});

/** What the viewer's browser says of a frame; its own estimate of the capture time is off by up to 3 ms. */
function label(frame: FilmedFrame, estimate = 0): Required<Omit<PictureLabel, 'mediaTime'>> {
  const receiveTime = pageTime(frame.time) + WAY;
  return {
    shownAt: receiveTime + BUFFER,
    rtpTimestamp: frame.rtpTimestamp,
    receiveTime,
    captureTime: pageTime(frame.time) + estimate,
  };
}

const viewer = (received?: () => ReceivedTiming | undefined): FrameTimes =>
  new FrameTimes({ timeOrigin: ORIGIN, ...(received && { received }) });

const stats = { clockAhead: AHEAD + WAY, roundTrip: 2 * WAY, bufferDelay: BUFFER };
const clockOf = ({ rtpTimestamp: rtp, time }: FilmedFrame) => ({ synchronizationSource: 7, rtp, time });

function expectTime(times: FrameTimes, shown: PictureLabel, frame: FilmedFrame, by: Evidence): void {
  const found = times.timeOf(shown);
  expect(found?.by).to.equal(by);
  expect(found?.time).to.be.closeTo(frame.time, TOLERANCE[by]);
}

describe('FrameTimes', () => {
  const frames = film(200, { rtp: 2 ** 32 - 90 * 3_000 });
  const last = frames.at(-1)!;

  it('knows nothing before it has heard anything', () => {
    expect(viewer().timeOf(label(last))).to.equal(undefined);
  });

  it('reads each RTP timestamp by the sender’s clock, before and after they wrap', () => {
    const times = viewer(() => timing(last));
    times.takeClock(clockOf(frames[100]!));
    for (const frame of frames) expectTime(times, label(frame), frame, 'rtp');
  });

  it('reads them by the capture time that came with the newest frame, with a wall clock five seconds off', () => {
    const times = viewer(() => timing(last));
    times.takeWall(WALL + 0.4);
    for (const frame of frames) expectTime(times, label(frame), frame, 'sync');
  });

  it('reads the browser’s own estimate, less what the clocks differ', () => {
    const random = seeded(3);
    const times = viewer();
    times.takeWall(WALL);
    frames.forEach((frame, index) => {
      // Reports come 0 to 30 ms late.
      times.takeStats({ ...stats, clockAhead: stats.clockAhead + random() * 30 }, index * 33);
      if (index > 30) expectTime(times, label(frame, random() * 6 - 3), frame, 'capture');
    });
  });

  it('goes by messages about the sender’s frames where the browser says nothing', () => {
    const random = seeded(5);
    const times = viewer();
    for (const frame of frames) times.takeBeacon(frame.time, pageTime(frame.time) + WAY + random() * 50);
    const { rtpTimestamp, captureTime, ...mute } = label(last);
    expectTime(times, mute, last, 'beacon');
    times.takeStats({ bufferDelay: BUFFER }, 0);
    expectTime(times, { shownAt: mute.shownAt }, last, 'beacon');
  });

  it('takes the best evidence that there is', () => {
    let received: ReceivedTiming | undefined = timing(last);
    const times = viewer(() => received);
    times.takeBeacon(frames[0]!.time, pageTime(frames[0]!.time) + WAY);
    expect(times.timeOf(label(last))?.by).to.equal('beacon');
    times.takeWall(WALL);
    for (const late of [4, 0, 2]) times.takeStats({ ...stats, clockAhead: stats.clockAhead + late }, 0);
    expect(times.timeOf(label(last))?.by).to.equal('sync');
    received = undefined;
    expect(times.timeOf(label(last))?.by).to.equal('capture');
    times.takeClock(clockOf(last));
    expect(times.timeOf(label(last))?.by).to.equal('rtp');
  });

  it('leaves a clock that is of another stream than the one that is played', () => {
    const times = viewer(() => timing(last, { synchronizationSource: 8 }));
    times.takeClock({ ...clockOf(last), time: last.time + 500 });
    expect(times.timeOf(label(last))).to.equal(undefined);
    times.takeWall(WALL);
    expectTime(times, label(last), last, 'sync');
  });

  it('believes the frames’ own word where a clock is off by one frame, either way', () => {
    for (const wrong of [-33.3, 33.3]) {
      const times = viewer(() => timing(last));
      times.takeClock({ ...clockOf(last), time: last.time + wrong, wall: WALL });
      expectTime(times, label(last), last, 'sync');
    }
  });

  it('believes a clock against a sender who is late to read the camera', () => {
    const times = viewer(() => timing(last));
    times.takeClock({ ...clockOf(last), wall: WALL + 12 });
    expectTime(times, label(last), last, 'rtp');
  });

  it('believes no single report on the sender’s clock', () => {
    const times = viewer();
    times.takeWall(WALL);
    for (const at of [0, 1, 2]) times.takeStats({ clockAhead: AHEAD + 200 }, at);
    expect(times.timeOf(label(last))).to.equal(undefined);
  });

  it('reads no label of an earlier stream by the newest one’s', () => {
    const times = viewer(() => timing(last));
    times.takeClock({ ...clockOf(last), wall: WALL });
    const { captureTime, ...shown } = label(last);
    const earlier = { ...shown, rtpTimestamp: (last.rtpTimestamp + 90 * 1_000_000) >>> 0 };
    expect(times.timeOf(earlier)).to.equal(undefined);
  });

  it('leaves evidence that is seconds away from what the messages say', () => {
    const times = viewer();
    times.takeClock({ ...clockOf(last), time: last.time - 60_000 });
    times.takeBeacon(last.time, pageTime(last.time) + WAY);
    expectTime(times, label(last), last, 'beacon');
  });

  it('takes no numbers that are none', () => {
    const times = viewer();
    times.takeClock({ ...clockOf(last), time: NaN });
    times.takeClock({ ...clockOf(last), wall: Infinity });
    times.takeWall(NaN);
    times.takeBeacon(NaN, 3);
    expect(times.timeOf(label(last))).to.equal(undefined);
  });
});
