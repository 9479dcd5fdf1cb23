import type { SqlQuery } from './sql-executor.js';

/** Rows that may be written before it is asked again whether the table has grown. */
const OFTEN = 1_000;

/** Whether the planner knows of a table half the size, or nothing. Asks the catalogue alone, whatever there is. */
const HAS_GROWN = `select 1 from pg_class where oid = 'nearhand_rows'::regclass and (
  pg_relation_size(oid) > 1.5 * relpages * current_setting('block_size')::bigint
  or not exists (select 1 from pg_stats where schemaname = relnamespace::regnamespace::text
    and tablename = relname and attname = 'terms'))`;

/**
 * Lets the planner know what is in the rows: how rare a word is decides whether it is looked up in the words' index or by
 * going through the newest sessions. An embedded database has nobody else who does it, and a server that was just restored
 * or migrated does it minutes later.
 */
export class SqlStatistics {
  readonly #query: SqlQuery;
  #written = 0;
  #work: Promise<unknown> = Promise.resolve();

  constructor(query: SqlQuery) {
    this.#query = query;
  }

  async renew(): Promise<void> {
    if ((await this.#query(HAS_GROWN)).length > 0) await this.#query('analyze nearhand_rows');
  }

  /** So many rows were written; nobody waits for what follows from it. */
  onWritten(rows: number): void {
    this.#written += rows;
    if (this.#written < OFTEN) return;
    this.#written = 0;
    // Where it fails, plans are as they were, and it is tried again.
    this.#work = this.#work.then(() => this.renew()).catch(() => undefined);
  }

  /** Once nothing is under way. */
  async rest(): Promise<void> {
    await this.#work;
  }
}
