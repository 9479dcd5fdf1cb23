import type { Receipt } from '../domain/receipt.js';
import type { ErrorCode } from '../domain/error-code.js';
import type { Mutation } from '../domain/mutation.js';
import { INDEXES as OF_RECORDS } from '../domain/collections.js';
import type { Collection, Row } from '../domain/records.js';
import { termsOf } from '../domain/sessions/terms.js';

/** Raise it with each change of a kind's indexes, of the kinds, or of a row's shape; tabs of an older version then go read-only. */
export const SCHEMA_VERSION = 4;

/** Where a row comes from, if not from our own guess. Of one that is gone the backend said so, and it stays gone. */
export type Ground<C extends Collection> =
  | { readonly row: Row<C>; readonly origin: 'server' | 'wire' }
  | { readonly row?: undefined; readonly origin: 'server'; readonly deletedAt: string };

/**
 * A row as it is shown. One of our own guesses (`outbox`) lies on top of what the backend or a peer told, if they
 * told anything: `ground` is what comes back when the guess is refused. Without a row it is gone, and so in no index:
 * lists do not see it.
 */
export type Kept<C extends Collection = Collection> =
  | (Ground<C> & { readonly id: string })
  | { readonly id: string; readonly row?: Row<C>; readonly origin: 'outbox'; readonly ground?: Ground<C> };

/** The name of one row. */
export interface RowKey {
  readonly collection: Collection;
  readonly id: string;
}

interface OutboxCommon {
  /** The order in which writes were made. */
  readonly seq: number;
  readonly id: string;
  readonly sessionId: string;
  readonly mutation: Mutation;
  /** Rows that carry this write's guess. */
  readonly touched: readonly RowKey[];
}

/** `upload`: its bytes go first, and it holds nothing else up meanwhile. */
export type OutboxRow = OutboxCommon &
  ({ readonly state: 'ready' | 'upload' } | { readonly state: 'refused'; readonly code: ErrorCode });

/** `unsent` bytes exist nowhere else; `viewed` ones can be fetched again, so they make room when the disk is full. */
export interface BlobRow {
  readonly id: string;
  readonly state: 'unsent' | 'viewed';
  readonly blob: Blob;
  readonly keptAt: string;
}

export interface ReceiptRow {
  readonly id: string;
  readonly receipt: Receipt;
  readonly at: string;
}

/** Cursors: where `changes` and each paged list go on; `null` after the last page. */
export interface MetaRow {
  readonly id: string;
  readonly cursor: string | null;
  /** What was looked for, where that is what it belongs to. */
  readonly lookedFor?: string;
}

type CollectionTables = { [C in Collection]: Kept<C> };

export interface TableRows extends CollectionTables {
  outbox: OutboxRow;
  receipts: ReceiptRow;
  meta: MetaRow;
  blobs: BlobRow;
}
export type TableName = keyof TableRows;

/** The tables that are the local copy's own. */
const OWN_INDEXES = {
  outbox: { state: ['state', 'seq'], session: ['sessionId', 'seq'], mutation: ['id', 'seq'] },
  receipts: { age: ['at', 'id'] },
  meta: {},
  blobs: { age: ['state', 'keptAt'] },
} as const satisfies Record<Exclude<TableName, Collection>, Record<string, readonly string[]>>;

/** Every read goes over one of these, by equality on the first parts and in the order of the last. */
export const INDEXES = { ...OF_RECORDS, ...OWN_INDEXES } as const;

export const TABLES = Object.keys(INDEXES) as TableName[];

/**
 * What sessions are found by, beside them in the table: an array of `[status, term]`, each of which leads to the session.
 */
export const TERMS = 'terms';

/** A row as it lies in its table. */
export const asKeptThere = (table: TableName, row: object): object =>
  table === 'sessions' ? { ...row, [TERMS]: termKeys((row as Kept<'sessions'>).row) } : row;

const termKeys = (session: Row<'sessions'> | undefined): string[][] =>
  session ? termsOf(session).map((term) => [session.status, term]) : [];

export type IndexName<T extends TableName> = keyof (typeof INDEXES)[T] & string;
