import { PatchAligner, type Search } from './alignment/patch-alignment.js';
import type { PatchSet } from './alignment/patch.js';
import { apply, disagreement, isPlausible, type Homography } from './geometry/homography.js';
import { Matches } from './geometry/matches.js';
import { RobustHomography, type Consensus, type Tolerance } from './geometry/ransac.js';
import { uncertaintyAt } from './geometry/uncertainty.js';
import type { Level, Pyramid } from './image/pyramid.js';
import { MOST_PATCHES, type Keyframe, type Sighting } from './keyframes/keyframe.js';

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
  /** Standard error of the mark's middle, in standard pixels. */
  readonly uncertainty: number;
}

interface Pass {
  readonly level: 'fine' | 'coarse';
  /** Patches with more weight than this are near the mark: within 1.4 sigma, or 2.1 where there are fewer. */
  readonly near: number;
  readonly search: Search;
  readonly tolerance: Tolerance;
}

const COARSE: Pass = {
  level: 'coarse',
  near: 0.12,
  search: { steps: 8, reach: 6, alike: 0.6 },
  tolerance: { distance: 6, samples: 60, fewest: 8 },
};
const FINE: Pass = {
  level: 'fine',
  near: 0.4,
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

/** With less weight than this for every mark a patch is far, and every other one is enough. */
const FAR = 0.1;

/** What is far from a mark counts this little, but holds the plane where there is nothing near. */
const FAR_WEIGHT = 0.03;

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
    const coarse = this.#pass(COARSE, keyframe, sought, maps, frame);
    if (keyframe.coarse.count >= MANY && !coarse.some(Boolean)) return coarse;
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
    this.#alignAll(set, sought, maps, frame, pass.search);
    return sought.map((one, index) => {
      const found = this.#planeOf(one, maps[index]!, set, pass);
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
      const near = nearest(sought, set.x[i]!, set.y[i]!);
      this.#inView[i] = 0;
      if (i % 2 === 1 && weightAt(sought[near]!, set.x[i]!, set.y[i]!) < FAR) continue;
      const map = maps[near]!;
      this.#inView[i] = isInView(map, set.x[i]!, set.y[i]!, frame.levels[0]!) ? 1 : 0;
      if (!this.#inView[i] || !this.#aligner.align(set, i, map, frame, search)) continue;
      const { x, y, score } = this.#aligner;
      this.#matches.push(set.x[i]!, set.y[i]!, x, y, score);
      likeness += score;
    }
    this.#likeness = likeness / Math.max(1, this.#matches.count);
  }

  #planeOf(one: Sought, likely: Homography, set: PatchSet, pass: Pass): Found | undefined {
    const matches = this.#matches;
    for (let i = 0; i < matches.count; i++) {
      this.#weights[i] = weightAt(one, matches.fromX[i]!, matches.fromY[i]!) * matches.score[i]!;
    }
    const consensus = this.#robust.estimate(matches, this.#weights, pass.tolerance, likely);
    if (!consensus || !isPlausible(consensus.map, one.centre.x, one.centre.y)) return undefined;
    return this.#describe(one, consensus, set, pass.near);
  }

  #describe(one: Sought, consensus: Consensus, set: PatchSet, near: number): Found {
    const { map, count, support, inliers } = consensus;
    const uncertainty = uncertaintyAt(one.centre, this.#matches, this.#weights, consensus);
    const { matches, inView } = { matches: this.#matches, inView: this.#inView };
    let [visible, visibleNear, agreeingNear] = [0, 0, 0];
    for (let i = 0; i < set.count; i++) {
      if (!inView[i]) continue;
      visible++;
      if (weightAt(one, set.x[i]!, set.y[i]!) > near) visibleNear++;
    }
    for (let i = 0; i < matches.count; i++) {
      if (inliers[i] && weightAt(one, matches.fromX[i]!, matches.fromY[i]!) > near) agreeingNear++;
    }
    return {
      map,
      visible,
      agreeing: count,
      visibleNear,
      agreeingNear,
      support,
      likeness: this.#likeness,
      uncertainty,
    };
  }
}

function isAlike({ centre: { x, y }, sigma }: Sought, one: Homography, other: Homography): boolean {
  return [
    [x, y],
    [x + sigma, y],
    [x, y + sigma],
  ].every(([px, py]) => disagreement(one, other, px!, py!) < ALIKE);
}

const shareOf = (found: Found | undefined): number =>
  found ? found.agreeing / Math.max(1, found.visible) : 0;

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
