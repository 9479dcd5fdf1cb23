import { isEdge, type PatchSet } from '../alignment/patch.js';
import type { Place } from '../geometry/homography.js';
import { SECTORS, sectorOf } from './sectors.js';

/**
 * What a frame said of one patch: it moved with the anchor, it is elsewhere, it is nowhere to be seen, or nothing.
 */
export const VOTE = { none: 0, with: 1, against: 2, missing: 3 } as const;

/** Where a mark is on a keyframe, in standard pixels. */
export interface Extent {
  readonly centre: Place;
  /** Distance over which its surroundings count. */
  readonly sigma: number;
  /** Distance up to which a patch lies under it. */
  readonly rim: number;
  /** A bit for each of `SECTORS` in which the picture soon ends. */
  readonly cutOff: number;
}

/** In place of a sector. */
const UNDER = 255;
const EDGE = 254;

/** What is far from a mark counts this little, but holds the plane where there is nothing near. */
const FAR_WEIGHT = 0.03;

/** Belief in a patch before anything was seen of it, and how fast it follows what is seen: shares of what is missing. */
const AT_FIRST = 0.6;
const LEARNS = { with: 0.12, against: 0.3, missing: 0.04 } as const;

/** Nothing is disbelieved for ever: what was hidden behind a hand comes back. */
const LEAST = 0.03;

/** Below this a patch is taken for a part of something else, above that for one of the thing under the mark. */
const STRANGE = 0.3;
const PROVEN = 0.85;

/**
 * What each patch of a level has to say about one anchor: how near it is to the mark, and whether it moved with the mark
 * whenever both were seen. Near a mark stand other things at other depths; which patches are theirs shows only once the
 * camera moves, and is then remembered.
 */
export class Locality {
  readonly #extent: Extent;
  #nearness = new Float32Array(0);
  #belief = new Float32Array(0);
  #sector = new Uint8Array(0);
  #fromNearest = new Uint16Array(0);

  constructor(extent: Extent, set: PatchSet) {
    this.#extent = extent;
    this.extend(set);
  }

  /** The set may have got more patches at its end. */
  extend(set: PatchSet): void {
    const { count, x, y } = set;
    const known = this.#nearness.length;
    if (count === known) return;
    const [nearness, belief] = [new Float32Array(count), new Float32Array(count).fill(AT_FIRST)];
    const sector = new Uint8Array(count);
    nearness.set(this.#nearness);
    belief.set(this.#belief);
    sector.set(this.#sector);
    const { centre, sigma, rim } = this.#extent;
    for (let i = known; i < count; i++) {
      const [dx, dy] = [x[i]! - centre.x, y[i]! - centre.y];
      const square = dx * dx + dy * dy;
      nearness[i] = Math.exp(-square / (2 * sigma * sigma));
      sector[i] = square < rim * rim ? UNDER : isEdge(set, i) ? EDGE : sectorOf(dx, dy);
    }
    [this.#nearness, this.#belief, this.#sector] = [nearness, belief, sector];
    const distance = Float32Array.from(x.subarray(0, count), (column, i) =>
      Math.hypot(column - centre.x, y[i]! - centre.y),
    );
    this.#fromNearest = Uint16Array.from(distance.keys()).sort(
      (one, other) => distance[one]! - distance[other]!,
    );
  }

  /** The picture ends soon in this direction: that nothing is to be seen there says nothing. */
  isCutOff(sector: number): boolean {
    return (this.#extent.cutOff & (1 << sector)) !== 0;
  }

  /** All patches, the nearest to the mark first. */
  get fromNearest(): Uint16Array {
    return this.#fromNearest;
  }

  /** It lies under the mark. */
  isUnder(patch: number): boolean {
    return this.#sector[patch] === UNDER;
  }

  /** In which of `SECTORS` directions it lies from the mark; undefined of those that lie under it, and of edges. */
  sector(patch: number): number | undefined {
    const sector = this.#sector[patch]!;
    return sector < SECTORS ? sector : undefined;
  }

  /** 0..1: 1 at the mark's middle. */
  nearness(patch: number): number {
    return this.#nearness[patch]!;
  }

  /**
   * 0..1: how much it counts, nearness squared: near the middle of a mark is its thing, at its rim may be others, and of two
   * planes that of the middle counts more.
   */
  weight(patch: number): number {
    const nearness = this.#nearness[patch]!;
    return (FAR_WEIGHT + (1 - FAR_WEIGHT) * nearness * nearness) * this.#belief[patch]!;
  }

  /** It was seen to move with the mark, again and again. */
  isProven(patch: number): boolean {
    return this.#belief[patch]! > PROVEN;
  }

  isStrange(patch: number): boolean {
    return this.#belief[patch]! < STRANGE;
  }

  /** `votes`: for each patch, of a frame on which the anchor is believed to be known. */
  learn(votes: Uint8Array): void {
    const belief = this.#belief;
    for (let i = 0; i < votes.length; i++) {
      const vote = votes[i]!;
      if (vote === VOTE.with) belief[i]! += (1 - belief[i]!) * LEARNS.with;
      else if (vote !== VOTE.none) {
        const share = vote === VOTE.against ? LEARNS.against : LEARNS.missing;
        belief[i] = Math.max(LEAST, belief[i]! * (1 - share));
      }
    }
  }
}
