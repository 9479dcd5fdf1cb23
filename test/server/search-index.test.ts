import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SqlStorage } from '../../plugins/rest/server/sql-storage.js';
import type { SqlExecutor } from '../../plugins/rest/server/sql-executor.js';
import { openDatabase, pgliteDatabases, postgresDatabases } from './databases.js';
import type { Databases } from './databases.js';
import { hasPostgres } from './postgres.js';

/**
 * Sessions of one tenant with words as there are in titles: one in a thousand is about a boiler, all about a pump, and many
 * words are in some.
 */
const FILL = `insert into nearhand_rows (tenant, collection, id, session_id, born, seq, context, status, terms, row)
  select 'acme', 'sessions', 's' || n, 's' || n, n, n, 'demo:ticket:' || n, 'ended',
    array_to_tsvector(array['@lena@', 'lena', 'demo', 'ticket', n::text, 'pump', md5((n % 211)::text), md5((n % 397)::text),
      case when n % 1000 = 0 then 'boiler' else 'fan' end]),
    json_build_object('id', 's' || n)
  from generate_series(1, 10000) as n`;

function searchOn(kind: string, open: () => Promise<Databases>): void {
  describe(`a search on ${kind}`, () => {
    let databases: Databases;
    let sql: SqlExecutor;
    let storage: SqlStorage;
    let asked: { text: string; values: readonly unknown[] } | undefined;
    before(async () => {
      databases = await open();
      sql = await openDatabase(await databases.create());
      const query: SqlExecutor['query'] = (text, values = []) => {
        asked = { text, values };
        return sql.query(text, values);
      };
      storage = await SqlStorage.open({ ...sql, query });
      await sql.query(FILL);
      await sql.query('vacuum analyze nearhand_rows');
    });
    after(async () => {
      await sql.close();
      await databases.stop();
    });

    const planOf = async (text: string): Promise<string> => {
      await storage.read('acme').list({ collection: 'sessions', status: 'ended', text, limit: 50 });
      assert.ok(asked);
      const plan = await sql.query(`explain ${asked.text}`, asked.values);
      return plan.map((line) => String(line['QUERY PLAN'])).join('\n');
    };

    it('looks rare words up in their index', async () => {
      const plan = await planOf('boil');
      assert.match(plan, /nearhand_rows_terms/);
      assert.doesNotMatch(plan, /Seq Scan/);
    });

    it('goes through the newest for words that many have, and reads no further than it must', async () => {
      const plan = await planOf('pum');
      assert.match(plan, /Index Scan using nearhand_rows_(status|born)/);
      assert.doesNotMatch(plan, /Seq Scan|Sort/);
    });
  });
}

searchOn('PGlite', pgliteDatabases);

// Elsewhere than in CI a machine may do without; it is said, and the count of tests is smaller.
if (hasPostgres() || process.env['CI'] === 'true') searchOn('Postgres', postgresDatabases);
else
  console.warn('NOT TESTED on Postgres: there is none. Install the package postgresql, or set DATABASE_URL.');
