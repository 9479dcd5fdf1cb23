import { PatchAligner, type Search } from '../alignment/patch-alignment.js';
import type { PatchSet } from '../alignment/patch.js';
import { apply, type Homography } from '../geometry/homography.js';
import { Matches } from '../geometry/matches.js';
import { isInside, type Pyramid } from '../image/pyramid.js';
import { MOST_PATCHES } from '../keyframes/keyframe.js';
import type { Locality } from '../keyframes/locality.js';
import { SECTORS } from '../keyframes/sectors.js';

/** Standard pixels from the frame's edge within which nothing is expected to be found. */
const EDGE = 4;

/** Of less nearness than this to every mark, a patch is far, and every other one is enough. */
const FAR = 0.08;

/** Patches that have a say on each side of a mark, and under it. */
const MOST_ASIDE = 2;
const MOST_UNDER = 8;

/** An anchor whose prediction patches near it follow. */
interface Near {
  readonly centre: { readonly x: number; readonly y: number };
  readonly locality: Locality;
}

/** The patches of one level of a keyframe that were found on a frame. Filled anew each time; keeps its memory. */
export class PatchMatcher {
  readonly #aligner = new PatchAligner();
  readonly matches = new Matches(MOST_PATCHES);
  /** Which patch each match is of. */
  readonly patch = new Uint16Array(MOST_PATCHES);
  /** For each patch, 1 if it was looked for and should be in the picture. */
  readonly inView = new Uint8Array(MOST_PATCHES);
  #likeness = 0;

  /** 0..1: mean correlation of those that were found. */
  get likeness(): number {
    return this.#likeness / Math.max(1, this.matches.count);
  }

  /** Aligns each patch once, as the nearest anchor's prediction (`maps`, keyframe to frame) has it. */
  match(
    set: PatchSet,
    anchors: readonly Near[],
    maps: readonly Homography[],
    frame: Pyramid,
    search: Search,
  ) {
    this.matches.clear();
    this.#likeness = 0;
    for (let i = 0; i < set.count; i++) {
      const nearest = nearestTo(anchors, set.x[i]!, set.y[i]!);
      this.inView[i] = 0;
      if (i % 2 === 1 && anchors[nearest]!.locality.nearness(i) < FAR) continue;
      const map = maps[nearest]!;
      const { x, y } = apply(map, set.x[i]!, set.y[i]!);
      this.inView[i] = isInside(frame.levels[0]!, x, y, EDGE) ? 1 : 0;
      if (this.inView[i] && this.#aligner.align(set, i, map, frame, search)) this.#push(set, i);
    }
  }

  /**
   * On how many sides of a mark, and under it, patches are found from a prediction: up to so many each, the nearest. What
   * stands on one side of it cannot outvote with its many patches the few all around.
   */
  coverage(set: PatchSet, locality: Locality, map: Homography, frame: Pyramid, search: Search): number {
    const heard = new Uint8Array(SECTORS + 1);
    let found = 0;
    for (const i of locality.fromNearest) {
      const isUnder = locality.isUnder(i);
      const side = isUnder ? SECTORS : locality.sector(i);
      if (side === undefined || locality.isStrange(i) || heard[side]! >= (isUnder ? MOST_UNDER : MOST_ASIDE))
        continue;
      heard[side]!++;
      if (this.#aligner.align(set, i, map, frame, search)) found++;
    }
    return found;
  }

  /** How many of the patches of more than this nearness are found from a prediction. */
  countNear(
    set: PatchSet,
    locality: Locality,
    near: number,
    map: Homography,
    frame: Pyramid,
    search: Search,
  ): number {
    let found = 0;
    for (let i = 0; i < set.count; i++) {
      if (locality.nearness(i) <= near || locality.isStrange(i)) continue;
      if (this.#aligner.align(set, i, map, frame, search)) found++;
    }
    return found;
  }

  #push(set: PatchSet, index: number): void {
    const { x, y, score } = this.#aligner;
    this.patch[this.matches.count] = index;
    this.matches.push(set.x[index]!, set.y[index]!, x, y, score);
    this.#likeness += score;
  }
}

function nearestTo(anchors: readonly Near[], x: number, y: number): number {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < anchors.length; i++) {
    const { centre } = anchors[i]!;
    const distance = (centre.x - x) ** 2 + (centre.y - y) ** 2;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}
