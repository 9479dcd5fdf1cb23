import type { Found } from './evidence.js';

/** Standard pixels by which the mark's middle may be uncertain; beyond 0.6, two of thirty were wrong by more than ten. */
const UNCERTAIN = 0.6;

const FEWEST_AGREEING = 4;

/** Patches under a mark that carry it by themselves. */
const FEWEST_UNDER = 3;

/** Share of them that must be found. */
const LEAST_UNDER = 0.25;

/**
 * Directions in a row, of 12, in which nothing agrees and with which a mark still does not lie outside of what does: 120
 * degrees; up to 150 where it was found to be held a frame before.
 */
const OPEN = { mostly: 4, still: 5 } as const;

/**
 * What carries a mark lies under it, or on all sides of it: a thing that stands beside it may go away without it. Nothing
 * that lies under it may be elsewhere.
 */
export const isHeld = (found: Found, before: keyof typeof OPEN = 'mostly'): boolean => {
  const { visibleUnder, agreeingUnder, strayUnder, openSides } = found;
  if (2 * strayUnder > agreeingUnder || agreeingUnder < LEAST_UNDER * visibleUnder) return false;
  return isHeldUnder(found) || openSides <= OPEN[before];
};

/** By what lies under it alone. */
export const isHeldUnder = ({ visibleUnder, agreeingUnder }: Found): boolean =>
  agreeingUnder >= FEWEST_UNDER && agreeingUnder >= LEAST_UNDER * visibleUnder;

/** A few patches that hold the mark: nearly all that is seen near it agrees, and little of it is missing. */
export const isPatch = ({ agreeingNear, visibleNear, strayNear, support, uncertainty }: Found): boolean =>
  agreeingNear >= FEWEST_AGREEING &&
  agreeingNear >= 0.6 * visibleNear &&
  strayNear <= 1 &&
  support >= 0.8 &&
  uncertainty <= UNCERTAIN;

/** Fewest patches of a thing that may be a small part of what is in view, as long as most of it is seen. */
const FEWEST_NEAR = 8;

/** A plane at all, whoever's it is. */
export const isPlane = (found: Found): boolean => {
  const { agreeing, visible, visibleNear, support, uncertainty } = found;
  const isEnough = agreeing >= 0.16 * visible || (visibleNear >= FEWEST_NEAR && isVerifiedNear(found));
  return agreeing >= 10 && isEnough && support >= 0.3 && uncertainty <= UNCERTAIN;
};

/**
 * What is near agrees: half of all patches, or, where there are enough, this share of what is in the middle. On a strip among
 * pipes before a wall the right plane had 0.43 to 0.46, the wall 0.23.
 */
const CORE = 0.4;

export const isVerifiedNear = (found: Found): boolean => {
  const { agreeingNear, visibleNear, core } = found;
  const isMost = agreeingNear >= 0.5 * visibleNear || (agreeingNear >= FEWEST_NEAR && core >= CORE);
  return isHeld(found, 'still') && ((visibleNear >= FEWEST_AGREEING && isMost) || isVerifiedUnder(found));
};

/** So is most of what lies under the mark: what is beside it may be another thing's. */
const isVerifiedUnder = ({ agreeingUnder, visibleUnder, strayUnder }: Found): boolean =>
  agreeingUnder >= FEWEST_AGREEING && agreeingUnder >= 0.6 * visibleUnder && strayUnder <= 1;

/** What is near the mark was seen, and not where this plane would have it: it is the plane of something else. */
export const isElsewhere = ({ agreeingNear, strayNear }: Found): boolean =>
  strayNear >= FEWEST_STRAY && strayNear > agreeingNear;
const FEWEST_STRAY = 3;

/**
 * Enough to believe that a thing is where it was looked for: shares of the patches in view that agree, near the mark and in
 * all, which add up to this. A dial's neighbour on a panel reached 1.15, a blurred view of the right one 1.27.
 */
const CLEAR = 1.2;

export const isClear = (found: Found): boolean => isAgreed(found, CLEAR);

const isAgreed = (found: Found, least: number): boolean => {
  const { agreeing, visible, agreeingNear, visibleNear, core, support } = found;
  const near = Math.max(core, agreeingNear / Math.max(1, visibleNear));
  return agreeing >= 14 && support > 0.4 && agreeing / visible + near >= least;
};

/** Where a thing seems to be that was lost. */
export interface Regained {
  /** Standard pixels from where it was expected; Infinity where nothing was. */
  readonly away: number;
  /** See `Context`. */
  readonly resemblance: number;
}

/** Standard pixels from there within which less will do; and beyond which it is expected no more: predictions are off. */
const EXPECTED_WITHIN = 10;
const EXPECTED_BEYOND = 60;

/**
 * Resemblance from which a plane that what is near agrees with is the right one: of 900 planes of look-alikes none had more
 * than 0.89, blurred pictures of the right place 0.93 to 0.99, in which half of the patches were gone and more.
 */
const SAME = 0.92;

/**
 * Resemblance without which a plane is believed only where it was expected, since much of what a panel shows is the same
 * in each of its fields: a field two rows off had 0.51 to 0.56 and agreed to 1.32. Or it must be agreed on by more: a hand
 * that covers a part of the right place takes all of its resemblance, and left 1.5 to 1.9 of its patches.
 */
const ALIKE = 0.7;
const CLEAREST = 1.5;

/** Enough to believe that it was found again. */
export const isRegained = (found: Found, { away, resemblance }: Regained): boolean => {
  if (isVerifiedNear(found) && (resemblance >= SAME || away <= EXPECTED_WITHIN)) return true;
  return isAgreed(found, resemblance >= ALIKE || away <= EXPECTED_BEYOND ? CLEAR : CLEAREST);
};
