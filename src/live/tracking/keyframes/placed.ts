import type { Region } from '../anchor.js';
import type { Homography } from '../geometry/homography.js';

/** An anchor and where it is on a frame. */
export interface Placed {
  readonly id: string;
  readonly region: Region;
  /** From the picture that was marked to the frame. */
  readonly pose: Homography;
}
