import { PatchAligner } from '../alignment/patch-alignment.js';
import type { PatchSet } from '../alignment/patch.js';
import { apply, multiply, translation, type Homography, type Place } from '../geometry/homography.js';
import type { Pyramid } from '../image/pyramid.js';
import type { Keyframe, Sighting } from './keyframe.js';
import { repetitionsNear } from './repetition.js';

type Near = Pick<Sighting, 'centre' | 'sigma' | 'locality'>;

/** How a place that was found compares with those that look like it. */
export type Verdict =
  | { readonly kind: 'clear' }
  /** It leads its likest rival by so many standard errors: too few. */
  | { readonly kind: 'ambiguous'; readonly lead: number }
  | { readonly kind: 'beaten'; readonly better: Homography };

/**
 * Standard errors by which one place must lead over every other to be believed. Of 150 neighbours that a keyboard and a
 * grille offered in its stead, none led over all others by more than 1.2; the keyboard's right key does by 2.6 to 3.2.
 */
const CLEAR_LEAD = 2.5;

/** Of the correlations' differences: noise alone makes some. */
const LEAST_VARIANCE = 1e-3;

/** Patches are let slip by so little (their own pixels) that a neighbour in the pattern is out of reach. */
const SEARCH = { steps: 3, reach: 2, alike: -1 } as const;

/**
 * Sigmas around a mark within which fine patches are compared, and those beyond that are known to move with it; of the
 * coarse ones all are: context decides.
 */
const NEAR = 2;
const FEWEST = 8;

/**
 * Tells whether a thing that was found again could as well be its neighbour in a pattern that repeats (keys, bricks, a
 * grille): the keyframe is compared with the frame where it was found and at every shift by which it resembles itself.
 */
export class AmbiguityTest {
  readonly #aligner = new PatchAligner();
  readonly #repetitions = new WeakMap<Place, readonly Place[]>();

  judge(keyframe: Keyframe, near: Near, map: Homography, frame: Pyramid): Verdict {
    const here = this.#likenesses(keyframe, near, map, frame);
    let [least, rival] = [Infinity, map];
    for (const { x, y } of this.#repetitionsOf(keyframe, near)) {
      const shifted = multiply(map, translation(x, y));
      const lead = leadOf(here, this.#likenesses(keyframe, near, shifted, frame));
      if (lead < least) [least, rival] = [lead, shifted];
    }
    if (least >= CLEAR_LEAD) return { kind: 'clear' };
    return least <= -CLEAR_LEAD ? { kind: 'beaten', better: rival } : { kind: 'ambiguous', lead: least };
  }

  #repetitionsOf(keyframe: Keyframe, sighting: Near): readonly Place[] {
    const known = this.#repetitions.get(sighting.centre) ?? repetitionsNear(keyframe, sighting);
    this.#repetitions.set(sighting.centre, known);
    return known;
  }

  /** Correlation of each patch with what is where the map takes it; NaN for those that are not in the picture. */
  #likenesses(
    { fine, coarse }: Keyframe,
    { centre, sigma, locality }: Near,
    map: Homography,
    frame: Pyramid,
  ): Float32Array {
    const likenesses = new Float32Array(fine.count + coarse.count).fill(NaN);
    for (let i = 0; i < fine.count; i++) {
      const isNear = Math.hypot(fine.x[i]! - centre.x, fine.y[i]! - centre.y) < NEAR * sigma;
      if (!isNear && !locality.fine.isProven(i)) continue;
      likenesses[i] = this.#likeness(fine, i, map, frame);
    }
    for (let i = 0; i < coarse.count; i++) likenesses[fine.count + i] = this.#likeness(coarse, i, map, frame);
    return likenesses;
  }

  #likeness(set: PatchSet, index: number, map: Homography, frame: Pyramid): number {
    if (!isInside(apply(map, set.x[index]!, set.y[index]!), frame)) return NaN;
    return this.#aligner.align(set, index, map, frame, SEARCH) ? Math.max(0, this.#aligner.score) : 0;
  }
}

/** By how many of its standard errors the one place is likelier, over the patches that both show (a paired t-test). */
function leadOf(here: Float32Array, there: Float32Array): number {
  let [count, sum, squares] = [0, 0, 0];
  for (let i = 0; i < here.length; i++) {
    const difference = here[i]! - there[i]!;
    if (Number.isNaN(difference)) continue;
    count++;
    sum += difference;
    squares += difference * difference;
  }
  if (count < FEWEST) return Infinity;
  const mean = sum / count;
  return mean / Math.sqrt((squares / count - mean * mean + LEAST_VARIANCE) / count);
}

/** Standard pixels from the edge, so that whole patches fit. */
const EDGE = 24;

function isInside({ x, y }: Place, frame: Pyramid): boolean {
  const { width, height, scale } = frame.levels[0]!;
  return x >= EDGE && y >= EDGE && x < width / scale - EDGE && y < height / scale - EDGE;
}
