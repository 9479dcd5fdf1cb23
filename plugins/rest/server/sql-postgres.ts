import postgres from 'postgres';
import type { ParameterOrJSON, Sql } from 'postgres';
import type { SqlExecutor, SqlQuery } from './sql-executor.js';

/** Any Postgres server, version 12 or later, by its URL. */
export function postgresServer(url: string): SqlExecutor {
  const sql = postgres(url, { max: 10, onnotice: () => undefined });
  return {
    query: queryOf(sql),
    transaction: async <T>(work: (query: SqlQuery) => Promise<T>) => {
      let result: { value: T } | undefined;
      await sql.begin(async (inside) => {
        result = { value: await work(queryOf(inside)) };
      });
      if (result) return result.value;
      throw new TypeError('a transaction ended without its work');
    },
    close: () => sql.end({ timeout: 5 }),
  };
}

const queryOf =
  (sql: Pick<Sql, 'unsafe'>): SqlQuery =>
  async (text, values = []) =>
    sql.unsafe(text, [...values] as ParameterOrJSON<never>[], { prepare: true });
