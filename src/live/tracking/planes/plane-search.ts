import { disagreement, isPlausible, type Homography } from '../geometry/homography.js';
import { robustSimilarity } from '../geometry/fit-similarity.js';
import { RobustHomography, type Consensus, type Tolerance } from '../geometry/ransac.js';
import type { Search } from '../alignment/patch-alignment.js';
import type { Pyramid } from '../image/pyramid.js';
import { MOST_PATCHES, type Keyframe } from '../keyframes/keyframe.js';
import { evidenceFor, isBeside, votesOn, type Found } from './evidence.js';
import { isHeld } from './judgement.js';
import { PatchMatcher } from './patch-matcher.js';
import type { Sought } from './sought.js';

interface Pass {
  readonly level: 'fine' | 'coarse';
  /** Patches of more nearness than this are near the mark: within 1.4 sigma, or 2.2 where there are fewer. */
  readonly near: number;
  readonly search: Search;
  readonly tolerance: Tolerance;
}

/** With what another plane's patches said, where one was set aside. */
interface Judging extends Pass {
  readonly beside?: Uint8Array | undefined;
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

/** A similarity of fewer patches is chance. */
const PATCH_TOLERANCE = { distance: 2, fewest: 4 } as const;

/** Standard pixels at the mark by which two starts differ for the small patches. */
const APART = 3;

/**
 * So many times as many patches must be found from another prediction: in a pattern that repeats, or a blurred picture, a
 * few more are found by chance where the next one in it is, or nothing.
 */
const CLEARLY = 2;

/** Standard pixels by which a coarse patch, found to within one of its own, may be off a plane of fine ones. */
const COARSE_MISS = 4;

/** Of coarse patches: where none of so many is found, nothing is. */
const MANY = 20;

/** Standard pixels at the mark, and a sigma from it, by which a map may change without a second alignment. */
const ALIKE = 1;

/**
 * Whether the next pass may begin from it: a plane that what is near the mark does not agree with is that of something
 * else, and what was predicted is better.
 */
const isStart = ({ support, visibleNear, core }: Found): boolean =>
  support > 0.4 && (visibleNear < 4 || core > 0.25);

/**
 * Looks for the planes under several anchors from one keyframe. Each patch is aligned once, as the nearest anchor's
 * prediction has it; then every anchor takes its own plane from the patches, those near it first. That the largest plane
 * does not win is what keeps a mark on a thing that stands before a wall.
 */
export class PlaneSearch {
  readonly #matchers = { fine: new PatchMatcher(), coarse: new PatchMatcher() };
  readonly #robust = new RobustHomography(MOST_PATCHES);
  readonly #weights = new Float32Array(MOST_PATCHES);

  /** One answer for each that is sought, undefined where no plane was found. */
  search(keyframe: Keyframe, sought: readonly Sought[], frame: Pyramid): (Found | undefined)[] {
    const starts = sought.map((one) => this.#likelier(keyframe, one, frame));
    const maps = [...starts];
    const coarse = this.#pass(COARSE, keyframe, sought, maps, frame);
    if (this.#isNothing(keyframe, sought, frame)) return coarse;
    sought.forEach((one, index) => {
      const start = starts[index]!;
      if (!this.#isBetterStart(keyframe, one, start, maps[index]!, frame)) maps[index] = start;
    });
    const rough = [...maps];
    const sharp = this.#sharp(keyframe, sought, maps, frame);
    if (sharp.every((answer) => shareOf(answer) >= SHARP))
      return sharp.map((answer) => answer && this.#withCoarse(answer, keyframe));
    const blurred = this.#pass(BLURRED, keyframe, sought, rough, frame);
    return sharp.map((answer, index) =>
      shareOf(blurred[index]) > Math.max(SHARP, shareOf(answer)) ? blurred[index] : answer,
    );
  }

  /** Of many large patches hardly any is seen, and of the small ones near the marks neither. */
  #isNothing({ coarse, fine }: Keyframe, sought: readonly Sought[], frame: Pyramid): boolean {
    if (coarse.count < MANY || this.#matchers.coarse.matches.count >= COARSE.tolerance.fewest) return false;
    return sought.every(
      ({ map, locality }) =>
        this.#matchers.fine.countNear(fine, locality.fine, FINE.near, map, frame, FINE.search) <
        FINE.tolerance.fewest,
    );
  }

  /** Where large patches, which may be of something behind, lead away from what was predicted, the small ones decide. */
  #isBetterStart(
    { fine }: Keyframe,
    { centre, locality }: Sought,
    start: Homography,
    other: Homography,
    frame: Pyramid,
    times = 1,
  ): boolean {
    if (disagreement(start, other, centre.x, centre.y) < APART) return true;
    const [there, here] = [other, start].map((one) =>
      this.#matchers.fine.coverage(fine, locality.fine, one, frame, FINE.search),
    );
    return times * there! >= here!;
  }

  /** Of two predictions, where there are two: the camera's, unless clearly more is found from the other. */
  #likelier(keyframe: Keyframe, one: Sought, frame: Pyramid): Homography {
    const { map, other } = one;
    return other && !this.#isBetterStart(keyframe, one, other, map, frame, CLEARLY) ? other : map;
  }

  /** The large patches were looked for first, and say something too. */
  #withCoarse(found: Found, { coarse }: Keyframe): Found {
    const votes = votesOn(found.map, this.#matchers.coarse, coarse.count, COARSE_MISS);
    return { ...found, votes: { ...found.votes, coarse: votes } };
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
    this.#matchers[pass.level].match(set, near, maps, frame, pass.search);
    return sought.map((one, index) => {
      const found = this.#planeOf(one, maps[index]!, set.count, pass);
      if (found && isStart(found)) maps[index] = found.map;
      return found;
    });
  }

  #planeOf(one: Sought, likely: Homography, count: number, pass: Pass): Found | undefined {
    const matcher = this.#matchers[pass.level];
    const { matches, patch } = matcher;
    const locality = one.locality[pass.level];
    for (let i = 0; i < matches.count; i++) {
      this.#weights[i] = locality.weight(patch[i]!) * matches.score[i]!;
    }
    const consensus = this.#robust.estimate(matches, this.#weights, pass.tolerance, likely);
    const found = consensus && this.#plane(one, pass, consensus, count);
    if (found && isHeld(found)) return found;
    const beside = found?.votes[pass.level];
    const other = beside && this.#planeBut(one, likely, count, pass, beside);
    if (other && isHeld(other)) return other;
    if (found && isHeld(found, 'still')) return found;
    return other ?? this.#patchOf(one, pass, count, beside) ?? found;
  }

  /** What is left once the plane of something beside the mark is set aside. */
  #planeBut(one: Sought, likely: Homography, count: number, pass: Pass, beside: Uint8Array) {
    const { matches, patch } = this.#matchers[pass.level];
    const locality = one.locality[pass.level];
    for (let i = 0; i < matches.count; i++) if (isBeside(patch[i]!, beside, locality)) this.#weights[i] = 0;
    const consensus = this.#robust.estimate(matches, this.#weights, pass.tolerance, likely);
    const found = consensus && this.#plane(one, pass, consensus, count, beside);
    return found && isHeld(found, 'still') ? found : undefined;
  }

  #plane(one: Sought, pass: Pass, consensus: Consensus, count: number, beside?: Uint8Array) {
    if (!isPlausible(consensus.map, one.centre.x, one.centre.y)) return undefined;
    return this.#evidence(one, { ...pass, beside }, consensus, 'plane', count);
  }

  /**
   * Where there are too few patches for a plane, those on the mark may still agree on turn, scale and shift; what would
   * have to be reached out for says nothing of where a mark on a bare wall is.
   */
  #patchOf(one: Sought, pass: Pass, count: number, beside?: Uint8Array): Found | undefined {
    if (pass.level !== 'fine') return undefined;
    const { matches, patch } = this.#matchers.fine;
    const { fine } = one.locality;
    const near = pass.near ** ((one.least / one.sigma) ** 2);
    for (let i = 0; i < matches.count; i++) if (fine.nearness(patch[i]!) <= near) this.#weights[i] = 0;
    const consensus = robustSimilarity(matches, this.#weights, PATCH_TOLERANCE);
    return consensus && this.#evidence(one, { ...pass, near, beside }, consensus, 'patch', count);
  }

  #evidence(one: Sought, pass: Judging, consensus: Consensus, basis: Found['basis'], count: number): Found {
    const { level, near, tolerance, beside } = pass;
    const judged = { basis, level, near, beside, distance: tolerance.distance };
    return evidenceFor(one, this.#matchers[level], this.#weights, consensus, count, judged);
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
