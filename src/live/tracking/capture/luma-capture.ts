import { STANDARD_SIDE, type Luma } from '../luma.js';

export interface CapturedLuma {
  readonly luma: Luma;
  /** Capture time in ms. */
  readonly time: number;
}

export interface LumaCaptureOptions {
  /** One picture at a time; what comes before it is done is dropped, but for the newest. */
  onFrame(frame: CapturedLuma): void | Promise<void>;
  /**
   * Each frame that is read, also those that are dropped: its capture time, and when it would have been read at once, in
   * ms since the Unix epoch.
   */
  onRead?(time: number, at: number): void;
  /** The camera gives no more frames. Not called after `close`. */
  onEnd?(): void;
  /** Longer side of the pictures in pixels. */
  readonly side?: number;
}

/** Pictures of a camera, as fast as they are wanted. */
export interface LumaCapture {
  /** From the next picture on. */
  setSide(side: number): void;
  close(): void;
}

/** In ms since the Unix epoch, without the steps of `Date.now()`. */
export const unixNow = (): number => performance.timeOrigin + performance.now();

export const sideOf = ({ side = STANDARD_SIDE }: LumaCaptureOptions): number => side;
