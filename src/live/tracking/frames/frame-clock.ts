import { rtpBetween } from './rtp-time.js';

/**
 * What a sender tells a viewer, so that the viewer can say when a picture that it shows was captured. Plain data.
 * Capture times are in ms on the clock of the sender's camera: `VideoFrame.timestamp / 1000`.
 */
export interface FrameClock {
  readonly synchronizationSource: number;
  /** 32 bits without sign. */
  readonly rtp: number;
  /** The capture time of the frame with that RTP timestamp. */
  readonly time: number;
  /** Unix time by the sender's wall clock = capture time + this, in ms. */
  readonly wall?: number;
}

/** Capture time of a frame with this RTP timestamp, within 6.6 hours of the clock's own. */
export const timeAt = ({ rtp, time }: Pick<FrameClock, 'rtp' | 'time'>, rtpTimestamp: number): number =>
  time + rtpBetween(rtp, rtpTimestamp);
