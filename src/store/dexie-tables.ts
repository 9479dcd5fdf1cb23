import type { Collection as Rows, Table, Transaction } from 'dexie';
// Not the package's own entry: that one throws when a page has loaded another version of Dexie, and it is larger.
import { Dexie, liveQuery } from 'dexie/dist/modern/dexie.mjs';
import type { ErrorCode } from '../domain/error-code.js';
import { NearhandError } from '../host/errors.js';
import { asStorageError, outdated } from './errors.js';
import { INDEXES, SCHEMA_VERSION, TABLES, type IndexName, type TableName, type TableRows } from './schema.js';
import type { Draft, PageOptions, Reader, Tables, TablesFate, Watcher, Writer } from './tables.js';

/** In ms. A database that another tab holds open may never answer. */
const PATIENCE = 3_000;

/** In ms: so long another tab's transaction may hold ours up. */
const TURN = 5_000;

/** Dexie multiplies versions by ten, and so leaves room for its own. */
const VERSION_FACTOR = 10;

interface Limit {
  /** Rejects when the time is over, unless it was cleared before. */
  readonly passed: Promise<never>;
  clear(): void;
}

function limitOf(ms: number, code: ErrorCode, message: string): Limit {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NearhandError(code, message)), ms);
  });
  return { passed, clear: () => clearTimeout(timer) };
}

/** A page that hangs inside of a transaction (an `alert`, a loop) lets nobody else begin one. */
const turnLimit = (): Limit => limitOf(TURN, 'storage/busy', 'Another tab holds the local copy');

const pathsOf = (table: TableName, index: string): readonly string[] =>
  (INDEXES[table] as Readonly<Record<string, readonly string[]>>)[index] ?? [];

const compound = (paths: readonly string[]): string => `[${paths.join('+')}]`;

const stores = (): Record<string, string> =>
  Object.fromEntries(
    TABLES.map((table) => [
      table,
      [table === 'outbox' ? '++seq' : 'id', ...Object.values(INDEXES[table]).map(compound)].join(),
    ]),
  );

/** Resolves when the database is gone, or will be as soon as the last tab that holds it lets go. */
export async function deleteDatabase(name: string): Promise<void> {
  const deleted = Dexie.delete(name).catch((error: unknown) => {
    throw asStorageError(error);
  });
  // A frozen tab that holds it open can delay the deletion for as long as it sleeps.
  await Promise.race([deleted, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

/** IndexedDB through Dexie, which is imported here and nowhere else. */
export class DexieTables implements Tables {
  readonly kept = 'disk';
  readonly #db: Dexie;
  #tell: (fate: TablesFate) => void = () => undefined;
  #fate: TablesFate | undefined;

  /** Rejects with `storage/unavailable`, or `storage/outdated` where a newer version has been here. */
  static async open(name: string): Promise<DexieTables> {
    const tables = new DexieTables(name);
    const limit = limitOf(PATIENCE, 'storage/unavailable', 'IndexedDB does not answer');
    try {
      await Promise.race([tables.#open(), limit.passed]);
      return tables;
    } catch (error) {
      tables.close();
      throw asStorageError(error);
    } finally {
      limit.clear();
    }
  }

  private constructor(name: string) {
    // Read now and not when Dexie was loaded; some frames have no IndexedDB, and in some even asking throws.
    this.#db = new Dexie(name, { indexedDB: globalThis.indexedDB, cache: 'disabled' });
    this.#db.version(SCHEMA_VERSION).stores(stores());
    this.#db.on('versionchange', (event) => {
      this.#end(event.newVersion === null ? 'lost' : 'outdated');
    });
    // Only the browser's own event says that nobody asked for it.
    this.#db.on('ready', () => this.#db.backendDB().addEventListener('close', () => this.#end('lost')), true);
  }

  async #open(): Promise<void> {
    await this.#db.open();
    // Dexie opens a newer database too; its rows may mean something that this version does not know.
    if (this.#db.backendDB().version > SCHEMA_VERSION * VERSION_FACTOR) throw outdated();
  }

  read<R>(tables: readonly TableName[], work: (reader: Reader) => Promise<R>): Promise<R> {
    return this.#run('r', tables, work);
  }

  write<R>(tables: readonly TableName[], work: (writer: Writer) => Promise<R>): Promise<R> {
    return this.#run('rw', tables, work);
  }

  watch<R>(
    tables: readonly TableName[],
    work: (reader: Reader) => Promise<R>,
    watcher: Watcher<R>,
  ): () => void {
    if (this.#fate === 'outdated') watcher.error(this.#asError(undefined));
    const query = liveQuery(() => this.#db.transaction('r', [...tables], async () => work(this.#access)));
    // It goes on waiting, and tells what it reads when its turn has come.
    const turn = turnLimit();
    turn.passed.catch((error: unknown) => watcher.error(error));
    const subscription = query.subscribe({
      next: (value) => {
        turn.clear();
        watcher.next(value);
      },
      error: (error: unknown) => {
        turn.clear();
        watcher.error(this.#asError(error));
      },
    });
    return () => {
      turn.clear();
      subscription.unsubscribe();
    };
  }

  onFate(listener: (fate: TablesFate) => void): void {
    this.#tell = listener;
  }

  async destroy(): Promise<void> {
    this.close();
    await deleteDatabase(this.#db.name);
  }

  close(): void {
    this.#tell = () => undefined;
    this.#db.close({ disableAutoOpen: true });
  }

  // Dexie follows native `await` only in what is an async function itself.
  async #run<R>(
    mode: 'r' | 'rw',
    tables: readonly TableName[],
    work: (writer: Writer) => Promise<R>,
  ): Promise<R> {
    let ours: Transaction | undefined;
    const turn = turnLimit();
    turn.passed.catch(() => ours?.abort());
    const [first = 'meta'] = tables;
    const done = this.#db.transaction(mode, [...tables], async (transaction) => {
      ours = transaction;
      // Answered when it is our turn; from then on it may take its time.
      await this.#table(first).get('');
      turn.clear();
      return work(this.#access);
    });
    try {
      return await Promise.race([done, turn.passed]);
    } catch (error) {
      throw this.#asError(error);
    } finally {
      turn.clear();
    }
  }

  #asError(error: unknown): NearhandError {
    if (this.#fate === 'outdated') return outdated();
    return asStorageError(error);
  }

  /**
   * For good: a newer version needs the database for itself, or it was deleted. Dexie would open another at once, and
   * remember for ever that it could not: while site data is cleared, the browser refuses to open any.
   */
  #end(fate: TablesFate): void {
    this.#db.close({ disableAutoOpen: true });
    if (this.#fate) return;
    this.#fate = fate;
    this.#tell(fate);
  }

  readonly #access: Writer = {
    get: (table, key) => this.#table(table).get(key),
    page: (table, index, prefix, options = {}) => this.#range(table, index, prefix, options).toArray(),
    count: (table, index, prefix) => this.#range(table, index, prefix, {}).count(),
    put: async (table, row) => {
      await this.#table(table).put(row);
    },
    delete: (table, key) => this.#table(table).delete(key),
    clear: (table) => this.#table(table).clear(),
  };

  #table<T extends TableName>(table: T): Table<TableRows[T], string | number, Draft<T>> {
    return this.#db.table(table);
  }

  #range<T extends TableName>(
    table: T,
    index: IndexName<T>,
    prefix: readonly string[],
    { limit, order = 'ascending' }: PageOptions,
  ): Rows<TableRows[T], string | number, Draft<T>> {
    const paths = pathsOf(table, index);
    const rest = paths.length - prefix.length;
    const from = [...prefix, ...Array<unknown>(rest).fill(Dexie.minKey)];
    const to = [...prefix, ...Array<unknown>(rest).fill(Dexie.maxKey)];
    const ascending = this.#table(table).where(compound(paths)).between(from, to, true, true);
    const rows = order === 'ascending' ? ascending : ascending.reverse();
    return limit === undefined ? rows : rows.limit(limit);
  }
}
