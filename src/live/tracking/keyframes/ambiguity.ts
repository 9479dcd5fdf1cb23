import { PatchAligner } from '../alignment/patch-alignment.js';
import type { PatchSet } from '../alignment/patch.js';
import { apply, multiply, translation, type Homography, type Place } from '../geometry/homography.js';
import type { Pyramid } from '../image/pyramid.js';
import type { Keyframe, Sighting } from './keyframe.js';
import { repetitionsNear } from './repetition.js';

type Near = Pick<Sighting, 'centre' | 'sigma'>;

/** How a place that was found compares with those that look like it. */
export type Verdict = 'clear' | 'ambiguous' | { readonly better: Homography };

/** What is found elsewhere with this share of the likeness could as well be it. */
const AS_GOOD = 0.95;

/** Patches are let slip by so little (their own pixels) that a neighbour in the pattern is out of reach. */
const SEARCH = { steps: 3, reach: 2, alike: -1 } as const;

/** Sigmas around a mark within which fine patches are compared; of the coarse ones all are: context decides. */
const NEAR = 2;
const FEWEST = 8;

/**
 * Tells whether a thing that was found again could as well be its neighbour in a pattern that repeats (keys, bricks, a
 * grille): the keyframe is compared with the frame where it was found and at every shift by which it resembles itself.
 */
export class AmbiguityTest {
  readonly #aligner = new PatchAligner();
  readonly #repetitions = new WeakMap<Place, readonly Place[]>();

  judge(keyframe: Keyframe, sighting: Near, map: Homography, frame: Pyramid): Verdict {
    const here = this.#likeness(keyframe, sighting, map, frame);
    let [best, better] = [-1, map];
    for (const { x, y } of this.#repetitionsOf(keyframe, sighting)) {
      const shifted = multiply(map, translation(x, y));
      const likeness = this.#likeness(keyframe, sighting, shifted, frame);
      if (likeness > best) [best, better] = [likeness, shifted];
    }
    if (best < AS_GOOD * here) return 'clear';
    return here < AS_GOOD * best ? { better } : 'ambiguous';
  }

  #repetitionsOf(keyframe: Keyframe, sighting: Near): readonly Place[] {
    const known = this.#repetitions.get(sighting.centre) ?? repetitionsNear(keyframe, sighting);
    this.#repetitions.set(sighting.centre, known);
    return known;
  }

  /** Mean correlation of the patches that are in the picture, -1 where they are too few. */
  #likeness(keyframe: Keyframe, { centre, sigma }: Near, map: Homography, frame: Pyramid): number {
    const reach = NEAR * sigma;
    const near = this.#sum(
      keyframe.fine,
      map,
      frame,
      (x, y) => Math.hypot(x - centre.x, y - centre.y) < reach,
    );
    const around = this.#sum(keyframe.coarse, map, frame, () => true);
    const count = near.count + around.count;
    return count < FEWEST ? -1 : (near.sum + around.sum) / count;
  }

  #sum(set: PatchSet, map: Homography, frame: Pyramid, counts: (x: number, y: number) => boolean) {
    let [sum, count] = [0, 0];
    for (let i = 0; i < set.count; i++) {
      const [x, y] = [set.x[i]!, set.y[i]!];
      if (!counts(x, y) || !isInside(apply(map, x, y), frame)) continue;
      count++;
      if (this.#aligner.align(set, i, map, frame, SEARCH)) sum += Math.max(0, this.#aligner.score);
    }
    return { sum, count };
  }
}

/** Standard pixels from the edge, so that whole patches fit. */
const EDGE = 24;

function isInside({ x, y }: Place, frame: Pyramid): boolean {
  const { width, height, scale } = frame.levels[0]!;
  return x >= EDGE && y >= EDGE && x < width / scale - EDGE && y < height / scale - EDGE;
}
