import { NearhandError } from '../host/errors.js';
import { outdated } from './errors.js';
import { asKeptThere, INDEXES, SCHEMA_VERSION, TABLES, TERMS, type TableName } from './schema.js';

/** In ms. A database that another tab holds open may never answer. */
const PATIENCE = 3_000;

/** The browser's own version of a database: earlier versions of the kit multiplied theirs by ten. */
const VERSION = SCHEMA_VERSION * 10;

const pathsOf = (table: TableName, index: string): readonly string[] =>
  (INDEXES[table] as Readonly<Record<string, readonly string[]>>)[index] ?? [];

/** The outbox numbers its rows itself. */
const NUMBERED = { keyPath: 'seq', autoIncrement: true } as const;

/** As it is called in the database; from its paths, so that another index has another name. */
export const indexName = (table: TableName, index: string): string => `[${pathsOf(table, index).join('+')}]`;

/**
 * Opens the database, and makes or changes its tables where they are of an earlier version.
 * @throws NearhandError `storage/unavailable` where there is none or it does not answer, `storage/outdated` where a newer
 *   version has been here; else what the browser says.
 */
export function openDatabase(name: string): Promise<IDBDatabase> {
  // Read now and not when this was loaded: some frames have no IndexedDB, and in some even asking throws.
  const factory = globalThis.indexedDB as IDBFactory | undefined;
  if (!factory) throw new NearhandError('storage/unavailable', 'There is no IndexedDB');
  return new Promise((resolve, reject) => {
    const request = factory.open(name, VERSION);
    let isGivenUp = false;
    const timer = setTimeout(() => {
      isGivenUp = true;
      reject(new NearhandError('storage/unavailable', 'IndexedDB does not answer'));
    }, PATIENCE);
    request.onupgradeneeded = () => {
      // It has answered; with many rows the rest takes its time.
      clearTimeout(timer);
      if (isGivenUp) request.transaction?.abort();
      else if (request.transaction) shape(request.result, request.transaction);
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      if (isGivenUp) request.result.close();
      else resolve(request.result);
    };
    request.onerror = (event) => {
      // The failure is told here, and not to the page as well.
      event.preventDefault();
      clearTimeout(timer);
      reject(request.error?.name === 'VersionError' ? outdated() : request.error);
    };
  });
}

/** Resolves when the database is gone, or will be as soon as the last tab that holds it lets go. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = globalThis.indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error as DOMException);
    // A frozen tab that holds it open can delay the deletion for as long as it sleeps.
    setTimeout(resolve, PATIENCE);
  });
}

/** Tables and indexes as the schema names them; rows stay. What it does not name any more goes. */
function shape(database: IDBDatabase, transaction: IDBTransaction): void {
  for (const name of database.objectStoreNames)
    if (!(TABLES as string[]).includes(name)) database.deleteObjectStore(name);
  for (const table of TABLES) {
    const store = database.objectStoreNames.contains(table)
      ? transaction.objectStore(table)
      : database.createObjectStore(table, table === 'outbox' ? NUMBERED : { keyPath: 'id' });
    const wanted = new Map(
      Object.keys(INDEXES[table]).map((index) => [indexName(table, index), pathsOf(table, index)]),
    );
    for (const name of store.indexNames) if (!wanted.has(name)) store.deleteIndex(name);
    for (const [name, paths] of wanted)
      if (!store.indexNames.contains(name)) store.createIndex(name, [...paths]);
  }
  shapeTerms(transaction.objectStore('sessions'));
}

/** Sessions that an earlier version has kept are given what they are found by. */
function shapeTerms(sessions: IDBObjectStore): void {
  sessions.createIndex(TERMS, TERMS, { multiEntry: true });
  const request = sessions.openCursor();
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    cursor.update(asKeptThere('sessions', cursor.value as object));
    cursor.continue();
  };
}
