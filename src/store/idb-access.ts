import { indexName } from './idb-open.js';
import { asKeptThere, TERMS, type IndexName, type TableName, type TableRows } from './schema.js';
import type { PageOptions, Writer } from './tables.js';

/** The answer to one request. It goes on in its microtask, in which the transaction is still there for the next. */
const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as DOMException);
  });

/**
 * All that starts with these, within the span: after whatever may follow comes an array (W3C IndexedDB, 2.4, the order of
 * keys).
 */
const startingWith = (prefix: readonly string[], { from, to }: PageOptions = {}): IDBKeyRange =>
  IDBKeyRange.bound(
    from === undefined ? [...prefix] : [...prefix, from],
    [...prefix, to ?? []],
    false,
    to !== undefined,
  );

/** What may be done inside one transaction. */
export class IdbAccess implements Writer {
  readonly #transaction: IDBTransaction;
  /** What was written so far. */
  readonly changed = new Set<TableName>();

  constructor(transaction: IDBTransaction) {
    this.#transaction = transaction;
  }

  get = <T extends TableName>(table: T, key: string | number): Promise<TableRows[T] | undefined> =>
    answer(this.#store(table).get(key) as IDBRequest<TableRows[T] | undefined>);

  page = async <T extends TableName>(
    table: T,
    index: IndexName<T>,
    prefix: readonly string[],
    options: PageOptions = {},
  ): Promise<TableRows[T][]> => {
    const { limit, order = 'ascending' } = options;
    if (options.from !== undefined && options.from === options.to) return [];
    const source = this.#store(table).index(indexName(table, index));
    const all = startingWith(prefix, options);
    const rows = (range: IDBKeyRange, most?: number) =>
      answer(source.getAll(range, most) as IDBRequest<TableRows[T][]>);
    if (order === 'ascending') return rows(all, limit);
    const last = limit === undefined ? all : await lastOf(source, all, limit);
    return (await rows(last)).reverse().slice(0, limit);
  };

  count = <T extends TableName>(table: T, index: IndexName<T>, prefix: readonly string[]): Promise<number> =>
    answer(this.#store(table).index(indexName(table, index)).count(startingWith(prefix)));

  found = async (status: string, beginning: string): Promise<string[]> => {
    const range = IDBKeyRange.bound([status, beginning], [status, `${beginning}\uffff`]);
    return answer(this.#store('sessions').index(TERMS).getAllKeys(range) as IDBRequest<string[]>);
  };

  put: Writer['put'] = async (table, row) => {
    this.changed.add(table);
    await answer(this.#store(table).put(asKeptThere(table, row)));
  };

  delete = async (table: TableName, key: string | number): Promise<void> => {
    this.changed.add(table);
    await answer(this.#store(table).delete(key));
  };

  clear = async (table: TableName): Promise<void> => {
    this.changed.add(table);
    await answer(this.#store(table).clear());
  };

  #store(table: TableName): IDBObjectStore {
    return this.#transaction.objectStore(table);
  }
}

/**
 * The part of a range with its last rows: one jump and one read instead of an event for each row. Where several share
 * the first key of it, there are more than `limit`.
 */
async function lastOf(source: IDBIndex, all: IDBKeyRange, limit: number): Promise<IDBKeyRange> {
  const request = source.openKeyCursor(all, 'prev');
  const newest = await answer(request);
  const since = (key: IDBValidKey) => IDBKeyRange.bound(key, all.upper, false, all.upperOpen);
  if (!newest || limit < 2) return newest ? since(newest.key) : all;
  newest.advance(limit - 1);
  const oldest = await answer(request);
  return oldest ? since(oldest.key) : all;
}
