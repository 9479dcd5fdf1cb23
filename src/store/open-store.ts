import * as v from 'valibot';
import { Person } from '../domain/session.js';
import { NearhandError } from '../host/errors.js';
import { databaseName } from './database-name.js';
import { deleteDatabase } from './idb-open.js';
import { askEarly } from './early.js';
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
  if (options.backend?.source) lookForOthers(name).catch(() => undefined);
  const open = () => IdbTables.open(name);
  // Where nothing can be opened, deleting may still work; signing out tries.
  const forget = (): Promise<void> => deleteDatabase(name).catch(() => undefined);
  const { backend, onEarly } = options;
  const isOpen =
    backend && onEarly
      ? askEarly({ backend, tell: (rows) => onEarly(rows), report: (error) => options.onError?.(error) })
      : undefined;
  try {
    const tables = await open().finally(() => isOpen?.());
    const lasting = new LastingTables(tables, rescue({ ...options, open, forget }));
    return new LocalStore({ ...options, name, tables: lasting, outdated: false });
  } catch (thrown) {
    const error = asStorageError(thrown);
    options.onError?.(error);
    const outdated = error.code === 'storage/outdated';
    return new LocalStore({ ...options, name, tables: new MemoryTables(forget), outdated });
  }
}

/** Begun before this copy is there, finished after. Rejects where even reading `indexedDB` throws. */
async function lookForOthers(name: string): Promise<void> {
  const before = globalThis.indexedDB?.databases?.().catch(() => []);
  tellOfOthers(name, (await before) ?? []);
}
