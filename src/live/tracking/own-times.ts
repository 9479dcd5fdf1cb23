import { CaptureLog } from './frames/capture-log.js';
import type { FrameTime } from './frames/frame-times.js';
import type { PictureLabel } from './frames/picture-label.js';
import type { VideoTimes } from './video-times.js';
import type { RawFrame } from './worker/messages.js';

/** In ms: a picture whose estimated time is this near to a frame's is that frame; half a frame at 30 a second. */
const SAME_FRAME = 16;

/**
 * When the pictures of our own camera's video were captured. The browser tells of them on the page's clock; which of the
 * frames that were read it is, is told by the one that is nearest.
 */
export class OwnTimes implements VideoTimes {
  readonly #log = new CaptureLog();

  captured(frame: RawFrame): void {
    this.#log.add(frame);
  }

  timeOf({ captureTime, shownAt }: PictureLabel): FrameTime | undefined {
    const { wall, frames } = this.#log;
    if (wall === undefined) return undefined;
    if (captureTime === undefined) return newestBefore(frames, performance.timeOrigin + shownAt);
    const estimate = performance.timeOrigin + captureTime - wall;
    const distance = ({ time }: RawFrame): number => Math.abs(time - estimate);
    const nearest = frames.reduce<RawFrame | undefined>(
      (best, frame) => (best && distance(best) <= distance(frame) ? best : frame),
      undefined,
    );
    const time = nearest && distance(nearest) <= SAME_FRAME ? nearest.time : estimate;
    return { time, by: 'capture' };
  }
}

/** Where the browser does not say when a picture was captured, it is the newest that had been read. */
function newestBefore(frames: readonly RawFrame[], at: number): FrameTime | undefined {
  const newest = frames.findLast((frame) => frame.at <= at);
  return newest && { time: newest.time, by: 'beacon' };
}
