import type { Session } from '../domain/session.js';
import type { Unsubscribe } from '../ports/readable.js';
import type { IndexName, TableName, TableRows } from './schema.js';

export interface PageOptions {
  readonly limit?: number;
  readonly order?: 'ascending' | 'descending';
  /** Where the part of the index after the prefix begins, and where it is over. */
  readonly from?: string;
  readonly to?: string;
}

/** What a row needs to be written: the outbox numbers its rows itself. */
export type Draft<T extends TableName> = T extends 'outbox' ? DraftOutbox : TableRows[T];
type WithoutSeq<R> = R extends unknown ? Omit<R, 'seq'> & { seq?: number } : never;
type DraftOutbox = WithoutSeq<TableRows['outbox']>;

/** Reads inside one transaction. */
export interface Reader {
  get<T extends TableName>(table: T, key: string | number): Promise<TableRows[T] | undefined>;
  /** Rows whose index starts with `prefix`, in the order of the rest of it. An empty prefix takes all. */
  page<T extends TableName>(
    table: T,
    index: IndexName<T>,
    prefix: readonly string[],
    options?: PageOptions,
  ): Promise<TableRows[T][]>;
  /** Ids of the sessions of this status with a term that begins so; one may be named for each of its terms. */
  found(status: Session['status'], beginning: string): Promise<string[]>;
  count<T extends TableName>(table: T, index: IndexName<T>, prefix: readonly string[]): Promise<number>;
}

export interface Writer extends Reader {
  put<T extends TableName>(table: T, row: Draft<T>): Promise<void>;
  delete(table: TableName, key: string | number): Promise<void>;
  clear(table: TableName): Promise<void>;
}

export interface Watcher<T> {
  next(value: T): void;
  error(error: unknown): void;
}

/** What became of the tables, if somebody else took them away. */
export type TablesFate = 'outdated' | 'lost';

/** The local database, on disk or in memory. Rejections are `NearhandError`s of `storage/*`. */
export interface Tables {
  readonly kept: 'disk' | 'memory';
  read<R>(tables: readonly TableName[], work: (reader: Reader) => Promise<R>): Promise<R>;
  /** All or nothing. `work` awaits nothing but its writer. */
  write<R>(tables: readonly TableName[], work: (writer: Writer) => Promise<R>): Promise<R>;
  /** Reads now, and again after each change of what it read. */
  watch<R>(
    tables: readonly TableName[],
    work: (reader: Reader) => Promise<R>,
    watcher: Watcher<R>,
  ): Unsubscribe;
  /** For the one that owns them. */
  onFate(listener: (fate: TablesFate) => void): void;
  /** Everything goes, or will as soon as the last tab that holds it lets go: clear what must be gone first. */
  destroy(): Promise<void>;
  close(): void;
}
