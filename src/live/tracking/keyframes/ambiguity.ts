import { multiply, translation, type Homography, type Place } from '../geometry/homography.js';
import type { Pyramid } from '../image/pyramid.js';
import type { SmallImage } from '../image/small-image.js';
import { Context } from './context.js';
import type { Keyframe, Sighting } from './keyframe.js';
import { Race } from './race.js';
import { repetitionsNear } from './repetition.js';

type Near = Pick<Sighting, 'centre' | 'sigma' | 'locality'>;

/** The frame in all its sizes, and its small picture. */
interface Pictures {
  readonly frame: Pyramid;
  readonly small: SmallImage;
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

/** Patches after which the context is asked where there are many rivals, and how many are then compared on all at a time. */
const GLANCED = 48;
const EACH_HEAT = 6;

/** Rivals against which all of the context is asked, and not just a glance taken at it. */
const LOOKED_AT = 12;

/**
 * Sigmas around a mark within which fine patches are compared, and those beyond that are known to move with it; of the
 * coarse ones all are: context decides.
 */
const NEAR = 2;

/** Patches are compared in an order that takes them from everywhere: each time this share of them is passed over. */
const GOLDEN = 0.618;

/**
 * Tells whether a thing that was found again could as well be its neighbour in a pattern that repeats (keys, bricks, a
 * grille): the keyframe is compared with the frame where it was found and at every shift by which it resembles itself.
 */
export class AmbiguityTest {
  readonly #repetitions = new WeakMap<Place, readonly Place[]>();

  judge(keyframe: Keyframe, near: Near, map: Homography, { frame, small }: Pictures): Verdict {
    const rivals = this.#repetitionsOf(keyframe, near).map(({ x, y }) => multiply(map, translation(x, y)));
    const likest = [...rivals.keys()].slice(0, COMPARED);
    const race = new Race({ keyframe, patches: spread(compared(keyframe, near)), map, frame }, rivals);
    race.run(likest, rivals.length > EACH_HEAT ? GLANCED : Infinity);
    if (likest.every((rival) => race.isDecided(rival))) {
      const verdict = verdictOf(race, likest, rivals);
      if (verdict) return verdict;
    }
    const context = contextOf(new Context(keyframe.small, small, near, map), rivals);
    const worst = Math.min(...context);
    if (worst <= -STRANGE) return { kind: 'beaten', better: rivals[context.indexOf(worst)]! };
    return this.#byBoth(race, context, rivals);
  }

  /** The likeliest rivals first: those that patches and context so far speak for most. */
  #byBoth(race: Race, context: readonly number[], rivals: readonly Homography[]): Verdict {
    const order = likeliestFirst(race, context);
    for (let from = 0; from < order.length; from += EACH_HEAT) {
      const heat = order.slice(from, from + EACH_HEAT);
      race.run(heat);
      const verdict = verdictOf(race, heat, rivals);
      if (!verdict) return withContext(race, heat, context, rivals);
      if (verdict.kind !== 'clear') return verdict;
    }
    return { kind: 'clear' };
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

/** What the patches alone say of some rivals; undefined where that leaves it open. */
function verdictOf(race: Race, some: readonly number[], rivals: readonly Homography[]): Verdict | undefined {
  const leads = some.map((rival) => race.leadOver(rival));
  const least = Math.min(...leads);
  if (least >= CLEAR_LEAD) return { kind: 'clear' };
  return least <= -CLEAR_LEAD ? { kind: 'beaten', better: rivals[some[leads.indexOf(least)]!]! } : undefined;
}

/** Those that were compared, and of the others so many that the context leaves open. */
function likeliestFirst(race: Race, context: readonly number[]): number[] {
  const both = context.map((lead, rival) => {
    const patches = rival < COMPARED ? race.leadOver(rival) : 0;
    return patches + CONTEXT * lead;
  });
  const byBoth = (one: number, other: number): number => both[one]! - both[other]!;
  const all = [...context.keys()];
  const others = all.slice(COMPARED).sort(byBoth).slice(0, COMPARED_TOO);
  return [...all.slice(0, COMPARED), ...others].sort(byBoth);
}

/** Where the patches alone cannot tell. On one frame the context does not make a place certain, only on several. */
function withContext(
  race: Race,
  heat: readonly number[],
  context: readonly number[],
  rivals: readonly Homography[],
): Verdict {
  const both = heat.map((rival) => {
    const lead = race.leadOver(rival);
    return lead < CLEAR_LEAD ? lead + CONTEXT * context[rival]! : lead;
  });
  const least = Math.min(...both);
  if (least <= -CLEAR_LEAD) return { kind: 'beaten', better: rivals[heat[both.indexOf(least)]!]! };
  return { kind: 'ambiguous', lead: Math.min(least, CLEAR_LEAD) };
}

/** How much the context speaks for the place that was found; more exactly against the rivals that it speaks for most. */
function contextOf(context: Context, rivals: readonly Homography[]): number[] {
  const leads = rivals.map((rival) => context.glanceAt(rival));
  const likest = [...leads.keys()].sort((one, other) => leads[one]! - leads[other]!).slice(0, LOOKED_AT);
  for (const rival of likest) leads[rival] = context.leadOver(rivals[rival]!);
  return leads;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
