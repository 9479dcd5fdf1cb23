import { isAbort, NearhandError } from '../host/errors.js';
import { asStorageError, outdated } from './errors.js';
import { IdbAccess } from './idb-access.js';
import { deleteDatabase, openDatabase } from './idb-open.js';
import type { TableName } from './schema.js';
import { TableNews } from './table-news.js';
import type { Reader, Tables, TablesFate, Watcher, Writer } from './tables.js';

/** In ms: so long another tab's transaction may hold ours up. A page that hangs inside of one (an `alert`, a loop) lets nobody else begin. */
const TURN = 5_000;

const busy = (): NearhandError => new NearhandError('storage/busy', 'Another tab holds the local copy');

/** Calls unless it is taken back in time. */
const afterTurn = (call: () => void): (() => void) => {
  const timer = setTimeout(call, TURN);
  return () => clearTimeout(timer);
};

/** The tables in IndexedDB, which is used here and in `idb-open` and `idb-access`, nowhere else. */
export class IdbTables implements Tables {
  readonly kept = 'disk';
  readonly #database: IDBDatabase;
  readonly #news: TableNews;
  #tell: (fate: TablesFate) => void = () => undefined;
  #fate: TablesFate | undefined;

  /** Rejects with `storage/unavailable`, or `storage/outdated` where a newer version has been here. */
  static async open(name: string): Promise<IdbTables> {
    try {
      return new IdbTables(await openDatabase(name));
    } catch (error) {
      throw asStorageError(error);
    }
  }

  private constructor(database: IDBDatabase) {
    this.#database = database;
    this.#news = new TableNews(database.name);
    database.onversionchange = ({ newVersion }) => this.#end(newVersion === null ? 'lost' : 'outdated');
    // Only the browser itself closes it, such as when site data is cleared.
    database.onclose = () => this.#end('lost');
  }

  read<R>(tables: readonly TableName[], work: (reader: Reader) => Promise<R>): Promise<R> {
    return this.#inTurn('readonly', tables, work);
  }

  write<R>(tables: readonly TableName[], work: (writer: Writer) => Promise<R>): Promise<R> {
    return this.#inTurn('readwrite', tables, work);
  }

  watch<R>(
    tables: readonly TableName[],
    work: (reader: Reader) => Promise<R>,
    watcher: Watcher<R>,
  ): () => void {
    let state: 'idle' | 'reading' | 'stale' | 'over' = 'idle';
    // It goes on waiting, and tells what it reads when its turn has come.
    const stopWaiting = afterTurn(() => watcher.error(busy()));
    const read = async (): Promise<void> => {
      do {
        state = 'reading';
        const told = await this.#run('readonly', tables, work, stopWaiting).then(
          (value) => () => watcher.next(value),
          (error: unknown) => () => watcher.error(this.#asError(error)),
        );
        if (isOver()) return;
        // What it read is shown also where more has been written meanwhile: that comes right after.
        told();
      } while (isStale());
      if (!isOver()) state = 'idle';
    };
    const isOver = (): boolean => state === 'over';
    const isStale = (): boolean => state === 'stale';
    const unlisten = this.#news.listen((changed) => {
      if (!tables.some((table) => changed.has(table))) return;
      if (state === 'idle') void read();
      else if (state === 'reading') state = 'stale';
    });
    void read();
    return () => {
      state = 'over';
      stopWaiting();
      unlisten();
    };
  }

  onFate(listener: (fate: TablesFate) => void): void {
    this.#tell = listener;
  }

  async destroy(): Promise<void> {
    this.close();
    await deleteDatabase(this.#database.name).catch((error: unknown) => {
      throw asStorageError(error);
    });
  }

  close(): void {
    this.#tell = () => undefined;
    this.#news.close();
    this.#database.close();
  }

  /** Rejects with `storage/busy` where it is not its turn in time. */
  async #inTurn<R>(
    mode: IDBTransactionMode,
    tables: readonly TableName[],
    work: (writer: Writer) => Promise<R>,
  ): Promise<R> {
    let stopWaiting = (): void => undefined;
    const passed = new Promise<never>((_, reject) => (stopWaiting = afterTurn(() => reject(busy()))));
    const giveUp = new AbortController();
    passed.catch(() => giveUp.abort());
    try {
      return await Promise.race([this.#run(mode, tables, work, stopWaiting, giveUp.signal), passed]);
    } catch (error) {
      throw this.#asError(error);
    } finally {
      stopWaiting();
    }
  }

  /** Settles when it is done: a write once it is kept, all of it or nothing. */
  async #run<R>(
    mode: IDBTransactionMode,
    tables: readonly TableName[],
    work: (writer: Writer) => Promise<R>,
    onTurn: () => void,
    signal?: AbortSignal,
  ): Promise<R> {
    const transaction = this.#database.transaction([...tables], mode);
    const done = ended(transaction);
    signal?.addEventListener('abort', () => abort(transaction), { once: true });
    const access = new IdbAccess(transaction);
    try {
      // Answered when it is our turn; from then on it may take its time.
      await access.get(tables[0] ?? 'meta', '');
      onTurn();
      const result = await work(access);
      if (mode === 'readwrite') await done;
      this.#news.tell(access.changed);
      return result;
    } catch (error) {
      abort(transaction);
      // Why the browser gave it up, such as a full disk, says more than that its requests were aborted.
      throw isAbort(error) ? (transaction.error ?? error) : error;
    }
  }

  #asError(error: unknown): NearhandError {
    if (this.#fate === 'outdated') return outdated();
    return asStorageError(error);
  }

  /** For good: a newer version needs the database for itself, or it was deleted. */
  #end(fate: TablesFate): void {
    this.#database.close();
    if (this.#fate) return;
    this.#fate = fate;
    this.#tell(fate);
  }
}

function ended(transaction: IDBTransaction): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('Given up', 'AbortError'));
  });
  // Whoever waits for it is told.
  done.catch(() => undefined);
  return done;
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}
