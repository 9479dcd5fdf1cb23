import type { FrameTime } from './frames/frame-times.js';
import type { PictureLabel } from './frames/picture-label.js';

/** Knows when the pictures of one video were captured, by what the browser says of them. */
export interface VideoTimes {
  timeOf(label: PictureLabel): FrameTime | undefined;
}
