import { expect } from '@open-wc/testing';
import { IdbTables } from '../../../src/store/idb-tables.js';
import { TableQuery, type Read } from '../../../src/store/live-query.js';
import { MemoryTables } from '../../../src/store/memory-tables.js';
import type { Tables } from '../../../src/store/tables.js';
import { aSession, until } from '../../support/store-bench.js';

const owner = { onStart: () => undefined, onStop: () => undefined };

const newest: Read<readonly string[]> = {
  tables: ['sessions'],
  read: async (reader) =>
    (await reader.page('sessions', 'status', ['open'], { limit: 2, order: 'descending' })).map(
      ({ id }) => id,
    ),
};

const put = (tables: Tables, id: string, createdAt: string): Promise<void> =>
  tables.write(['sessions'], (writer) =>
    writer.put('sessions', { id, row: aSession(id, { createdAt }), origin: 'server' }),
  );

const KINDS: Readonly<Record<Tables['kept'], () => Promise<Tables>>> = {
  disk: () => IdbTables.open(crypto.randomUUID()),
  memory: () => Promise.resolve(new MemoryTables()),
};

for (const kind of ['disk', 'memory'] as const)
  describe(`a live query on tables in ${kind}`, () => {
    let tables: Tables;
    beforeEach(async () => (tables = await KINDS[kind]()));
    afterEach(() => tables.destroy());

    it('is undefined until somebody listens and the first answer is there', async () => {
      await put(tables, 'a', '2026-01-01T00:00:00.000Z');
      const query = new TableQuery(tables, newest, owner);
      expect(query.value).to.equal(undefined);
      expect(await until(query, (ids) => ids !== undefined)).to.eql(['a']);
    });

    it('gives the newest first, up to its limit, and those of one instant always in one order', async () => {
      for (const id of ['b', 'a']) await put(tables, id, '2026-01-01T00:00:00.000Z');
      await put(tables, 'c', '2026-01-02T00:00:00.000Z');
      const query = new TableQuery(tables, newest, owner);
      expect(await until(query, (ids) => ids !== undefined)).to.eql(['c', 'b']);
    });

    it('follows changes while somebody listens', async () => {
      const query = new TableQuery(tables, newest, owner);
      const unsubscribe = query.subscribe(() => undefined);
      await put(tables, 'a', '2026-01-01T00:00:00.000Z');
      expect(await until(query, (ids) => ids?.length === 1)).to.eql(['a']);
      unsubscribe();
    });

    it('tells its owner when it begins and ceases to watch', () => {
      const log: string[] = [];
      const query = new TableQuery(tables, newest, {
        onStart: () => log.push('start'),
        onStop: () => log.push('stop'),
      });
      const first = query.subscribe(() => undefined);
      const second = query.subscribe(() => undefined);
      first();
      first();
      expect(log).to.eql(['start']);
      second();
      expect(log).to.eql(['start', 'stop']);
      query.subscribe(() => undefined);
      query.close();
      expect(log).to.eql(['start', 'stop', 'start', 'stop']);
    });

    it('calls its listeners with an error too', async () => {
      const failing: Read<never> = { tables: ['sessions'], read: () => Promise.reject(new Error('broken')) };
      const query = new TableQuery(tables, failing, owner);
      await new Promise<void>((resolve) => query.subscribe(() => resolve()));
      expect(query.error).to.include({ code: 'storage/failed' });
      query.close();
    });

    it('sees all of a transaction or nothing', async () => {
      const broken = tables
        .write(['sessions'], async (writer) => {
          await writer.put('sessions', { id: 'a', row: aSession('a'), origin: 'server' });
          throw new Error('half-way');
        })
        .catch(() => 'undone');
      expect(await broken).to.equal('undone');
      const query = new TableQuery(tables, newest, owner);
      expect(await until(query, (ids) => ids !== undefined)).to.eql([]);
    });
  });
