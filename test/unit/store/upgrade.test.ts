import { expect } from '@open-wc/testing';
import { databaseName } from '../../../src/store/database-name.js';
import { openStore } from '../../../src/store/open-store.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { answer, aSession, at, idle, lena } from '../../support/store-bench.js';

/** The tables of version 1, as Dexie made them. */
const VERSION_1: Readonly<Record<string, readonly string[]>> = {
  sessions: ['row.status+row.createdAt', 'row.context+row.status+row.createdAt'],
  messages: ['row.sessionId+row.createdAt'],
  notes: ['row.sessionId+row.createdAt'],
  media: ['row.sessionId+row.createdAt'],
  events: ['row.sessionId+row.at'],
  invitations: ['row.sessionId+row.createdAt'],
  outbox: ['state+seq', 'sessionId+seq', 'id+seq'],
  receipts: ['at+id'],
  meta: [],
  blobs: ['state+keptAt'],
};

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });

async function keepAsVersion1(name: string, rows: Readonly<Record<string, object>>): Promise<void> {
  const opening = indexedDB.open(name, 10);
  opening.onupgradeneeded = () => {
    for (const [table, indexes] of Object.entries(VERSION_1)) {
      const isOutbox = table === 'outbox';
      const options = isOutbox ? { keyPath: 'seq', autoIncrement: true } : { keyPath: 'id' };
      const store = opening.result.createObjectStore(table, options);
      for (const paths of indexes) store.createIndex(`[${paths}]`, paths.split('+'));
    }
  };
  const database = await answered(opening);
  for (const [table, row] of Object.entries(rows))
    await answered(database.transaction(table, 'readwrite').objectStore(table).put(row));
  database.close();
}

describe('a local copy of version 1', () => {
  it('opens with its rows, sends what it had not sent, and has room for the kinds that came since', async () => {
    const tenant = crypto.randomUUID();
    const backend = new FakeBackend(lena);
    backend.write({ collection: 'sessions', row: aSession('s1') });
    const mutation = { type: 'session.rename', id: 'm1', sessionId: 's1', at, title: 'Renamed' };
    const guess = {
      id: 's1',
      row: aSession('s1', { title: 'Renamed' }),
      origin: 'outbox',
      ground: { row: aSession('s1'), origin: 'server' },
    };
    const touched = [{ collection: 'sessions', id: 's1' }];
    await keepAsVersion1(databaseName(tenant, lena.id), {
      sessions: guess,
      outbox: { id: 'm1', sessionId: 's1', mutation, touched, state: 'ready' },
    });
    const store = await openStore({ tenant, user: lena, backend });
    expect((await answer(store.session('s1')))?.row.title).to.equal('Renamed');
    await idle(store);
    expect(backend.applied.map(({ id }) => id)).to.eql(['m1']);
    expect(store.status.value).to.include({ kept: 'disk', outdated: false });
    expect(await answer(store.ofTenant('people'))).to.eql([]);
    await store.wipe();
  });

  it('finds by words what it had', async () => {
    const tenant = crypto.randomUUID();
    const row = aSession('s1', { title: 'Boiler' });
    await keepAsVersion1(databaseName(tenant, lena.id), { sessions: { id: 's1', row, origin: 'server' } });
    const store = await openStore({ tenant, user: lena });
    const found = await answer(store.sessions({ status: 'open', text: 'boil', limit: 9 }));
    expect(found).to.eql([{ row, pending: false }]);
    await store.wipe();
  });

  it('has in its lists, in every order, what it had', async () => {
    const tenant = crypto.randomUUID();
    const row = aSession('s1', { status: 'ended', endedAt: at });
    await keepAsVersion1(databaseName(tenant, lena.id), { sessions: { id: 's1', row, origin: 'server' } });
    const store = await openStore({ tenant, user: lena });
    for (const more of [{ agent: lena.id }, { context: row.context }, { person: lena.id }, {}])
      for (const sort of ['-createdAt', '-endedAt'] as const)
        expect(await answer(store.sessions({ status: 'ended', ...more, sort, limit: 9 }))).to.eql([
          { row, pending: false },
        ]);
    await store.wipe();
  });
});
