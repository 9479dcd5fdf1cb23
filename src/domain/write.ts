import * as v from 'valibot';
import type { AnyChange } from './change.js';
import type { ErrorCode } from './error-code.js';
import { Id, Instant } from './primitives.js';
import type { Rank } from './rank.js';
import type { Collection, Row } from './records.js';
import type { Person, Session } from './session.js';
import type { Level, Standing } from './standing.js';

export type Outcome = { changes: AnyChange[] } | { refused: ErrorCode };

export interface ReduceInput {
  /** Who asks. Authors of created rows are set from it, never taken from the mutation. */
  actor: Person;
  /** What the vendor says of them besides; guests have none. For rules of what only an admin may do. */
  rank?: Rank | undefined;
  /** The session that the mutation belongs to, if it exists. */
  session: Session | undefined;
  /** The open session of the same context, if there is one; asked for `session.create` only. */
  openForContext: Session | undefined;
  /** The row that the mutation is about (`rowNamedBy`), if it names one and there is one. */
  row?: Row | undefined;
}

export interface RowName {
  readonly collection: Collection;
  readonly id: string;
}

/** What each write has. `sessionId` orders it: the writes of one session arrive in the order they were made. */
const stamp = { id: Id, sessionId: Id, at: Instant };
export type Stamp = v.InferOutput<v.ObjectSchema<typeof stamp, undefined>>;

/** Times as they can be, whatever a device says. */
export interface Bounds {
  /** Of what happens when the backend hears of it, and may be told a moment later. */
  happened(at: string): string;
  /** Of what a device wrote while it was away. */
  written(at: string): string;
}

/** When a guest may write this. */
export interface GuestWrite<M> {
  readonly at: readonly Level[];
  /** Only what is theirs; asked of the page too. */
  isTheirs?(mutation: M, self: Person): boolean;
  /** Only what was made while they had a part. */
  isInTime?(mutation: M, standing: Standing): boolean;
}

interface AnyRule<M> {
  /** Absent: agents alone. */
  readonly guests?: GuestWrite<M>;
  /** Absent: whatever their rank. */
  readonly rank?: 'admin';
  /** The row that it is about, besides its session. */
  about?(mutation: M): RowName;
  /** Absent: its `at` is when it happened. */
  timely?(mutation: M, bounds: Bounds): M;
}

/** The rule of a write that makes its session, or of one to a session that there is. */
export type Rule<M> = AnyRule<M> &
  (
    | { readonly to: 'no session'; apply(mutation: M, input: ReduceInput): Outcome }
    | {
        readonly to: 'an open session' | 'any session';
        apply(mutation: M, session: Session, actor: Person, input: ReduceInput): Outcome;
      }
  );

export interface Write<S extends v.GenericSchema = v.GenericSchema, M = v.InferOutput<S>> {
  readonly type: string;
  readonly schema: S;
  readonly rule: Rule<M>;
}

/** One write: its name, what it carries besides its stamp, and what it does. */
export function write<const T extends string, const E extends v.ObjectEntries>(
  type: T,
  entries: E,
  rule: Rule<v.InferOutput<ReturnType<typeof schemaOf<T, E>>>>,
) {
  return { type, schema: schemaOf(type, entries), rule };
}

const schemaOf = <const T extends string, const E extends v.ObjectEntries>(type: T, entries: E) =>
  v.object({ ...stamp, type: v.literal(type), ...entries });
