import * as v from 'valibot';
import { Person } from '../domain/session.js';
import { NearhandError } from '../host/errors.js';
import { databaseName } from './database-name.js';
import { deleteDatabase } from './idb-open.js';
import { Early } from './early.js';
import { IdbTables } from './idb-tables.js';
import { asStorageError } from './errors.js';
import { LastingTables } from './lasting-tables.js';
import { LocalStore } from './local-store.js';
import { MemoryTables } from './memory-tables.js';
import { tellOfOthers } from './other-sources.js';
import { rescue } from './rescue.js';
import type { Store, StoreOptions } from './store.js';

/**
 * Opens the local copy of one user of one tenant. Where IndexedDB is missing, barred or silent, the same store works
 * in memory and `status.kept` says so; where a newer version has been here, it is read-only and `status.outdated`.
 * @throws NearhandError `page/misused` without a tenant, or for a user that is no person.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  if (!options.tenant || !v.is(Person, options.user)) throw new NearhandError('page/misused', 'for nobody');
  const name = databaseName(options.tenant, options.user.id, options.backend?.source);
  const before = databaseNames();
  if (options.backend?.source) before.then((names) => tellOfOthers(name, names)).catch(() => undefined);
  const open = () => IdbTables.open(name);
  // Where nothing can be opened, deleting may still work; signing out tries.
  const forget = (): Promise<void> => deleteDatabase(name).catch(() => undefined);
  const isNew = before.then(
    (names) => !names.includes(name),
    () => false,
  );
  const early = askEarly(options, isNew);
  try {
    const tables = await open().finally(() => early?.opened());
    const lasting = new LastingTables(tables, rescue({ ...options, open, forget }));
    return new LocalStore({ ...options, name, tables: lasting, early, outdated: false });
  } catch (thrown) {
    const error = asStorageError(thrown);
    options.onError?.(error);
    const outdated = error.code === 'storage/outdated';
    return new LocalStore({ ...options, name, tables: new MemoryTables(forget), early, outdated });
  }
}

function askEarly(options: StoreOptions, isNew: Promise<boolean>): Early | undefined {
  const { backend, onEarly, onError } = options;
  if (!backend || !onEarly) return undefined;
  return new Early({
    backend,
    isNew,
    tell: (rows) => onEarly(rows),
    report: (error) => onError?.(error),
  });
}

/** All that are there. Rejects where the browser does not say, or even reading `indexedDB` throws. */
const databaseNames = async (): Promise<readonly string[]> =>
  (await globalThis.indexedDB.databases()).map((one) => one.name ?? '');
