import { expect } from '@open-wc/testing';
import type { Change } from '../../../src/domain/change.js';
import { IdbTables } from '../../../src/store/idb-tables.js';
import { MemoryTables } from '../../../src/store/memory-tables.js';
import { listed } from '../../../src/store/listed-sessions.js';
import type { Tables } from '../../../src/store/tables.js';
import { answer, aSession, at, idle, lena, rename, StoreBench, tomas } from '../../support/store-bench.js';

const instant = (i: number): string => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();

const KINDS: Readonly<Record<Tables['kept'], () => Promise<Tables>>> = {
  disk: () => IdbTables.open(crypto.randomUUID()),
  memory: () => Promise.resolve(new MemoryTables()),
};

for (const kind of ['disk', 'memory'] as const)
  describe(`a search of tables in ${kind}`, () => {
    let tables: Tables;
    beforeEach(async () => (tables = await KINDS[kind]()));
    afterEach(() => tables.destroy());

    const put = (...sessions: ReturnType<typeof aSession>[]): Promise<void> =>
      tables.write(['sessions'], async (writer) => {
        for (const row of sessions) await writer.put('sessions', { id: row.id, row, origin: 'server' });
      });
    const ids = async (query: Partial<Parameters<typeof listed>[1]>): Promise<string[]> => {
      const read = tables.read(['sessions'], (reader) =>
        listed(reader, { status: 'open', limit: 3, ...query }),
      );
      return (await read).map(({ id }) => id);
    };

    it('finds the newest by all words, of this status alone', async () => {
      await put(
        ...Array.from({ length: 5 }, (_, i) => aSession(`s${i}`, { title: 'Pump', createdAt: instant(i) })),
        aSession('ended', { title: 'Pump', status: 'ended' }),
        aSession('fan', { title: 'Pump fan' }),
      );
      expect(await ids({ text: 'pum' })).to.eql(['fan', 's4', 's3']);
      expect(await ids({ text: 'fan pum' })).to.eql(['fan']);
      expect(await ids({ text: 'pum', status: 'ended' })).to.eql(['ended']);
    });

    it('finds by who is in it, and among a ticket’s own', async () => {
      const people = [{ ...tomas, presence: 'left' as const, since: at }];
      await put(aSession('s1', { people }), aSession('s2', { title: 'Pump' }));
      expect(await ids({ person: tomas.id })).to.eql(['s1']);
      expect(await ids({ person: 'tom' })).to.eql([]);
      expect(await ids({ text: 'pump', context: 'demo:ticket:s1' })).to.eql([]);
      expect(await ids({ text: 'pump', context: 'demo:ticket:s2' })).to.eql(['s2']);
    });

    it('finds by what a row is now called, and no more by what it was', async () => {
      await put(aSession('s1', { title: 'Pump' }));
      await put(aSession('s1', { title: 'Fan' }));
      expect(await ids({ text: 'pump' })).to.eql([]);
      expect(await ids({ text: 'fan' })).to.eql(['s1']);
    });

    it('gives the newest of very many', async () => {
      await put(
        ...Array.from({ length: 1_500 }, (_, i) =>
          aSession(`s${i}`, { title: i % 7 === 0 ? 'Pump fan' : 'Pump', createdAt: instant(i) }),
        ),
      );
      expect(await ids({ text: 'pump' })).to.eql(['s1499', 's1498', 's1497']);
      expect(await ids({ text: 'pump fan' })).to.eql(['s1498', 's1491', 's1484']);
    });
  });

describe('a search for what is not kept here', () => {
  let bench: StoreBench;
  beforeEach(() => (bench = new StoreBench()));
  afterEach(() => bench.end());

  const ended = (count: number, title: string): Change[] =>
    Array.from({ length: count }, (_, i) => ({
      collection: 'sessions',
      row: aSession(`${title}-${i}`, { title, status: 'ended', createdAt: instant(i) }),
    }));

  it('brings it in from the backend, and shows it', async () => {
    bench.backend.write(...ended(1, 'Boiler'), ...ended(200, 'Pump'));
    const store = await bench.open();
    await idle(store);
    const query = { status: 'ended', text: 'boil' } as const;
    expect(await answer(store.sessions({ ...query, limit: 9 }))).to.eql([]);
    expect(await store.loadOlder(query)).to.equal('all');
    const [found] = await answer(store.sessions({ ...query, limit: 9 }), ({ length }) => length > 0);
    expect(found?.row.id).to.equal('Boiler-0');
  });

  it('goes on page by page, by the same words in another order too, and asks nothing twice', async () => {
    bench.backend.write(...ended(150, 'Pump fan'));
    const store = await bench.open();
    await idle(store);
    expect(await store.loadOlder({ status: 'ended', text: 'pump fan' })).to.equal('more');
    expect(await store.loadOlder({ status: 'ended', text: 'FAN  pump' })).to.equal('all');
    const calls = bench.backend.calls.length;
    expect(await store.loadOlder({ status: 'ended', text: 'pump fan' })).to.equal('all');
    expect(bench.backend.calls).to.have.length(calls);
  });

  it('leaves the list without words where it was', async () => {
    bench.backend.write(...ended(120, 'Pump'));
    const store = await bench.open();
    await idle(store);
    await store.loadOlder({ status: 'ended', text: 'boiler' });
    expect(await store.loadOlder({ status: 'ended' })).to.equal('all');
    expect(await answer(store.sessions({ status: 'ended', limit: 200 }))).to.have.length(120);
  });

  it('is given up with its signal', async () => {
    const store = await bench.open();
    await idle(store);
    const stop = new AbortController();
    bench.backend.fail('list', { kind: 'slow', until: new Promise(() => undefined) });
    const looking = store.loadOlder({ status: 'ended', text: 'boiler' }, stop.signal);
    stop.abort();
    expect(await looking.catch(({ name }: Error) => name)).to.equal('AbortError');
  });

  it('finds what is written here at once, before the backend has heard of it', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1', { createdBy: lena }) });
    const store = await bench.open();
    await idle(store);
    bench.backend.offline = true;
    await store.mutate(rename('s1', 'Boiler'));
    const [found] = await answer(store.sessions({ status: 'open', text: 'boiler', limit: 1 }));
    expect([found?.row.id, found?.pending]).to.eql(['s1', true]);
  });
});
