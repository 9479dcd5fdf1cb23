import { apply, invert, multiply, similarity, type Homography, type Place } from '../geometry/homography.js';
import type { SmallImage } from '../image/small-image.js';
import { Template } from './template.js';

/** Times as large as predicted, or as small, by which the place is looked for. */
const SIZES = [1, 1 / 1.4, 1.4] as const;

/** Every so many places are glanced at: the pictures are smooth. The likest of each size are compared well. */
const STRIDE = 3;
const LIKEST = 4;

/** Correlation from which a place looks like what is sought. */
const ALIKE = 0.8;

/** A prediction that was moved, and how well it fits: -1..1. */
export interface Nudge {
  readonly map: Homography;
  readonly score: number;
}

/**
 * Moves a prediction to where in the picture the surroundings of a place look most as they did: template matching by
 * zero-mean normalised cross-correlation (Lewis, Fast Normalized Cross-Correlation, 1995) on small blurred pictures,
 * which needs to know little of where, and bears the blur of a fast pan; then by an affine map. `map`: from the one
 * picture to the other, as predicted. Undefined where nothing looks like it.
 */
export function nudged(from: SmallImage, place: Place, map: Homography, to: SmallImage): Nudge | undefined {
  const at = apply(map, place.x, place.y);
  const tries = SIZES.map((size) => {
    const sized = multiply(similarity(0, size, at), map);
    const template = new Template(from, invert(sized), at);
    return { sized, template, ...likest(template, to) };
  });
  const best = tries.reduce((one, other) => (other.score > one.score ? other : one));
  const fit = best.template.fit(to, best.column, best.row);
  return fit && fit.score > ALIKE ? { map: multiply(fit.map, best.sized), score: fit.score } : undefined;
}

interface Pixel {
  readonly column: number;
  readonly row: number;
  readonly score: number;
}

/** The pixel of the small picture around which it looks most like the template. */
function likest(template: Template, to: SmallImage): Pixel {
  const best: Pixel[] = [];
  for (let row = 0; row < to.height; row += STRIDE) {
    for (let column = 0; column < to.width; column += STRIDE) {
      const score = template.glance(to, column, row);
      if (score > (best[LIKEST - 1]?.score ?? -1)) insert(best, { column, row, score });
    }
  }
  const compared = best.map((one) => ({ ...one, score: template.likeness(to, one.column, one.row) }));
  return compared.reduce((one, other) => (other.score > one.score ? other : one), NOWHERE);
}

const NOWHERE: Pixel = { column: 0, row: 0, score: -1 };

/** Into the few best, the likest first. */
function insert(best: Pixel[], one: Pixel): void {
  const at = best.findIndex(({ score }) => score < one.score);
  best.splice(at < 0 ? best.length : at, 0, one);
  if (best.length > LIKEST) best.pop();
}
