import * as v from 'valibot';
import { ERROR_CODES } from './error-code.js';
import { Id, Instant } from './primitives.js';
import { COLLECTIONS, RECORDS, type Collection, type Row } from './records.js';

type AnyChange = { [C in Collection]: { collection: C; row: Row<C> } }[Collection];

const changeOf = (collection: Collection) =>
  v.object({ collection: v.literal(collection), row: RECORDS[collection].schema });

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

/** A backend's answer to a mutation, the same again for the same mutation id. */
export const Receipt = v.variant('status', [
  v.object({ status: v.literal('applied'), mutationId: Id, changes: v.array(Change) }),
  v.object({
    status: v.literal('refused'),
    mutationId: Id,
    code: v.picklist(ERROR_CODES),
    /** The rows as they really are, so that the local copy can take its guess back. */
    changes: v.array(Change),
  }),
]);
export type Receipt = v.InferOutput<typeof Receipt>;
