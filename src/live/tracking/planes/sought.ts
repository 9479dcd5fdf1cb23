import type { Homography } from '../geometry/homography.js';
import type { Sighting } from '../keyframes/keyframe.js';

/** One anchor that is looked for from a keyframe. */
export interface Sought extends Pick<Sighting, 'centre' | 'sigma' | 'least' | 'locality'> {
  /** Keyframe to frame, as predicted. */
  readonly map: Homography;
  /** The same, predicted otherwise. */
  readonly other?: Homography;
}
