import { PatchAligner, type Search } from './alignment/patch-alignment.js';
import type { PatchSet } from './alignment/patch.js';
import { apply, isPlausible, type Homography } from './geometry/homography.js';
import { Matches } from './geometry/matches.js';
import { RobustHomography, type Consensus, type Tolerance } from './geometry/ransac.js';
import type { Level, Pyramid } from './image/pyramid.js';
import type { Keyframe, Sighting } from './keyframes/keyframe.js';

/** One anchor that is looked for from a keyframe. */
export interface Sought extends Pick<Sighting, 'centre' | 'sigma'> {
  /** Keyframe to frame, as predicted. */
  readonly map: Homography;
}

/** The plane under an anchor, as found on a frame. */
export interface Found {
  /** Keyframe to frame. */
  readonly map: Homography;
  /** Patches of the keyframe that should be in view, and those that were found where the map takes them. */
  readonly visible: number;
  readonly agreeing: number;
  /** The same of those near the mark. */
  readonly visibleNear: number;
  readonly agreeingNear: number;
  /** 0..1: weight of those that agree, of all that were found. */
  readonly support: number;
  /** 0..1: mean correlation of those that were found. */
  readonly likeness: number;
}

interface Pass {
  readonly search: Search;
  readonly tolerance: Tolerance;
}

const COARSE: Pass = {
  search: { steps: 8, reach: 6, alike: 0.6 },
  tolerance: { distance: 6, samples: 60, fewest: 8 },
};
const FINE: Pass = {
  search: { steps: 6, reach: 4.5, alike: 0.7 },
  tolerance: { distance: 2.5, samples: 120, fewest: 10 },
};
const FINEST: Pass = {
  search: { steps: 4, reach: 2.5, alike: 0.7 },
  tolerance: { distance: 2, samples: 40, fewest: 10 },
};

/** What is far from a mark counts this little, but holds the plane where there is nothing near. */
const FAR_WEIGHT = 0.03;

/** Patches with more weight than this are near the mark: within 1.4 sigma. */
const NEAR = 0.4;

const MOST_PATCHES = 256;

/**
 * Looks for the planes under several anchors from one keyframe. Each patch is aligned once, as the nearest anchor's
 * prediction has it; then every anchor takes its own plane from the patches, those near it first. That the largest plane
 * does not win is what keeps a mark on a thing that stands before a wall.
 */
export class PlaneSearch {
  readonly #aligner = new PatchAligner();
  readonly #robust = new RobustHomography(MOST_PATCHES);
  readonly #matches = new Matches(MOST_PATCHES);
  readonly #weights = new Float32Array(MOST_PATCHES);
  readonly #inView = new Uint8Array(MOST_PATCHES);
  #likeness = 0;

  /** One answer for each that is sought, undefined where no plane was found. */
  search(keyframe: Keyframe, sought: readonly Sought[], frame: Pyramid): (Found | undefined)[] {
    const maps = sought.map(({ map }) => map);
    this.#pass(COARSE, keyframe.coarse, sought, maps, frame);
    const found = this.#pass(FINE, keyframe.fine, sought, maps, frame);
    const finest = this.#pass(FINEST, keyframe.fine, sought, maps, frame);
    return found.map((answer, index) => answer && (finest[index] ?? answer));
  }

  /** Replaces in `maps` what it finds better. */
  #pass(pass: Pass, set: PatchSet, sought: readonly Sought[], maps: Homography[], frame: Pyramid) {
    this.#alignAll(set, sought, maps, frame, pass.search);
    return sought.map((one, index) => {
      const found = this.#planeOf(one, maps[index]!, set, pass.tolerance);
      if (found) maps[index] = found.map;
      return found;
    });
  }

  #alignAll(
    set: PatchSet,
    sought: readonly Sought[],
    maps: Homography[],
    frame: Pyramid,
    search: Search,
  ): void {
    this.#matches.clear();
    let likeness = 0;
    for (let i = 0; i < set.count; i++) {
      const map = maps[nearest(sought, set.x[i]!, set.y[i]!)]!;
      this.#inView[i] = isInView(map, set.x[i]!, set.y[i]!, frame.levels[0]!) ? 1 : 0;
      if (!this.#inView[i] || !this.#aligner.align(set, i, map, frame, search)) continue;
      const { x, y, score } = this.#aligner;
      this.#matches.push(set.x[i]!, set.y[i]!, x, y, score);
      likeness += score;
    }
    this.#likeness = likeness / Math.max(1, this.#matches.count);
  }

  #planeOf(one: Sought, likely: Homography, set: PatchSet, tolerance: Tolerance): Found | undefined {
    const matches = this.#matches;
    for (let i = 0; i < matches.count; i++) {
      this.#weights[i] = weightAt(one, matches.fromX[i]!, matches.fromY[i]!) * matches.score[i]!;
    }
    const consensus = this.#robust.estimate(matches, this.#weights, tolerance, likely);
    if (!consensus || !isPlausible(consensus.map, one.centre.x, one.centre.y)) return undefined;
    return this.#describe(one, consensus, set);
  }

  #describe(one: Sought, { map, count, support, inliers }: Consensus, set: PatchSet): Found {
    const { matches, inView } = { matches: this.#matches, inView: this.#inView };
    let [visible, visibleNear, agreeingNear] = [0, 0, 0];
    for (let i = 0; i < set.count; i++) {
      if (!inView[i]) continue;
      visible++;
      if (weightAt(one, set.x[i]!, set.y[i]!) > NEAR) visibleNear++;
    }
    for (let i = 0; i < matches.count; i++) {
      if (inliers[i] && weightAt(one, matches.fromX[i]!, matches.fromY[i]!) > NEAR) agreeingNear++;
    }
    return { map, visible, agreeing: count, visibleNear, agreeingNear, support, likeness: this.#likeness };
  }
}

function weightAt({ centre, sigma }: Sought, x: number, y: number): number {
  const [dx, dy] = [x - centre.x, y - centre.y];
  return FAR_WEIGHT + (1 - FAR_WEIGHT) * Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
}

function nearest(sought: readonly Sought[], x: number, y: number): number {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < sought.length; i++) {
    const { centre } = sought[i]!;
    const distance = (centre.x - x) ** 2 + (centre.y - y) ** 2;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

/** Standard pixels from the frame's edge within which nothing is expected to be found. */
const EDGE = 4;

function isInView(map: Homography, x: number, y: number, { width, height, scale }: Level): boolean {
  const at = apply(map, x, y);
  return at.x >= EDGE && at.y >= EDGE && at.x < width / scale - EDGE && at.y < height / scale - EDGE;
}
