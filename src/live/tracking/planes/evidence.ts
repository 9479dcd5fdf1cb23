import type { Homography } from '../geometry/homography.js';
import type { Matches } from '../geometry/matches.js';
import type { Consensus } from '../geometry/ransac.js';
import { uncertaintyAt } from '../geometry/uncertainty.js';
import { VOTE, type Locality } from '../keyframes/locality.js';
import { SECTORS } from '../keyframes/sectors.js';
import type { Sought } from './sought.js';
import type { PatchMatcher } from './patch-matcher.js';

/** The thing under an anchor, as found on a frame, and what speaks for it. */
export interface Found {
  /** Keyframe to frame. */
  readonly map: Homography;
  /** A plane, or the turn, scale and shift of a few patches. */
  readonly basis: 'plane' | 'patch';
  /**
   * Patches of the keyframe that should be in view and are not known to be of something else, and those of them that
   * were found where the map takes them.
   */
  readonly visible: number;
  readonly agreeing: number;
  /** The same of those near the mark; and those found elsewhere. */
  readonly visibleNear: number;
  readonly agreeingNear: number;
  readonly strayNear: number;
  /** The same of those that lie under the mark. */
  readonly visibleUnder: number;
  readonly agreeingUnder: number;
  readonly strayUnder: number;
  /** Directions in a row, of `SECTORS`, in which what is to be seen does not agree. */
  readonly openSides: number;
  /** 0..1: share of what is near that agrees, the middle of the mark counting most. */
  readonly core: number;
  /** 0..1: weight of those that agree, of all that were found. */
  readonly support: number;
  /** 0..1: mean correlation of those that were found. */
  readonly likeness: number;
  /** Standard error of the mark's middle, in standard pixels. */
  readonly uncertainty: number;
  /** For each patch of a level that was looked at, a `VOTE`. */
  readonly votes: Readonly<Partial<Record<'fine' | 'coarse', Uint8Array>>>;
}

/** In tolerances: a patch that is farther from where the map takes it is a part of something else. */
const ELSEWHERE = 1.6;

export interface Judged {
  readonly basis: 'plane' | 'patch';
  readonly level: 'fine' | 'coarse';
  /** Patches of more nearness than this are near the mark. */
  readonly near: number;
  /** Standard pixels by which a patch may miss. */
  readonly distance: number;
  /** What another plane's patches said of that: those that agree with it are set aside, but for those under the mark. */
  readonly beside?: Uint8Array | undefined;
}

/** So many directions in a row are one side of a mark. */
const HALF = SECTORS / 2;

/** Of each direction, so many patches have a say: the nearest. What is farther that way may be another thing's. */
const HEARD = 3;

/** What the patches that were looked for say of a map. */
export function evidenceFor(
  one: Sought,
  found: PatchMatcher,
  weights: Float32Array,
  consensus: Consensus,
  count: number,
  { basis, level, near, distance, beside }: Judged,
): Found {
  const { matches, patch, inView, likeness } = found;
  const locality = one.locality[level];
  const isNear = (index: number): boolean => locality.nearness(index) > near;
  const isAside = (index: number): boolean => beside !== undefined && isBeside(index, beside, locality);
  let [visible, agreeing, visibleNear, agreeingNear, strayNear] = [0, 0, 0, 0, 0];
  let [visibleUnder, agreeingUnder, strayUnder] = [0, 0, 0];
  let [seen, agreed] = [0, 0];
  const votes = votesOn(consensus.map, found, count, distance);
  for (let i = 0; i < count; i++) {
    if (!inView[i] || locality.isStrange(i) || isAside(i)) continue;
    visible++;
    if (locality.isUnder(i)) visibleUnder++;
    if (!isNear(i)) continue;
    visibleNear++;
    seen += locality.weight(i);
  }
  for (let i = 0; i < matches.count; i++) {
    const index = patch[i]!;
    if (locality.isStrange(index) || isAside(index)) continue;
    const agrees = votes[index] === VOTE.with;
    const isUnder = locality.isUnder(index);
    if (agrees) agreeing++;
    if (agrees && isUnder) agreeingUnder++;
    if (isUnder && votes[index] === VOTE.against) strayUnder++;
    if (!isNear(index)) continue;
    if (agrees) {
      agreeingNear++;
      agreed += locality.weight(index);
    } else if (votes[index] === VOTE.against) strayNear++;
  }
  const uncertainty = uncertaintyAt(one.centre, matches, weights, consensus);
  const { map, support } = consensus;
  return {
    map,
    basis,
    visible,
    agreeing,
    visibleNear,
    agreeingNear,
    strayNear,
    visibleUnder,
    agreeingUnder,
    strayUnder,
    openSides: openSides(votes, locality, (index) => locality.isStrange(index) || isAside(index)),
    core: agreed / Math.max(seen, 1e-6),
    support,
    likeness,
    uncertainty,
    votes: { [level]: votes },
  };
}

/** Of another plane that was found first, and not under the mark. */
export const isBeside = (index: number, votes: Uint8Array, locality: Locality): boolean =>
  votes[index] === VOTE.with && !locality.isUnder(index);

/**
 * In how many directions in a row does nothing agree, though something is to be seen there, or it is a whole side?
 * Where only other things are, or what is out of view, nothing can be.
 */
function openSides(votes: Uint8Array, locality: Locality, isOut: (index: number) => boolean): number {
  const [heard, agreed, others] = [new Uint8Array(SECTORS), new Uint8Array(SECTORS), new Uint8Array(SECTORS)];
  for (const index of locality.fromNearest) {
    const sector = locality.sector(index);
    if (sector === undefined || heard[sector]! >= HEARD) continue;
    if (votes[index] === VOTE.none || isOut(index)) others[sector]!++;
    else {
      heard[sector]!++;
      if (votes[index] === VOTE.with) agreed[sector]!++;
    }
  }
  let [open, against, blank, most] = [0, 0, 0, 0];
  for (let at = 0; at < 2 * SECTORS; at++) {
    const sector = at % SECTORS;
    if (agreed[sector]! > 0 && 2 * agreed[sector]! >= heard[sector]!) [open, against, blank] = [0, 0, 0];
    else {
      open++;
      if (heard[sector]! > 0) against++;
      else if (others[sector] === 0 && !locality.isCutOff(sector)) blank++;
    }
    if (against > 0 || blank >= HALF) most = Math.max(most, open);
  }
  return Math.min(most, SECTORS);
}

/** What each patch that was looked for says of a map: it is where the map takes it, elsewhere, or nowhere to be seen. */
export function votesOn(map: Homography, found: PatchMatcher, count: number, distance: number): Uint8Array {
  const { matches, patch, inView } = found;
  const [least, most] = [distance ** 2, (ELSEWHERE * distance) ** 2];
  const votes = new Uint8Array(count);
  for (let i = 0; i < count; i++) votes[i] = inView[i] ? VOTE.missing : VOTE.none;
  for (let i = 0; i < matches.count; i++) {
    const miss = squaredMiss(matches, i, map);
    votes[patch[i]!] = miss < least ? VOTE.with : miss > most ? VOTE.against : VOTE.none;
  }
  return votes;
}

/** Of the distance from where a map takes a patch to where it was found, in standard pixels. */
function squaredMiss(matches: Matches, index: number, map: Homography): number {
  const x = matches.fromX[index]!;
  const y = matches.fromY[index]!;
  const depth = map[6]! * x + map[7]! * y + map[8]!;
  const dx = (map[0]! * x + map[1]! * y + map[2]!) / depth - matches.toX[index]!;
  const dy = (map[3]! * x + map[4]! * y + map[5]!) / depth - matches.toY[index]!;
  return dx * dx + dy * dy;
}
