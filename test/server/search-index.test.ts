import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ListSpec } from '../../plugins/rest/server/storage.js';
import type { Change } from '../../src/domain/change.js';
import { SqlStorage } from '../../plugins/rest/server/sql-storage.js';
import type { SqlExecutor } from '../../plugins/rest/server/sql-executor.js';
import { openDatabase, pgliteDatabases, postgresDatabases } from './databases.js';
import type { Databases } from './databases.js';
import { hasPostgres } from './postgres.js';

const YEAR = 525_600;

/** When the nth session was begun, and when it ended. */
const time = (n: string) =>
  `to_char(timestamp '2025-01-01' + (${n}) * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Sessions of one tenant with words as there are in titles: one in a thousand is about a boiler, all about a pump, and many
 * words are in some. One in a hundred is Omar's, and one is open.
 */
const fill = (from: number, to: number) => `
  insert into nearhand_rows (tenant, collection, id, session_id, born, seq, context, status, terms, row)
  select 'acme', 'sessions', 's' || n, 's' || n, n, n, 'demo:ticket:' || n / 3,
    case when n % 100 = 1 then 'open' else 'ended' end,
    array_to_tsvector(array['@lena@agent', 'lena', 'demo', 'ticket', n::text, 'pump', md5((n % 211)::text), md5((n % 397)::text),
      case when n % 1000 = 0 then 'boiler' else 'fan' end]),
    json_build_object('id', 's' || n, 'createdAt', ${time('n')}, 'endedAt', case when n % 100 <> 1 then ${time(`${YEAR} - n`)} end,
      'createdBy', json_build_object('id', case when n % 100 = 0 then 'omar' else 'lena' end))
  from generate_series(${from}, ${to}) as n`;

const at = (n: number): string => new Date(Date.UTC(2025, 0, 1) + n * 60_000).toISOString();

/** What each list reads over, by the name of its index. Whose sessions are few, and a ticket's, may also be sorted. */
const LISTS: readonly (readonly [what: string, Partial<ListSpec>, plan: RegExp])[] = [
  ['the newest', {}, /nearhand_begun/],
  ['the oldest', { sort: 'createdAt' }, /nearhand_begun/],
  ['the few that are open', { status: 'open' }, /nearhand_begun_state/],
  ['those that ended last', { sort: '-endedAt' }, /nearhand_closed /],
  ['those of some days', { from: at(3_000), to: at(3_500) }, /nearhand_begun/],
  [
    'those that ended then',
    { from: at(YEAR - 3_500), to: at(YEAR - 3_000), sort: 'endedAt' },
    /nearhand_closed /,
  ],
  ['an agent’s', { agent: 'omar' }, /nearhand_begun_agent/],
  ['an agent’s by their end', { agent: 'omar', sort: 'endedAt' }, /nearhand_closed_agent/],
  ['an agent’s of some days', { agent: 'omar', from: at(3_000), to: at(5_000) }, /nearhand_begun_agent/],
  ['a ticket’s', { context: 'demo:ticket:7' }, /nearhand_begun_ticket/],
  ['a ticket’s by their end', { context: 'demo:ticket:7', sort: 'endedAt' }, /nearhand_closed_ticket/],
  ['a page from the middle', { after: `${at(5_000)} s5000` }, /nearhand_begun/],
  [
    'a page from the middle, by their end',
    { after: `${at(5_000)} s5000`, sort: 'endedAt' },
    /nearhand_closed /,
  ],
];

function searchOn(kind: string, open: () => Promise<Databases>): void {
  describe(`lists on ${kind}`, () => {
    let databases: Databases;
    let sql: SqlExecutor;
    let storage: SqlStorage;
    let asked: { text: string; values: readonly unknown[] } | undefined;

    const openStorage = async (name: string): Promise<void> => {
      sql = await openDatabase(name);
      const query: SqlExecutor['query'] = (text, values = []) => {
        asked = { text, values };
        return sql.query(text, values);
      };
      storage = await SqlStorage.open({ ...sql, query });
    };
    before(async () => {
      databases = await open();
      const name = await databases.create();
      await openStorage(name);
      // All that the planner has heard of is what there was on the first day.
      await sql.query(fill(1, 200));
      await sql.query('analyze nearhand_rows');
      await sql.query(fill(201, 10_000));
      await storage.close();
      await openStorage(name);
    });
    after(async () => {
      await storage.close();
      await databases.stop();
    });

    const planOf = async (spec: Partial<ListSpec>): Promise<string> => {
      await storage
        .read('acme')
        .list({ collection: 'sessions', status: 'ended', limit: 50, ...spec } as ListSpec);
      assert.ok(asked);
      const plan = await sql.query(`explain ${asked.text}`, asked.values);
      return plan.map((line) => String(line['QUERY PLAN'])).join('\n');
    };

    it('look rare words up in their index', async () => {
      const plan = await planOf({ text: 'boil' });
      assert.match(plan, /nearhand_rows_terms/);
      assert.doesNotMatch(plan, /Seq Scan/);
    });

    it('look rare words up in it also where another order is asked for', async () => {
      assert.match(await planOf({ text: 'boil', sort: 'endedAt' }), /nearhand_rows_terms/);
    });

    it('go through the newest for words that many have, and read no further than they must', async () => {
      const plan = await planOf({ text: 'pum' });
      assert.match(plan, /Index Scan.* using nearhand_begun/);
      assert.doesNotMatch(plan, /Seq Scan|Sort/);
    });

    for (const [what, spec, index] of LISTS)
      it(`read ${what} over an index, in its order`, async () => {
        const plan = await planOf(spec);
        assert.match(`${plan} `, index);
        assert.doesNotMatch(plan, /Seq Scan/);
        if (!spec.context) assert.doesNotMatch(plan, /Sort/);
      });

    it('have their plans by what is there, also where it came while the storage was open', async () => {
      const knowsMessages = async () =>
        (
          await sql.query(`select 1 from pg_stats where tablename = 'nearhand_rows' and attname = 'collection'
            and 'messages' = any(most_common_vals::text::text[])`)
        ).length > 0;
      assert.equal(await knowsMessages(), false);
      await sql.query(fill(10_001, 20_000));
      await storage.write('acme', async (writer) => {
        for (let n = 0; n < 1_000; n++)
          await writer.put({ collection: 'messages', row: { id: `m${n}`, sessionId: 's1' } } as Change);
      });
      // Nobody is told when it is done; the test's own time limit is the deadline.
      while (!(await knowsMessages()));
    });
  });
}

searchOn('PGlite', pgliteDatabases);

// Elsewhere than in CI a machine may do without; it is said, and the count of tests is smaller.
if (hasPostgres() || process.env['CI'] === 'true') searchOn('Postgres', postgresDatabases);
else
  console.warn('NOT TESTED on Postgres: there is none. Install the package postgresql, or set DATABASE_URL.');
