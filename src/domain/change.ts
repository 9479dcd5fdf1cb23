import * as v from 'valibot';
import { Instant } from './primitives.js';
import { COLLECTIONS } from './collections.js';
import { RECORDS, type Collection, type Row } from './records.js';

type AnyChange = { [C in Collection]: { collection: C; row: Row<C> } }[Collection];

const changeOf = (collection: Collection) =>
  v.object({ collection: v.literal(collection), row: RECORDS[collection] });

/** One row as it now is. Rows are replaced whole. */
export const Change = v.variant('collection', COLLECTIONS.map(changeOf)) as v.GenericSchema<
  unknown,
  AnyChange
>;
export type Change = v.InferOutput<typeof Change>;

/** Opaque to everybody but the backend that made it. */
export const Cursor = v.pipe(v.string(), v.minLength(1), v.maxLength(512));

/** What changed since a cursor, oldest first; `more` says that the next page is not empty. */
export const ChangePage = v.object({
  changes: v.array(Change),
  cursor: Cursor,
  more: v.boolean(),
  /** The backend's time. */
  now: v.exactOptional(Instant),
});
export type ChangePage = v.InferOutput<typeof ChangePage>;
