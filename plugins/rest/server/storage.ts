import type {
  AnyChange,
  Change,
  Collection,
  Receipt,
  Row,
  RowName,
  Session,
  SessionQuery,
} from '../../../src/domain.js';

/** What `SessionQuery` says narrows sessions only. */
export interface ListSpec extends SessionQuery {
  readonly collection: Collection;
  readonly sessionId?: string;
  readonly limit: number;
  /** Only rows born before this one, in the order of arrival: see `page-cursor`. */
  readonly before?: number;
  /** Only sessions that come after this place (`placeOf`). */
  readonly after?: string;
}

/** `born` is the place of a row's first write, `seq` that of its last: both count up, by one, in each tenant. */
export interface StoredRow<C extends AnyChange = Change> {
  readonly change: C;
  readonly born: number;
  readonly seq: number;
}

/** Narrows the change feed to some collections of one session. */
export interface FeedScope {
  readonly sessionId: string;
  readonly collections: readonly Collection[];
}

export interface StorageReader {
  get<C extends Collection>(collection: C, id: string): Promise<Row<C> | undefined>;
  /** The open session of this context. */
  openSession(context: string): Promise<Session | undefined>;
  /** Sessions as they are to be sorted, all else by arrival, the newest first. */
  list(spec: ListSpec): Promise<StoredRow[]>;
  /** Rows whose last write came after `seq`, oldest write first; those that are gone too. */
  since(seq: number, limit: number, scope?: FeedScope): Promise<StoredRow<AnyChange>[]>;
  /** Whether there was one, and it is gone. */
  isDeleted(collection: Collection, id: string): Promise<boolean>;
  /** The last `seq` given out, 0 at first. */
  head(): Promise<number>;
}

/** A receipt without its rows, with a digest of the mutation that it answers. */
export interface KeptReceipt {
  /** Where an earlier version kept it, its rows are in it. */
  readonly receipt: Receipt;
  /** Its rows by their names alone, so that what is deleted is not kept here. */
  readonly rows?: readonly RowName[];
  /** Absent where an earlier version kept it. */
  readonly digest?: string;
}

/** As it was kept: earlier versions kept the receipt alone. */
export const asKept = (kept: KeptReceipt | Receipt): KeptReceipt =>
  'receipt' in kept ? kept : { receipt: kept };

export interface StorageWriter extends StorageReader {
  /** Of a row that is gone, where it was is kept, and nothing of what it said; with a session goes all that belongs to it, files too. */
  put(change: AnyChange): Promise<void>;
  deleteBlob(id: string): Promise<void>;
  receipt(key: string): Promise<KeptReceipt | undefined>;
  keepReceipt(key: string, kept: KeptReceipt): Promise<void>;
}

export interface StoredBlob {
  readonly id: string;
  readonly sessionId: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface BlobInfo extends Omit<StoredBlob, 'bytes'> {
  readonly size: number;
}

/** All that the server keeps. Nothing of one tenant is ever seen through the reader or writer of another. */
export interface Storage {
  read(tenant: string): StorageReader;
  /** All of `work` or nothing of it; one at a time in each tenant, so that a reader of the feed never sees a gap in `seq`. */
  write<T>(tenant: string, work: (writer: StorageWriter) => Promise<T>): Promise<T>;
  /** The value kept under this name, made and kept if there is none yet; every process gets the same. */
  setting(name: string, make: () => Promise<string>): Promise<string>;
  /** Keeps the blob unless its id is taken, and gives what is now kept under the id. */
  putBlob(tenant: string, blob: StoredBlob): Promise<StoredBlob>;
  blob(tenant: string, id: string): Promise<StoredBlob | undefined>;
  /** The same without its bytes. */
  blobInfo(tenant: string, id: string): Promise<BlobInfo | undefined>;
  /** Hears of what other processes have written here. Without it their changes are noticed at the streams' next beat. */
  watch?(listener: (tenant: string, sessionIds: ReadonlySet<string>) => void): () => void;
  close(): Promise<void>;
}
