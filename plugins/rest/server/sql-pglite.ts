import { PGlite } from '@electric-sql/pglite';
import type { SqlExecutor } from './sql-executor.js';

/** Postgres in this process, its data in a folder; in memory without one. The first start in a folder takes seconds. */
export async function pglite(folder?: string): Promise<SqlExecutor> {
  const database = await PGlite.create(folder === undefined ? {} : { dataDir: folder });
  return {
    query: async (text, values = []) =>
      (await database.query<Record<string, unknown>>(text, [...values])).rows,
    transaction: (work) =>
      database.transaction((inside) =>
        work(
          async (text, values = []) => (await inside.query<Record<string, unknown>>(text, [...values])).rows,
        ),
      ),
    close: () => database.close(),
  };
}
