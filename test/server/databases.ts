import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import postgres from 'postgres';
import { pglite } from '../../plugins/rest/server/sql-pglite.js';
import { postgresServer } from '../../plugins/rest/server/sql-postgres.js';
import type { SqlExecutor } from '../../plugins/rest/server/sql-executor.js';
import { startPostgres } from './postgres.js';

/** Empty databases of one kind, each by a name: a URL, or the path of PGlite's folder. */
export interface Databases {
  create(): Promise<string>;
  /** Runs a file of statements. */
  load(name: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

/** A database by its name; also in another process. */
export const openDatabase = async (name: string): Promise<SqlExecutor> =>
  name.startsWith('postgres:') ? postgresServer(name) : pglite(name);

export async function pgliteDatabases(): Promise<Databases> {
  const root = mkdtempSync(join(tmpdir(), 'nearhand-databases-'));
  let count = 0;
  return {
    create: async () => join(root, String(count++)),
    load: async (folder, text) => {
      const database = await PGlite.create({ dataDir: folder });
      await database.exec(text);
      await database.close();
    },
    stop: async () => rmSync(root, { recursive: true, force: true }),
  };
}

export async function postgresDatabases(): Promise<Databases> {
  const { url, stop } = await startPostgres();
  const within = async (name: string, text: string): Promise<void> => {
    const sql = postgres(name, { max: 1, onnotice: () => undefined });
    await sql.unsafe(text);
    await sql.end();
  };
  return {
    create: async () => {
      const name = `nearhand_${crypto.randomUUID().slice(0, 8)}`;
      await within(url, `create database ${name}`);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    load: within,
    stop,
  };
}
