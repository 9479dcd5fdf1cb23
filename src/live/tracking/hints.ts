import type { Region, TrackingHint } from './anchor.js';
import { disagreement, identity, magnification, type Homography } from './geometry/homography.js';
import type { SmallImage } from './image/small-image.js';

/** What is asked of an anchor here. */
interface Followed {
  readonly region: Region;
  readonly pose: Homography;
  readonly isVerified: boolean;
  /** Patches near the mark. */
  readonly detail: number;
}

/** Mean grey below which a camera's noise outweighs the texture of most things. */
const DARK = 32;

/**
 * Standard deviation of the small picture up to which the lens sees nothing: in grey steps, and in the dark as a share of
 * the mean. There everything has few grey steps: a dark room was measured to have .09 of its mean and more, a black frame
 * with a sensor's noise .05.
 */
const COVERED = { light: 4, dark: 0.07 } as const;

/** Standard pixels a frame from which a usual exposure blurs the patches away: half their side at half size. */
const FAST = 14;

/** Times as large as in the picture that was marked, from which the surroundings that are known are out of view. */
const CLOSE = 2.4;

/** Patches near the mark that a plane can be verified by. */
const FEWEST_PATCHES = 4;

/**
 * Why anchors are not verified on this frame, and so what to do about it; the causes that hide others come first.
 *
 * @param motion of the whole picture since the frame before
 */
export function hintFor(
  anchors: readonly Followed[],
  picture: SmallImage,
  motion: Homography,
): TrackingHint | undefined {
  const starving = anchors.filter(({ isVerified }) => !isVerified);
  if (starving.length === 0) return undefined;
  const { mean, deviation } = greys(picture.data);
  if (deviation <= (mean < DARK ? COVERED.dark * mean : COVERED.light)) return 'lens-covered';
  if (mean < DARK) return 'more-light';
  if (starving.some(({ region: { x, y } }) => disagreement(motion, identity(), x, y) > FAST))
    return 'move-slower';
  if (starving.some(({ pose, region: { x, y } }) => magnification(pose, x, y) > CLOSE)) return 'step-back';
  if (starving.some(({ detail }) => detail < FEWEST_PATCHES)) return 'no-detail';
  return undefined;
}

function greys(data: Uint8Array): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (const grey of data) {
    sum += grey;
    squares += grey * grey;
  }
  const mean = sum / data.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / data.length - mean * mean)) };
}
