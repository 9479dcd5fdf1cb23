import type { Change } from './change.js';
import type { Collection, Row } from './records.js';
import type { Session } from './session.js';
import type { Level, Standing } from './standing.js';
import type { Outcome } from './write.js';

/** What a guest sees of a kind, and in which form. */
export interface GuestSight<R> {
  readonly at: readonly Level[];
  /** The row as this guest may have it; undefined: not at all. Absent: as it is. */
  shown?(row: R, standing: Standing): R | undefined;
}

/** The rules that the rows of a kind follow. */
export interface KindRules<C extends Collection> {
  /** What pages may write; the rest is the backend's own. */
  readonly writes: readonly { readonly type: string }[];
  /** Absent: guests see nothing of it. */
  readonly guests?: GuestSight<Row<C>>;
  /**
   * What is done with a row where one of its id is kept: the first write stands, but for what completes it. Absent: the
   * new one replaces it.
   */
  again?(row: Row<C>, kept: Row<C>): Again;
}

export type Again = 'complete' | 'same' | 'other';

/** Rows are the same whose essence is: but for their times, which may be told anew, and what a backend says of them. */
export const sameBy =
  <R>(essence: (row: R) => unknown) =>
  (row: R, kept: R): Again =>
    isEqual(essence(row), essence(kept)) ? 'same' : 'other';

export const isEqual = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** A row that a write brings, which must be of the write's own session. */
export const created = (session: Session, change: Change & { row: { sessionId: string } }): Outcome =>
  change.row.sessionId === session.id ? { changes: [change] } : { refused: 'backend/invalid-request' };
