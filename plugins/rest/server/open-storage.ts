import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  const { pglite } = await import('./sql-pglite.js');
  if (!existsSync(join(at.folder, 'PG_VERSION'))) await makeFolder(at.folder);
  return SqlStorage.open(await pglite(at.folder));
}

/** Takes seconds; a folder whose making was interrupted is of no use to PGlite, so that it gets its name once it is whole. */
async function makeFolder(folder: string): Promise<void> {
  const { pglite } = await import('./sql-pglite.js');
  const unfinished = `${folder}.unfinished`;
  await mkdir(dirname(folder), { recursive: true });
  await rm(unfinished, { recursive: true, force: true });
  await (await pglite(unfinished)).close();
  await rename(unfinished, folder);
}
