import { isNearhandError } from '../../../src/plugin.js';
import { refuse } from './answer.js';
import type { SqlExecutor, SqlQuery } from './sql-executor.js';

/**
 * The database's failure without its words: a driver's error carries the query, its values and whole rows, none of which
 * belongs into a log.
 */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  /** An SQLSTATE or the driver's own code, such as `ECONNREFUSED`. */
  readonly code: string;

  constructor(code: string) {
    super(`the database failed (${code})`);
    this.code = code;
  }
}

/** The executor, whose failures are `SqlError`s; a value that can never be kept is refused for good. */
export function guarded(sql: SqlExecutor): SqlExecutor {
  return {
    query: guardedQuery(sql.query),
    transaction: async (work) => {
      try {
        return await sql.transaction((query) => work(guardedQuery(query)));
      } catch (error) {
        throw sqlError(error);
      }
    },
    close: () => sql.close(),
  };
}

const guardedQuery =
  (query: SqlQuery): SqlQuery =>
  async (text, values) => {
    try {
      return await query(text, values);
    } catch (error) {
      throw sqlError(error);
    }
  };

/**
 * What is no database's error passes: it was thrown by the work inside of a transaction. In class 22 of SQLSTATE the value
 * itself is what the database refuses (PostgreSQL, appendix A).
 */
function sqlError(error: unknown): unknown {
  if (isNearhandError(error) || error instanceof SqlError) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  if (/^22\w{3}$/.test(code)) return refuse('backend/invalid-request', `a value cannot be kept (${code})`);
  return new SqlError(code);
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? error.code : 'unknown';
}
