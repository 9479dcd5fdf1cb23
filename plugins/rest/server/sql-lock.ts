import type { SqlQuery } from './sql-executor.js';

/** One at a time under this name, in whatever process: waits its turn, and holds it until the transaction ends. */
export const lock = (query: SqlQuery, name: string): Promise<unknown> =>
  query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
