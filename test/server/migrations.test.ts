import { rowsIn } from '../../src/domain/change.js';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { migrate } from '../../plugins/rest/server/migrations/migrate.js';
import { MIGRATIONS } from '../../plugins/rest/server/migrations/register.js';
import { mintAgentToken } from '../../plugins/rest/server/node.js';
import { SqlStorage } from '../../plugins/rest/server/sql-storage.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { rest } from '../../plugins/rest/rest.js';
import { entered, never } from '../contracts/backend-bench.js';
import { SECRET } from '../support/rest-bench.js';
import { openDatabase, pgliteDatabases, postgresDatabases } from './databases.js';
import type { Databases } from './databases.js';
import { next } from './fixtures/half-migration.js';
import { hasPostgres } from './postgres.js';
import { running } from './running.js';
import type { Running } from './running.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const FIRST_RELEASE = readFileSync(join(FIXTURES, 'first-release.sql'), 'utf8');
/** What its server gave for a guest of its session, and when. */
const LINK =
  'eyJhbGciOiJFUzI1NiIsImtpZCI6IjN0cGZJdDdSdGNjSVJJeDFFUEQ5eG9RS3ZVT1F2RWNjckZhSUJDZmVhNkUiLCJ0eXAiOiJKV1QifQ.eyJ0ZW5hbnQiOiJhY21lIiwic2lkIjoiczEiLCJqdGkiOiIwMWEyMjMxZS1iM2ZlLTcxOWEtODFiMi1mYzNhYTY4MTdjZDUiLCJhdWQiOiJuZWFyaGFuZDpsaW5rIiwiaWF0IjoxNzk1ODY3MjAxLCJleHAiOjE3OTU5NTM2MDF9.WyzLHGBNSvCTRU9d4S8Zn2t5My3LBdF916n-A0QVeUuxd_Qx2GD-zrS5HU1XmPT9vEC7wkXORC_oe-PNqrDaEw';
const NOW = Date.parse('2026-11-28T12:00:05.000Z');
const names = MIGRATIONS.map(({ name }) => name);

async function appliedIn(database: string): Promise<string[]> {
  const sql = await openDatabase(database);
  const rows = await sql.query('select name from nearhand_migrations order by number');
  await sql.close();
  return rows.map(({ name }) => String(name));
}

describe('the register', () => {
  it('has every migration in the order of its number, each in a file of its name', () => {
    const folder = join(import.meta.dirname, '../../plugins/rest/server/migrations');
    const files = readdirSync(folder).filter((name) => /^\d/.test(name));
    assert.deepEqual(
      names.map((name) => `${name}.ts`),
      files.sort(),
    );
    names.forEach((name, index) => assert.equal(Number(name.slice(0, 4)), index + 1));
  });
});

function migrationsOn(kind: string, open: () => Promise<Databases>): void {
  describe(`on ${kind}`, () => {
    let databases: Databases;
    before(async () => {
      databases = await open();
    });
    after(() => databases.stop());

    describe('a database of the first release', () => {
      let server: Running;
      let lena: BackendPort;
      let database: string;
      before(async () => {
        database = await databases.create();
        await databases.load(database, FIRST_RELEASE);
        server = await running({ storage: openDatabase(database).then(SqlStorage.open), clock: () => NOW });
        lena = await backend(() =>
          mintAgentToken({ secret: SECRET, tenant: 'acme', id: 'lena', name: 'Lena', now: NOW }),
        );
      });
      let closed: Promise<void> | undefined;
      const close = () => (closed ??= server.close());
      after(() => close());
      const backend = async (token?: () => Promise<string>): Promise<BackendPort> =>
        rest({ baseUrl: server.url, ...(token ? { token } : {}) }).start({
          signal: never,
          onDispose: () => undefined,
        });

      it('has its rows, in their order', async () => {
        const idsOf = async (collection: 'sessions' | 'notes' | 'events') =>
          (await lena.list({ collection, limit: 10 }, never)).rows.map(({ id }) => id);
        assert.deepEqual(await idsOf('sessions'), ['s2', 's1']);
        assert.deepEqual(await idsOf('notes'), ['note-1']);
        assert.equal((await idsOf('events')).length, 5);
        const { rows } = await lena.list({ collection: 'messages', limit: 10 }, never);
        assert.deepEqual(
          rows.map(({ text }) => text),
          ['Where does it leak? It\'s "here" \\ 漏れ'],
        );
        const open = await lena.list({ collection: 'sessions', status: 'open', limit: 10 }, never);
        assert.deepEqual(
          open.rows.map(({ id, context }) => [id, context]),
          [['s1', 'demo:ticket:1']],
        );
      });

      it('finds its sessions by words, and by who began them', async () => {
        const idsBy = async (asked: { readonly text?: string; readonly person?: string }) =>
          (await lena.list({ collection: 'sessions', limit: 10, ...asked }, never)).rows.map(({ id }) => id);
        assert.deepEqual(await idsBy({ text: 'pump leak' }), ['s1']);
        assert.deepEqual(await idsBy({ text: 'ticket' }), ['s2', 's1']);
        assert.deepEqual(await idsBy({ person: 'lena' }), ['s2', 's1']);
      });

      it('has its lists by whose they are, by when they ended, and from a cursor of then on', async () => {
        const idsBy = async (asked: object, limit = 10) => {
          const { rows, cursor } = await lena.list({ collection: 'sessions', limit, ...asked }, never);
          return [rows.map(({ id }) => id).join(), cursor?.[0]];
        };
        assert.deepEqual(await idsBy({ agent: 'lena' }), ['s2,s1', undefined]);
        assert.deepEqual(await idsBy({ sort: 'endedAt' }), ['s2', undefined]);
        assert.deepEqual(await idsBy({ sort: 'createdAt' }, 1), ['s1', 's']);
        assert.deepEqual(await idsBy({ cursor: 'l999' }, 1), ['s2', 'l']);
      });

      it('tells what changed since a cursor of then', async () => {
        const { changes } = await lena.changes('c13', never);
        assert.deepEqual(
          rowsIn(changes).map(({ collection, row }) => `${collection}/${row.id}`),
          ['sessions/s2', 'events/session.end-s2', 'people/lena'],
        );
      });

      it('answers a write that was sent before as it did then', async () => {
        const write = { type: 'session.end', id: 'session.end-s2', sessionId: 's2' } as const;
        const receipt = await lena.apply(
          { ...write, at: '2026-11-28T12:00:04.000Z', reason: 'agentEnded' },
          never,
        );
        assert.equal(receipt.status, 'applied');
        const { changes } = await lena.changes('c15', never);
        assert.deepEqual(
          changes.map(({ collection }) => collection),
          ['people'],
        );
      });

      it('serves its files', async () => {
        const bytes = await (await fetch(await lena.url('upload-1', never))).arrayBuffer();
        assert.equal(bytes.byteLength, 70);
      });

      it('lets in by a link of then, and keeps what is written now', async () => {
        const { cursor } = await lena.changes(undefined, never);
        const grant = await entered(await backend(), LINK, 'Ida');
        assert.equal(grant.session.id, 's1');
        const { changes } = await lena.changes(cursor, never);
        assert.ok(changes.some(({ collection }) => collection === 'sessions'));
      });

      it('has recorded every migration', async () => {
        // An embedded database can be opened once at a time.
        await close();
        assert.deepEqual(await appliedIn(database), names);
      });
    });

    describe('migrating', () => {
      it('does nothing where all is done', async () => {
        const database = await databases.create();
        for (let start = 0; start < 2; start++)
          await (await SqlStorage.open(await openDatabase(database))).close();
        assert.deepEqual(await appliedIn(database), names);
      });

      it('leaves nothing of a migration in the middle of which the process was killed, and the next start does it', async () => {
        const database = await databases.create();
        await databases.load(database, FIRST_RELEASE);
        const file = join(FIXTURES, 'half-migration.ts');
        const child = spawn(process.execPath, ['--import', 'tsx', file, database], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        await once(child.stdout, 'data');
        child.kill('SIGKILL');
        await once(child, 'exit');
        const sql = await openDatabase(database);
        await migrate(sql, MIGRATIONS);
        const [left] = await sql.query(
          `select to_regclass('nearhand_titles') as made, count(*)::int as moved from nearhand_rows where status = 'moved'`,
        );
        assert.deepEqual(left, { made: null, moved: 0 });
        await migrate(sql, [...MIGRATIONS, next(async () => undefined)]);
        const titles = await sql.query('select title from nearhand_titles order by id');
        await sql.close();
        assert.deepEqual(
          titles.map(({ title }) => title),
          ['A pump that leaks', 'Done before'],
        );
      });

      it('says so where the database is of a newer release, and serves nothing', async () => {
        const database = await databases.create();
        await databases.load(database, FIRST_RELEASE);
        const sql = await openDatabase(database);
        const newer = next(async () => undefined);
        await migrate(sql, [...MIGRATIONS, newer]);
        await sql.close();
        const storage = openDatabase(database).then(SqlStorage.open);
        await assert.rejects(storage, new RegExp(`"${newer.name}", which this server does not know`));
        const server = await running({ storage });
        assert.equal((await fetch(`${server.url}/health`)).status, 503);
        assert.equal((await fetch(`${server.url}/mutations`, { method: 'POST', body: '{}' })).status, 503);
        await server.close();
      });
    });
  });
}

migrationsOn('PGlite', pgliteDatabases);

// Elsewhere than in CI a machine may do without; it is said, and the count of tests is smaller.
if (hasPostgres() || process.env['CI'] === 'true') {
  migrationsOn('Postgres', postgresDatabases);
  describe('servers that start at once, on Postgres', () => {
    let databases: Databases;
    before(async () => {
      databases = await postgresDatabases();
    });
    after(() => databases.stop());

    it('migrate once: one does it while the others wait for it', async () => {
      const database = await databases.create();
      const [first, second, observer] = await Promise.all([
        openDatabase(database),
        openDatabase(database),
        openDatabase(database),
      ]);
      const waits = `select 1 from pg_locks join pg_database on pg_database.oid = database
        where locktype = 'advisory' and not granted and datname = current_database()`;
      let runs = 0;
      const slow = next(async () => {
        runs++;
        while (runs < 2 && (await observer.query(waits)).length === 0);
      });
      await Promise.all([first, second].map((sql) => migrate(sql, [...MIGRATIONS, slow])));
      assert.equal(runs, 1);
      const applied = await observer.query('select name from nearhand_migrations order by number');
      assert.deepEqual(
        applied.map(({ name }) => name),
        [...names, slow.name],
      );
      await Promise.all([first, second, observer].map((sql) => sql.close()));
    });
  });
} else
  console.warn('NOT TESTED on Postgres: there is none. Install the package postgresql, or set DATABASE_URL.');
