import { disagreement, isPlausible, type Homography } from '../geometry/homography.js';
import { RobustHomography, type Tolerance } from '../geometry/ransac.js';
import type { Search } from '../alignment/patch-alignment.js';
import type { Pyramid } from '../image/pyramid.js';
import { MOST_PATCHES, type Keyframe } from '../keyframes/keyframe.js';
import { evidenceFor, type Found } from './evidence.js';
import { PatchMatcher } from './patch-matcher.js';
import type { Sought } from './sought.js';

interface Pass {
  readonly level: 'fine' | 'coarse';
  /** Patches of more nearness than this are near the mark: within 1.4 sigma, or 2.2 where there are fewer. */
  readonly near: number;
  readonly search: Search;
  readonly tolerance: Tolerance;
}

const COARSE: Pass = {
  level: 'coarse',
  near: 0.093,
  search: { steps: 8, reach: 6, alike: 0.6 },
  tolerance: { distance: 6, samples: 60, fewest: 8 },
};
const FINE: Pass = {
  level: 'fine',
  near: 0.381,
  search: { steps: 6, reach: 4.5, alike: 0.7 },
  tolerance: { distance: 2.5, samples: 120, fewest: 10 },
};
const FINEST: Pass = {
  ...FINE,
  search: { steps: 4, reach: 2.5, alike: 0.7 },
  tolerance: { distance: 2, samples: 40, fewest: 10 },
};

/** In place of the fine ones where the picture is blurred: what is gone from small patches is still there in large ones. */
const BLURRED: Pass = {
  ...COARSE,
  search: { steps: 6, reach: 3, alike: 0.65 },
  tolerance: { distance: 3, samples: 60, fewest: 8 },
};

/** Share of the patches in view; with fewer the picture is taken for blurred. */
const SHARP = 0.35;

/** Of coarse patches: where none of so many is found, nothing is. */
const MANY = 20;

/** Standard pixels at the mark, and a sigma from it, by which a map may change without a second alignment. */
const ALIKE = 1;

/** A plane with less support is none that the next pass could begin from: what was predicted is better. */
const LEAST_SUPPORT = 0.4;

/**
 * Looks for the planes under several anchors from one keyframe. Each patch is aligned once, as the nearest anchor's
 * prediction has it; then every anchor takes its own plane from the patches, those near it first. That the largest plane
 * does not win is what keeps a mark on a thing that stands before a wall.
 */
export class PlaneSearch {
  readonly #matcher = new PatchMatcher();
  readonly #robust = new RobustHomography(MOST_PATCHES);
  readonly #weights = new Float32Array(MOST_PATCHES);

  /** One answer for each that is sought, undefined where no plane was found. */
  search(keyframe: Keyframe, sought: readonly Sought[], frame: Pyramid): (Found | undefined)[] {
    const maps = sought.map(({ map }) => map);
    const coarse = this.#pass(COARSE, keyframe, sought, maps, frame);
    if (keyframe.coarse.count >= MANY && this.#matcher.matches.count < COARSE.tolerance.fewest) return coarse;
    const rough = [...maps];
    const sharp = this.#sharp(keyframe, sought, maps, frame);
    if (sharp.every((answer) => shareOf(answer) >= SHARP)) return sharp;
    const blurred = this.#pass(BLURRED, keyframe, sought, rough, frame);
    return sharp.map((answer, index) =>
      shareOf(blurred[index]) > Math.max(SHARP, shareOf(answer)) ? blurred[index] : answer,
    );
  }

  /** Once, and again where the first time moved the patches so much that they look different now. */
  #sharp(keyframe: Keyframe, sought: readonly Sought[], maps: Homography[], frame: Pyramid) {
    const before = [...maps];
    const fine = this.#pass(FINE, keyframe, sought, maps, frame);
    if (sought.every((one, index) => isAlike(one, before[index]!, maps[index]!))) return fine;
    const finest = this.#pass(FINEST, keyframe, sought, maps, frame);
    return fine.map((answer, index) => answer && (finest[index] ?? answer));
  }

  /** Replaces in `maps` what it finds better. */
  #pass(pass: Pass, keyframe: Keyframe, sought: readonly Sought[], maps: Homography[], frame: Pyramid) {
    const set = keyframe[pass.level];
    const near = sought.map(({ centre, locality }) => ({ centre, locality: locality[pass.level] }));
    this.#matcher.match(set, near, maps, frame, pass.search);
    return sought.map((one, index) => {
      const found = this.#planeOf(one, maps[index]!, set.count, pass);
      if (found && found.support > LEAST_SUPPORT) maps[index] = found.map;
      return found;
    });
  }

  #planeOf(one: Sought, likely: Homography, count: number, pass: Pass): Found | undefined {
    const { matches, patch } = this.#matcher;
    const locality = one.locality[pass.level];
    for (let i = 0; i < matches.count; i++) {
      this.#weights[i] = locality.weight(patch[i]!) * matches.score[i]!;
    }
    const consensus = this.#robust.estimate(matches, this.#weights, pass.tolerance, likely);
    if (!consensus || !isPlausible(consensus.map, one.centre.x, one.centre.y)) return undefined;
    const { level, near, tolerance } = pass;
    return evidenceFor(one, this.#matcher, this.#weights, consensus, count, {
      level,
      near,
      distance: tolerance.distance,
    });
  }
}

function isAlike({ centre: { x, y }, sigma }: Sought, one: Homography, other: Homography): boolean {
  return [
    [x, y],
    [x + sigma, y],
    [x, y + sigma],
  ].every(([px, py]) => disagreement(one, other, px!, py!) < ALIKE);
}

/** Of the patches in view, or of those near the mark, if that is more: its thing may be a small part of the picture. */
const shareOf = (found: Found | undefined): number =>
  found
    ? Math.max(
        found.agreeing / Math.max(1, found.visible),
        found.agreeingNear / Math.max(FEWEST_NEAR, found.visibleNear),
      )
    : 0;
const FEWEST_NEAR = 8;
