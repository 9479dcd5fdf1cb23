import type { TimeSource } from './still.js';

/** What a browser says of one picture of a video, in its own words; what it does not say is absent. */
export interface FrameLabel {
  /** Of the RTP packets that brought it: 90 kHz, 32 bits. */
  readonly rtpTimestamp?: number;
  /** When it was captured, in ms on this page's `performance` clock. */
  readonly captureTime?: number;
  /** Its place in the stream, in s. */
  readonly mediaTime?: number;
}

/** When a picture was captured, in ms on its camera's clock, and how that is known. */
export interface CaptureTime {
  readonly time: number;
  readonly by: TimeSource;
}

/** Knows when the pictures of one video were captured. */
export interface VideoTimes {
  timeOf(label: FrameLabel): CaptureTime | undefined;
}
