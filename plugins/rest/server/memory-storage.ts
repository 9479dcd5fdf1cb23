import {
  type AnyChange,
  bySort,
  type Collection,
  fits,
  type Deletion,
  isAfter,
  namedIn,
  type Receipt,
  type Row,
  type Session,
  sessionIdOf,
} from '../../../src/domain.js';
import { goesByArrival } from './page-cursor.js';
import { asKept } from './storage.js';
import type {
  BlobInfo,
  FeedScope,
  KeptReceipt,
  ListSpec,
  Storage,
  StorageReader,
  StorageWriter,
  StoredBlob,
  StoredRow,
} from './storage.js';

/** All of a `MemoryStorage`, fit for structured clone (IndexedDB, `postMessage`). */
export interface MemoryDump {
  readonly tenants: readonly {
    readonly name: string;
    readonly rows: readonly StoredRow<AnyChange>[];
    readonly receipts: readonly (readonly [string, KeptReceipt | Receipt])[];
    readonly blobs: readonly StoredBlob[];
  }[];
  readonly settings: readonly (readonly [string, string])[];
}

/** Rows stand in the order of their last write: the first key is the oldest `seq`. */
interface Shelf {
  readonly rows: Map<string, StoredRow<AnyChange>>;
  readonly receipts: Map<string, KeptReceipt>;
  readonly blobs: Map<string, StoredBlob>;
  head: number;
  turn: Promise<unknown>;
}

const keyOf = (collection: Collection, id: string): string => `${collection}/${id}`;
const keyIn = (change: AnyChange): string => keyOf(change.collection, namedIn(change).id);
const rowIn = (change: AnyChange | undefined) => (change && 'row' in change ? change.row : undefined);

/** Keeps everything in memory: for tests, and for a demo whose page saves `dump()` somewhere and gives it to `load()`. */
export class MemoryStorage implements Storage {
  readonly #shelves = new Map<string, Shelf>();
  readonly #settings = new Map<string, Promise<string>>();

  read(tenant: string): StorageReader {
    return new ShelfReader(this.#shelf(tenant));
  }

  async write<T>(tenant: string, work: (writer: StorageWriter) => Promise<T>): Promise<T> {
    const shelf = this.#shelf(tenant);
    const mine = shelf.turn.then(async () => {
      const writer = new ShelfWriter(shelf);
      const result = await work(writer);
      writer.commit();
      return result;
    });
    shelf.turn = mine.catch(() => undefined);
    return mine;
  }

  async setting(name: string, make: () => Promise<string>): Promise<string> {
    const kept = this.#settings.get(name) ?? make();
    this.#settings.set(name, kept);
    return kept;
  }

  async putBlob(tenant: string, blob: StoredBlob): Promise<StoredBlob> {
    const { blobs } = this.#shelf(tenant);
    const kept = blobs.get(blob.id) ?? blob;
    blobs.set(blob.id, kept);
    return kept;
  }

  async blob(tenant: string, id: string): Promise<StoredBlob | undefined> {
    return this.#shelf(tenant).blobs.get(id);
  }

  async blobInfo(tenant: string, id: string): Promise<BlobInfo | undefined> {
    const blob = await this.blob(tenant, id);
    return blob && { id, sessionId: blob.sessionId, type: blob.type, size: blob.bytes.length };
  }

  async close(): Promise<void> {}

  async dump(): Promise<MemoryDump> {
    const settings = [...this.#settings].map(async ([name, value]) => [name, await value] as const);
    const tenants = [...this.#shelves].map(([name, shelf]) => ({
      name,
      rows: [...shelf.rows.values()],
      receipts: [...shelf.receipts],
      blobs: [...shelf.blobs.values()],
    }));
    return { tenants, settings: await Promise.all(settings) };
  }

  /** Replaces everything. */
  load(dump: MemoryDump): void {
    this.#shelves.clear();
    this.#settings.clear();
    for (const [name, value] of dump.settings) this.#settings.set(name, Promise.resolve(value));
    for (const { name, rows, receipts, blobs } of dump.tenants) {
      const shelf = this.#shelf(name);
      for (const row of rows) shelf.rows.set(keyIn(row.change), row);
      for (const [key, kept] of receipts) shelf.receipts.set(key, asKept(kept));
      for (const blob of blobs) shelf.blobs.set(blob.id, blob);
      shelf.head = rows.at(-1)?.seq ?? 0;
    }
  }

  #shelf(tenant: string): Shelf {
    const known = this.#shelves.get(tenant);
    if (known) return known;
    const made: Shelf = {
      rows: new Map(),
      receipts: new Map(),
      blobs: new Map(),
      head: 0,
      turn: Promise.resolve(),
    };
    this.#shelves.set(tenant, made);
    return made;
  }
}

class ShelfReader implements StorageReader {
  protected readonly shelf: Shelf;

  constructor(shelf: Shelf) {
    this.shelf = shelf;
  }

  async get<C extends Collection>(collection: C, id: string): Promise<Row<C> | undefined> {
    return rowIn(this.shelf.rows.get(keyOf(collection, id))?.change) as Row<C> | undefined;
  }

  async isDeleted(collection: Collection, id: string): Promise<boolean> {
    const kept = this.shelf.rows.get(keyOf(collection, id));
    return kept !== undefined && !('row' in kept.change);
  }

  async openSession(context: string): Promise<Session | undefined> {
    const [found] = await this.list({ collection: 'sessions', context, status: 'open', limit: 1 });
    return found?.change.row as Session | undefined;
  }

  async list(spec: ListSpec): Promise<StoredRow[]> {
    const found = [...this.shelf.rows.values()].filter((stored): stored is StoredRow =>
      matches(stored, spec),
    );
    const order = bySort(spec.sort);
    const sorted = goesByArrival(spec)
      ? found.sort((a, b) => b.born - a.born)
      : found.sort((a, b) => order(sessionIn(a), sessionIn(b)));
    return sorted.slice(0, spec.limit);
  }

  async since(seq: number, limit: number, scope?: FeedScope): Promise<StoredRow<AnyChange>[]> {
    return [...this.shelf.rows.values()]
      .filter((stored) => stored.seq > seq && (!scope || inScope(stored.change, scope)))
      .slice(0, limit);
  }

  async head(): Promise<number> {
    return this.shelf.head;
  }
}

/** Stages its writes, so that work which throws half-way leaves nothing and no reader sees half of it. */
class ShelfWriter extends ShelfReader implements StorageWriter {
  readonly #changes = new Map<string, AnyChange>();
  readonly #deletedBlobs = new Set<string>();
  readonly #receipts = new Map<string, KeptReceipt>();

  override async get<C extends Collection>(collection: C, id: string): Promise<Row<C> | undefined> {
    const staged = this.#changes.get(keyOf(collection, id));
    return staged ? (rowIn(staged) as Row<C> | undefined) : super.get(collection, id);
  }

  override async isDeleted(collection: Collection, id: string): Promise<boolean> {
    const staged = this.#changes.get(keyOf(collection, id));
    return staged ? !('row' in staged) : super.isDeleted(collection, id);
  }

  async put(change: AnyChange): Promise<void> {
    this.#changes.set(keyIn(change), change);
  }

  async deleteBlob(id: string): Promise<void> {
    this.#deletedBlobs.add(id);
  }

  async receipt(key: string): Promise<KeptReceipt | undefined> {
    return this.#receipts.get(key) ?? this.shelf.receipts.get(key);
  }

  async keepReceipt(key: string, kept: KeptReceipt): Promise<void> {
    this.#receipts.set(key, kept);
  }

  commit(): void {
    const { rows, receipts, blobs } = this.shelf;
    for (const id of this.#deletedBlobs) blobs.delete(id);
    for (const [key, change] of this.#changes) {
      if (isDeletedSession(change)) this.#clear(change.deleted.id);
      const seq = ++this.shelf.head;
      const born = rows.get(key)?.born ?? seq;
      rows.delete(key);
      rows.set(key, { change, born, seq });
    }
    for (const [key, kept] of this.#receipts) receipts.set(key, kept);
  }

  #clear(sessionId: string): void {
    const { rows, blobs } = this.shelf;
    for (const [key, { change }] of rows)
      if (change.collection !== 'sessions' && sessionIdOf(change) === sessionId) rows.delete(key);
    for (const [id, blob] of blobs) if (blob.sessionId === sessionId) blobs.delete(id);
  }
}

const isDeletedSession = (change: AnyChange): change is Deletion =>
  change.collection === 'sessions' && !('row' in change);

const inScope = (change: AnyChange, scope: FeedScope): boolean =>
  sessionIdOf(change) === scope.sessionId && scope.collections.includes(change.collection);

function matches({ change, born }: StoredRow<AnyChange>, spec: ListSpec): boolean {
  if (!('row' in change)) return false;
  if (change.collection !== spec.collection) return false;
  if (spec.before !== undefined && born >= spec.before) return false;
  if (spec.sessionId !== undefined && sessionIdOf(change) !== spec.sessionId) return false;
  if (change.collection !== 'sessions') return true;
  return fits(change.row, spec) && (spec.after === undefined || isAfter(change.row, spec.after, spec.sort));
}

const sessionIn = ({ change }: StoredRow): Session => change.row as Session;
