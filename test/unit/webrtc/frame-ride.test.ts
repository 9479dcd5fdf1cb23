import { expect } from '@open-wc/testing';
import type { LogEntry } from '../../../plugins/webrtc/frame-log.js';
import { FrameRide } from '../../../plugins/webrtc/frame-ride.js';
import type { Boarding } from '../../../plugins/webrtc/tap-words.js';
import { shiftClocks } from '../../support/clock-shift.js';

const message = new Uint8Array([1, 0, 2]);

describe('FrameRide', () => {
  let clocks: ReturnType<typeof shiftClocks>;
  let boarded: Boarding[];
  let ended: number[];
  let ride: FrameRide;

  beforeEach(() => {
    clocks = shiftClocks();
    boarded = [];
    ended = [];
    const taps = {
      tap: () => undefined,
      board: (boarding: Boarding) => void boarded.push(boarding),
      end: ({ id }: FrameRide) => void ended.push(id),
    };
    ride = new FrameRide(7, taps, { peerId: 'lena', onStrips: () => undefined, onBytes: () => undefined });
  });
  afterEach(() => clocks.restore());

  const flows = (source: 'camera' | 'screen', mimeType?: string): void =>
    ride.hearSent([
      {
        peerId: 'lena',
        source,
        ride: 7,
        synchronizationSource: 1,
        rtpTimestamp: 90,
        at: performance.timeOrigin + performance.now(),
        ...(mimeType !== undefined && { mimeType }),
      } satisfies LogEntry,
    ]);

  it('takes messages once the other end strips what flows, and leaves the caller the bytes', () => {
    flows('screen', 'video/VP8');
    expect(ride.take(message)).to.equal(false);
    ride.strippedThere(['camera', 'screen']);
    expect(ride.take(message)).to.equal(true);
    expect(boarded).to.eql([{ ride: 7, source: 'screen', message }]);
    expect(boarded[0]?.message.buffer).not.to.equal(message.buffer);
  });

  it('takes none while no frames flow', () => {
    ride.strippedThere(['camera']);
    expect(ride.take(message)).to.equal(false);
    flows('camera', 'video/VP8');
    expect(ride.take(message)).to.equal(true);
    clocks.ahead(301);
    expect(ride.take(message)).to.equal(false);
  });

  it('takes none where only frames flow whose trailers nobody takes off', () => {
    ride.strippedThere(['camera']);
    flows('screen', 'video/VP8');
    expect(ride.take(message)).to.equal(false);
  });

  it('takes what the codec bears: into H.264 nothing with a zero, into others and unknown ones nothing', () => {
    ride.strippedThere(['camera']);
    const whole = new Uint8Array([1, 2]);
    const taken = (mimeType?: string): boolean[] => {
      flows('camera', mimeType);
      return [ride.take(message), ride.take(whole)];
    };
    expect(taken('video/VP9')).to.eql([true, true]);
    expect(taken('video/H264')).to.eql([false, true]);
    expect(taken('video/AV1')).to.eql([false, false]);
    expect(taken()).to.eql([false, false]);
  });

  it('takes none after it was closed', () => {
    ride.strippedThere(['camera']);
    flows('camera', 'video/VP8');
    ride.close();
    expect(ride.take(message)).to.equal(false);
    expect(ended).to.eql([7]);
  });
});
