import { lock } from '../sql-lock.js';
import type { SqlExecutor, SqlQuery } from '../sql-executor.js';
import type { Migration } from './migration.js';

/**
 * Brings the tables to what this release needs: each migration that is missing, in its order and in a transaction of its
 * own, which also records it. A crash undoes the one that was under way, and the next start goes on from there; of
 * processes that start at once one migrates, and the others wait.
 *
 * @throws Error where the database has been migrated by a newer release; then nothing is touched
 */
export async function migrate(sql: SqlExecutor, register: readonly Migration[]): Promise<void> {
  const step = (query: SqlQuery): Promise<boolean> => applyNext(query, register);
  while (await sql.transaction(step));
}

/** Whether there was one to apply. */
async function applyNext(query: SqlQuery, register: readonly Migration[]): Promise<boolean> {
  // Held to the end of the transaction. The first release takes the same one before it makes its tables.
  await lock(query, 'nearhand tables');
  await query(RECORD);
  const applied = await query('select name from nearhand_migrations order by number');
  requireKnown(
    applied.map(({ name }) => String(name)),
    register,
  );
  const next = register[applied.length];
  if (!next) return false;
  await next.up(query).catch((cause: unknown) => {
    throw new Error(`The migration "${next.name}" failed, and nothing of it is kept.`, { cause });
  });
  await query('insert into nearhand_migrations (number, name) values ($1, $2)', [
    applied.length + 1,
    next.name,
  ]);
  return true;
}

const RECORD = `create table if not exists nearhand_migrations (
  number integer primary key, name text not null, applied_at timestamptz not null default now())`;

/** What another release has made of the tables, this one can neither read nor write. */
function requireKnown(applied: readonly string[], register: readonly Migration[]): void {
  const unknown = applied.find((name, index) => name !== register[index]?.name);
  if (unknown === undefined) return;
  throw new Error(
    `The database has the migration "${unknown}", which this server does not know (it knows up to ` +
      `"${register.at(-1)?.name ?? 'none'}"): start a server of the release that made it, or a newer one.`,
  );
}
