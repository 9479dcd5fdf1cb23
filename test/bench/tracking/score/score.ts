import type { AnchorState } from '../../../../src/live/tracking/anchor.js';
import type { Observation } from './observation.js';
import { quantile } from './quantile.js';
import { returns } from './returns.js';

/** Pixels at 640 wide: a mark this far off points at something else. */
const WRONG = 10;
/** Pixels at 640 wide: nobody sees that the mark is off. */
const CLOSE = 5;
/** Of the distance out of the picture, by which a claim may be off in addition: there it only says which way to look. */
const OUTSIDE_TOLERANCE = 0.1;

/** Figures of one tracker over any number of sequences. Shares are percentages; NaN where there was nothing to count. */
export interface Score {
  readonly frames: number;
  /** Pixels, while claimed and in the picture. */
  readonly median: number;
  readonly p95: number;
  /** Of the visible frames. */
  readonly within5: number;
  readonly lost: number;
  /** Of the claims, also of those made while the mark is covered or out of the picture. */
  readonly wrong: number;
  /** Of the claims in each state, how many were wrong; and what share of all claims were made in it. */
  readonly byState: Readonly<Record<ClaimState, { readonly share: number; readonly wrong: number }>>;
  /** Frames until back, for each return of a mark into the picture; Infinity if it never was. */
  readonly returns: readonly number[];
  readonly ms: { readonly median: number; readonly p95: number; readonly ratio: number };
}

export type ClaimState = Exclude<AnchorState, 'lost'>;
const CLAIM_STATES = ['locked', 'relocated', 'drifting'] as const satisfies readonly ClaimState[];

export const isWrong = ({ error, outside }: Observation): boolean =>
  error !== undefined && error > WRONG + OUTSIDE_TOLERANCE * outside;

/** @param tracks one list for each mark of each sequence, frame after frame */
export function score(tracks: readonly (readonly Observation[])[]): Score {
  const all = tracks.flat();
  const claims = all.filter(({ error }) => error !== undefined);
  const visible = all.filter((one) => one.visible);
  const errors = claims.filter(({ outside }) => outside === 0).map(({ error }) => error ?? NaN);
  return {
    frames: visible.length,
    median: quantile(errors, 0.5),
    p95: quantile(errors, 0.95),
    within5: share(visible, ({ error = Infinity }) => error <= CLOSE),
    lost: share(visible, ({ state }) => state === 'lost'),
    wrong: share(claims, isWrong),
    byState: states(claims),
    returns: tracks.flatMap((track) => returns(track, WRONG)),
    ms: times(all.map(({ ms }) => ms)),
  };
}

function states(claims: readonly Observation[]): Score['byState'] {
  const rows = CLAIM_STATES.map((state) => {
    const own = claims.filter((claim) => claim.state === state);
    return [state, { share: share(claims, (claim) => claim.state === state), wrong: share(own, isWrong) }];
  });
  return Object.fromEntries(rows) as Score['byState'];
}

function times(ms: readonly number[]): Score['ms'] {
  const [median, p95] = [quantile(ms, 0.5), quantile(ms, 0.95)];
  return { median, p95, ratio: p95 / median };
}

/** In percent. */
const share = <T>(of: readonly T[], counts: (one: T) => boolean): number =>
  (100 * of.filter(counts).length) / of.length;
