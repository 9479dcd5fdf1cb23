import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SqlStorage } from './sql-storage.js';
import type { Storage } from './storage.js';

/** Postgres by its URL, or else PGlite in a folder, which is made where there is none. */
export async function openStorage(
  at: { readonly databaseUrl: string } | { readonly folder: string },
): Promise<Storage> {
  if ('databaseUrl' in at) {
    const { postgresServer } = await import('./sql-postgres.js');
    return SqlStorage.open(postgresServer(at.databaseUrl));
  }
  await mkdir(dirname(at.folder), { recursive: true });
  const { pglite } = await import('./sql-pglite.js');
  return SqlStorage.open(await pglite(at.folder));
}
