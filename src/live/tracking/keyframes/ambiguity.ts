import { PatchAligner } from '../alignment/patch-alignment.js';
import { apply, multiply, translation, type Homography, type Place } from '../geometry/homography.js';
import type { Pyramid } from '../image/pyramid.js';
import type { SmallImage } from '../image/small-image.js';
import { Context } from './context.js';
import { MOST_PATCHES, type Keyframe, type Sighting } from './keyframe.js';
import { repetitionsNear } from './repetition.js';

type Near = Pick<Sighting, 'centre' | 'sigma' | 'locality'>;

/** The frame in all its sizes, and its small picture. */
interface Pictures {
  readonly frame: Pyramid;
  readonly small: SmallImage;
}

/** A place that was found, and what tells it from others. */
interface Comparison {
  readonly keyframe: Keyframe;
  readonly patches: readonly number[];
  readonly map: Homography;
  readonly frame: Pyramid;
}

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

/**
 * What all of the context is worth where the patches alone cannot tell, in standard errors; and how much it must speak for
 * another place for that to be taken at once. On grilles and keyboards, of 15 seeds at 28 moments each, it spoke for the
 * right place by .11 to .86 (medians), against wrong ones by .5 to 1.
 */
const CONTEXT = 10;
const STRANGE = 0.3;

/**
 * Rivals of which patches are compared: the likest, and where those leave it open, of the others so many that the context
 * leaves open too.
 */
const COMPARED = 14;
const COMPARED_TOO = 6;

/** Patches are let slip by so little (their own pixels) that a neighbour in the pattern is out of reach. */
const SEARCH = { steps: 3, reach: 2, alike: -1 } as const;

/**
 * Sigmas around a mark within which fine patches are compared, and those beyond that are known to move with it; of the
 * coarse ones all are: context decides.
 */
const NEAR = 2;
const FEWEST = 8;

/**
 * A rival is dropped, or has won, as soon as the patches so far say so by this many standard errors, looked at each time
 * so many more were compared (after Wald, Sequential Tests of Statistical Hypotheses, 1945): most are no rivals at all.
 */
const CERTAIN = 4;
const EACH_LOOK = 24;

/** Patches are compared in an order that takes them from everywhere: each time this share of them is passed over. */
const GOLDEN = 0.618;

/** Of a likeness, which is at least 0, or NaN. */
const UNKNOWN = -1;

/**
 * Tells whether a thing that was found again could as well be its neighbour in a pattern that repeats (keys, bricks, a
 * grille): the keyframe is compared with the frame where it was found and at every shift by which it resembles itself.
 */
export class AmbiguityTest {
  readonly #aligner = new PatchAligner();
  readonly #here = new Float32Array(2 * MOST_PATCHES);
  readonly #repetitions = new WeakMap<Place, readonly Place[]>();

  judge(keyframe: Keyframe, near: Near, map: Homography, { frame, small }: Pictures): Verdict {
    const patches = spread(compared(keyframe, near));
    this.#here.fill(UNKNOWN, 0, patches.length);
    const rivals = this.#repetitionsOf(keyframe, near).map(({ x, y }) => multiply(map, translation(x, y)));
    const comparison = { keyframe, patches, map, frame };
    const leads = rivals.slice(0, COMPARED).map((rival) => this.#leadOver(rival, comparison));
    const least = Math.min(...leads);
    if (least >= CLEAR_LEAD) return { kind: 'clear' };
    if (least <= -CLEAR_LEAD) return { kind: 'beaten', better: rivals[leads.indexOf(least)]! };
    const context = contextOf(new Context(keyframe.small, small, near, map), rivals);
    const worst = Math.min(...context);
    if (worst <= -STRANGE) return { kind: 'beaten', better: rivals[context.indexOf(worst)]! };
    for (const at of likestBy(context, COMPARED)) leads[at] = this.#leadOver(rivals[at]!, comparison);
    return withContext(leads, context, rivals);
  }

  /** Looks for the likes of a mark in its keyframe, which takes a while, before they are needed; false if that was done. */
  prepare(keyframe: Keyframe, sighting: Near): boolean {
    if (this.#repetitions.has(sighting.centre)) return false;
    this.#repetitionsOf(keyframe, sighting);
    return true;
  }

  #repetitionsOf(keyframe: Keyframe, sighting: Near): readonly Place[] {
    const known = this.#repetitions.get(sighting.centre) ?? repetitionsNear(keyframe, sighting);
    this.#repetitions.set(sighting.centre, known);
    return known;
  }

  /** By how many of its standard errors the one place is likelier, over the patches that both show (a paired t-test). */
  #leadOver(other: Homography, { keyframe, patches, map, frame }: Comparison): number {
    let [count, sum, squares] = [0, 0, 0];
    for (const [at, patch] of patches.entries()) {
      if (this.#here[at] === UNKNOWN) this.#here[at] = this.#likeness(keyframe, patch, map, frame);
      const difference = this.#here[at]! - this.#likeness(keyframe, patch, other, frame);
      if (Number.isNaN(difference)) continue;
      count++;
      sum += difference;
      squares += difference * difference;
      if (count % EACH_LOOK > 0) continue;
      const lead = leadOf(count, sum, squares);
      if (Math.abs(lead) >= CERTAIN) return lead;
    }
    return count < FEWEST ? Infinity : leadOf(count, sum, squares);
  }

  /** Correlation of a patch with what is where the map takes it; NaN if that is not in the picture. */
  #likeness({ fine, coarse }: Keyframe, patch: number, map: Homography, frame: Pyramid): number {
    const [set, index] = patch < fine.count ? [fine, patch] : [coarse, patch - fine.count];
    if (!isInside(apply(map, set.x[index]!, set.y[index]!), frame)) return NaN;
    return this.#aligner.align(set, index, map, frame, SEARCH) ? Math.max(0, this.#aligner.score) : 0;
  }
}

/** Patches that have a say, the coarse ones counted on after the fine ones. */
function compared({ fine, coarse }: Keyframe, { centre, sigma, locality }: Near): number[] {
  const patches: number[] = [];
  for (let i = 0; i < fine.count; i++) {
    const isNear = Math.hypot(fine.x[i]! - centre.x, fine.y[i]! - centre.y) < NEAR * sigma;
    if (isNear || locality.fine.isProven(i)) patches.push(i);
  }
  for (let i = 0; i < coarse.count; i++) patches.push(fine.count + i);
  return patches;
}

/** All of a list, neighbours far from one another. */
function spread(list: readonly number[]): number[] {
  const { length } = list;
  let step = Math.max(1, Math.round(GOLDEN * length));
  while (commonDivisor(step, length) > 1) step++;
  return Array.from({ length }, (_, at) => list[(at * step) % length]!);
}

/** The rivals from an index on that the context tells least from the place that was found. */
const likestBy = (context: readonly number[], from: number): number[] =>
  context
    .map((lead, at) => ({ lead, at }))
    .slice(from)
    .sort((one, other) => one.lead - other.lead)
    .slice(0, COMPARED_TOO)
    .map(({ at }) => at);

/** Where the patches alone cannot tell; `leads` has holes where a rival's were not compared. On one frame the context does not make a place certain, only on several. */
function withContext(
  leads: readonly number[],
  context: readonly number[],
  rivals: readonly Homography[],
): Verdict {
  const both = leads.map((lead, at) => (lead < CLEAR_LEAD ? lead + CONTEXT * context[at]! : lead));
  const least = both.reduce((one, other) => Math.min(one, other), Infinity);
  if (least <= -CLEAR_LEAD) return { kind: 'beaten', better: rivals[both.indexOf(least)]! };
  return { kind: 'ambiguous', lead: Math.min(least, CLEAR_LEAD) };
}

const contextOf = (context: Context, rivals: readonly Homography[]): number[] =>
  rivals.map((rival) => context.leadOver(rival));

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

function leadOf(count: number, sum: number, squares: number): number {
  const mean = sum / count;
  return mean / Math.sqrt((squares / count - mean * mean + LEAST_VARIANCE) / count);
}

/** Standard pixels from the edge, so that whole patches fit. */
const EDGE = 24;

function isInside({ x, y }: Place, frame: Pyramid): boolean {
  const { width, height, scale } = frame.levels[0]!;
  return x >= EDGE && y >= EDGE && x < width / scale - EDGE && y < height / scale - EDGE;
}
