import { expect } from '@open-wc/testing';
import type { Session } from '../../../src/domain/session.js';
import { isNearhandError } from '../../../src/host/errors.js';
import { IdbTables } from '../../../src/store/idb-tables.js';
import { listed } from '../../../src/store/listed-sessions.js';
import { MemoryTables } from '../../../src/store/memory-tables.js';
import type { ShownSessions } from '../../../src/store/store.js';
import type { Tables } from '../../../src/store/tables.js';
import { answersOf, hoursBefore, LISTED, UNSOUND } from '../../support/listed-sessions.js';
import { answer, aSession, idle, lena, StoreBench, stub, tomas } from '../../support/store-bench.js';

const UNTIL = Date.UTC(2026, 0, 5);
const ROWS: readonly Session[] = LISTED.map(({ id, agent, title, ago, ended }) =>
  aSession(id, {
    title,
    createdBy: { id: agent, name: agent, role: 'agent' },
    createdAt: hoursBefore(UNTIL, ago),
    people: id === 's1' ? [{ ...tomas, presence: 'left', since: hoursBefore(UNTIL, ago) }] : [],
    ...(ended === undefined ? {} : { status: 'ended', endedAt: hoursBefore(UNTIL, -ended) }),
  }),
);

const keep = (tables: Tables, rows: readonly Session[]): Promise<void> =>
  tables.write(['sessions'], async (writer) => {
    for (const row of rows) await writer.put('sessions', { id: row.id, row, origin: 'server' });
  });

async function idsOf(tables: Tables, query: ShownSessions, limit = 50): Promise<string[]> {
  const rows = await tables.read(['sessions'], (reader) => listed(reader, { ...query, limit }));
  return rows.map(({ id }) => id);
}

const KINDS: Readonly<Record<Tables['kept'], () => Promise<Tables>>> = {
  disk: () => IdbTables.open(crypto.randomUUID()),
  memory: () => Promise.resolve(new MemoryTables()),
};

for (const kind of ['disk', 'memory'] as const)
  describe(`lists from tables in ${kind}`, () => {
    let tables: Tables;
    before(async () => {
      tables = await KINDS[kind]();
      await keep(tables, ROWS);
    });
    after(() => tables.destroy());

    for (const [query, expected] of answersOf(ROWS, tomas.id))
      it(`answer ${JSON.stringify(query)} as every backend does`, async () => {
        expect(await idsOf(tables, query)).to.eql(expected);
        expect(await idsOf(tables, query, 2)).to.eql(expected.slice(0, 2));
      });
  });

describe('lists from tables on disk', () => {
  it('read no more rows than they show, however many there are', async () => {
    const tables = await IdbTables.open(crypto.randomUUID());
    const at = (i: number) => new Date(UNTIL + i * 60_000).toISOString();
    const omar = { id: 'omar', name: 'Omar', role: 'agent' } as const;
    await keep(
      tables,
      Array.from({ length: 500 }, (_, i) =>
        aSession(`s${i}`, {
          status: 'ended',
          createdBy: i % 50 === 0 ? omar : lena,
          context: `demo:ticket:${i % 3}`,
          createdAt: at(i),
          endedAt: at(1_000 - i),
        }),
      ),
    );
    let read = 0;
    const { getAll } = IDBIndex.prototype;
    const restore = stub(IDBIndex.prototype, 'getAll', function (this: IDBIndex, ...asked: []) {
      const request = getAll.apply(this, asked) as IDBRequest<unknown[]>;
      request.addEventListener('success', () => (read += request.result.length));
      return request;
    });
    const status = 'ended';
    for (const query of [
      { agent: 'omar' },
      { agent: 'omar', sort: 'endedAt' },
      { context: 'demo:ticket:1', sort: '-endedAt' },
      { from: at(100), to: at(200), sort: 'createdAt' },
      { from: at(600), to: at(700), sort: '-endedAt' },
      { agent: 'omar', to: at(450) },
    ] as const) {
      read = 0;
      expect(await idsOf(tables, { status, ...query }, 5), JSON.stringify(query)).to.have.length(5);
      expect(read, JSON.stringify(query)).to.equal(5);
    }
    restore();
    await tables.destroy();
  });
});

describe('lists of the store', () => {
  let bench: StoreBench;
  beforeEach(() => (bench = new StoreBench()));
  afterEach(() => bench.end());

  for (const [what, unsound] of Object.entries(UNSOUND))
    it(`refuse ${what}, as a backend does`, async () => {
      const store = await bench.open();
      const asked = { status: 'ended', limit: 5, ...unsound } as ShownSessions & { limit: number };
      try {
        store.sessions(asked);
        expect.fail('it went through');
      } catch (error) {
        expect(isNearhandError(error) && error.code).to.equal('backend/invalid-request');
      }
    });

  it('bring in what is not kept here, whosever and whenever it was, and go on by themselves', async () => {
    const omar = { id: 'omar', name: 'Omar', role: 'agent' } as const;
    const rows = Array.from({ length: 260 }, (_, i) =>
      aSession(`s${i}`, {
        status: 'ended',
        createdBy: i < 130 ? omar : lena,
        createdAt: hoursBefore(UNTIL, 260 - i),
        endedAt: hoursBefore(UNTIL, 260 - i),
      }),
    );
    bench.backend.write(...rows.map((row) => ({ collection: 'sessions', row }) as const));
    const store = await bench.open();
    await idle(store);
    const query = { status: 'ended', agent: 'omar', to: hoursBefore(UNTIL, 135), sort: 'createdAt' } as const;
    expect(await answer(store.sessions({ ...query, limit: 200 }))).to.eql([]);
    expect(await store.loadOlder(query)).to.equal('more');
    expect(await store.loadOlder({ status: 'ended' })).to.equal('more');
    expect(await store.loadOlder(query)).to.equal('all');
    const found = await answer(store.sessions({ ...query, limit: 200 }), ({ length }) => length === 125);
    expect([found[0]?.row.id, found.at(-1)?.row.id]).to.eql(['s0', 's124']);
  });
});
