import * as v from 'valibot';
import { Id, Instant } from './primitives.js';
import { COLLECTIONS } from './collections.js';
import { RECORDS, type Collection, type Row } from './records.js';

type ChangedRow = { [C in Collection]: { collection: C; row: Row<C> } }[Collection];

const changeOf = (collection: Collection) =>
  v.object({ collection: v.literal(collection), row: RECORDS[collection] });

/** One row as it now is. Rows are replaced whole. */
export const Change = v.variant('collection', COLLECTIONS.map(changeOf)) as v.GenericSchema<
  unknown,
  ChangedRow
>;
export type Change = v.InferOutput<typeof Change>;

/**
 * A row that is gone, for good: nothing brings its id back. With a session goes all that belongs to it, of which nothing
 * else is said. Only a backend says so, never a peer.
 */
export const Deletion = v.object({
  collection: v.picklist(COLLECTIONS),
  deleted: v.object({
    id: Id,
    /** Of what belongs to a session. */
    sessionId: v.exactOptional(Id),
  }),
  at: Instant,
});
export type Deletion = v.InferOutput<typeof Deletion>;

export const AnyChange = v.union([Change, Deletion]);
export type AnyChange = v.InferOutput<typeof AnyChange>;

export const rowsIn = (changes: readonly AnyChange[]): Change[] =>
  changes.filter((change) => 'row' in change);

/** What names the row of a change, and its session. */
export const namedIn = (change: AnyChange): Change['row'] | Deletion['deleted'] =>
  'row' in change ? change.row : change.deleted;

/** Opaque to everybody but the backend that made it. */
export const Cursor = v.pipe(v.string(), v.minLength(1), v.maxLength(512));

/** What changed since a cursor, oldest first; `more` says that the next page is not empty. */
export const ChangePage = v.object({
  changes: v.array(AnyChange),
  cursor: Cursor,
  more: v.boolean(),
  /** The backend's time. */
  now: v.exactOptional(Instant),
});
export type ChangePage = v.InferOutput<typeof ChangePage>;
