import { Matcher } from '../features/matching.js';
import type { Features } from '../features/descriptor.js';
import type { Homography } from '../geometry/homography.js';
import { Matches } from '../geometry/matches.js';
import { RobustHomography } from '../geometry/ransac.js';

const CAPACITY = 400;
const TOLERANCE = { distance: 6, samples: 600, fewest: 9 } as const;

/** Fewer matches than this are chance. */
const FEWEST_MATCHES = 10;

/** Finds a keyframe on a frame with nothing known of where it is, by its features. */
export class Relocaliser {
  readonly #matcher = new Matcher();
  readonly #matches = new Matches(CAPACITY);
  readonly #weights = new Float32Array(CAPACITY).fill(1);
  readonly #robust = new RobustHomography(CAPACITY);

  /** `view`: features of a keyframe. Gives keyframe to frame, near enough for patches to be aligned. */
  locate(view: Features, frame: Features): Homography | undefined {
    this.#matcher.match(view, frame, this.#matches);
    if (this.#matches.count < FEWEST_MATCHES) return undefined;
    return this.#robust.estimate(this.#matches, this.#weights, TOLERANCE)?.map;
  }
}
