import { isFound } from '../domain/sessions/query.js';
import { NearhandError } from '../host/errors.js';
import { INDEXES, TABLES, type IndexName, type TableName, type TableRows } from './schema.js';
import type { Draft, PageOptions, Reader, Tables, Watcher, Writer } from './tables.js';

type Key = string | number;
type Content = Map<TableName, Map<Key, unknown>>;

interface Watch {
  readonly tables: readonly TableName[];
  run(): void;
}

/** The key path of a table. */
const keyOf = (table: TableName): 'id' | 'seq' => (table === 'outbox' ? 'seq' : 'id');

const at = (row: unknown, path: string): Key =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], row) as Key;

const pathsOf = (table: TableName, index: string): readonly string[] =>
  (INDEXES[table] as Readonly<Record<string, readonly string[]>>)[index] ?? [];

const compare = (a: Key, b: Key): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same tables where nothing can be kept. Transactions run one after the other, and what one wrote shows when it is done. */
export class MemoryTables implements Tables {
  readonly kept = 'memory';
  readonly #watches = new Set<Watch>();
  #content: Content = new Map(TABLES.map((table) => [table, new Map()]));
  #seq = 0;
  readonly #alsoDestroy: () => Promise<void>;
  #closed = false;
  #queue: Promise<unknown> = Promise.resolve();

  /** @param alsoDestroy takes away what an earlier page may have left on disk */
  constructor(alsoDestroy: () => Promise<void> = () => Promise.resolve()) {
    this.#alsoDestroy = alsoDestroy;
  }

  read<R>(_tables: readonly TableName[], work: (reader: Reader) => Promise<R>): Promise<R> {
    return this.#inTurn(() => work(this.#access(this.#content, new Set())));
  }

  write<R>(tables: readonly TableName[], work: (writer: Writer) => Promise<R>): Promise<R> {
    return this.#inTurn(async () => {
      const draft: Content = new Map(this.#content);
      for (const table of tables) draft.set(table, new Map(this.#content.get(table)));
      const changed = new Set<TableName>();
      const result = await work(this.#access(draft, changed));
      this.#content = draft;
      this.#announce(changed);
      return result;
    });
  }

  watch<R>(
    tables: readonly TableName[],
    work: (reader: Reader) => Promise<R>,
    watcher: Watcher<R>,
  ): () => void {
    const isWatched = (): boolean => this.#watches.has(watch);
    const watch: Watch = {
      tables,
      run: () =>
        void this.read(tables, work).then(
          (value) => isWatched() && watcher.next(value),
          (error: unknown) => isWatched() && watcher.error(error),
        ),
    };
    this.#watches.add(watch);
    watch.run();
    return () => this.#watches.delete(watch);
  }

  /** Nobody else can reach a page's memory. */
  onFate(): void {
    return;
  }

  async destroy(): Promise<void> {
    await this.#inTurn(() => {
      this.close();
      return Promise.resolve();
    });
    await this.#alsoDestroy();
  }

  close(): void {
    this.#closed = true;
    this.#watches.clear();
    this.#content = new Map(TABLES.map((table) => [table, new Map()]));
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.#queue.then(() => {
      if (this.#closed) throw new NearhandError('storage/failed', 'The local copy is closed');
      return work();
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #announce(changed: ReadonlySet<TableName>): void {
    for (const watch of [...this.#watches]) if (watch.tables.some((table) => changed.has(table))) watch.run();
  }

  #access(content: Content, changed: Set<TableName>): Writer {
    const rowsOf = <T extends TableName>(table: T): Map<Key, TableRows[T]> =>
      content.get(table) as Map<Key, TableRows[T]>;
    const range = <T extends TableName>(
      table: T,
      index: IndexName<T>,
      prefix: readonly string[],
    ): TableRows[T][] => {
      const paths = pathsOf(table, index);
      const order = [...paths.slice(prefix.length), keyOf(table)];
      return (
        [...rowsOf(table).values()]
          // As in IndexedDB, what lacks a part of the key is not in the index.
          .filter((row) => paths.every((path) => at(row, path) !== undefined))
          .filter((row) => prefix.every((part, i) => at(row, paths[i] ?? '') === part))
          .sort((a, b) => order.reduce((found, path) => found || compare(at(a, path), at(b, path)), 0))
      );
    };
    return {
      get: (table, key) => Promise.resolve(rowsOf(table).get(key)),
      page: (table, index, prefix, { limit, order, from = '', to }: PageOptions = {}) => {
        const isWithin = (part: Key): boolean => part >= from && (to === undefined || part < to);
        const next = pathsOf(table, index)[prefix.length];
        const rows = range(table, index, prefix).filter(
          (row) => next === undefined || isWithin(String(at(row, next))),
        );
        if (order === 'descending') rows.reverse();
        return Promise.resolve(rows.slice(0, limit));
      },
      found: (status, beginning) =>
        Promise.resolve(
          [...rowsOf('sessions').values()]
            .filter(({ row }) => row?.status === status && isFound(row, [beginning]))
            .map(({ id }) => id),
        ),
      count: (table, index, prefix) => Promise.resolve(range(table, index, prefix).length),
      put: <T extends TableName>(table: T, draft: Draft<T>) => {
        const row = table === 'outbox' && !('seq' in draft) ? { ...draft, seq: ++this.#seq } : draft;
        changed.add(table);
        rowsOf(table).set(at(row, keyOf(table)), row as TableRows[T]);
        return Promise.resolve();
      },
      delete: (table, key) => {
        changed.add(table);
        rowsOf(table).delete(key);
        return Promise.resolve();
      },
      clear: (table) => {
        changed.add(table);
        rowsOf(table).clear();
        return Promise.resolve();
      },
    };
  }
}
