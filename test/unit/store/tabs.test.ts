import { expect } from '@open-wc/testing';
import { isNearhandError } from '../../../src/host/errors.js';
import { databaseName } from '../../../src/store/database-name.js';
import {
  answer,
  aSession,
  create,
  idle,
  lena,
  say,
  StoreBench,
  tomas,
  until,
} from '../../support/store-bench.js';

const forever = new AbortController().signal;

describe('several stores', () => {
  let bench: StoreBench;
  beforeEach(() => {
    bench = new StoreBench();
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
  });
  afterEach(() => bench.end());

  it('send each write exactly once between them', async () => {
    const stores = [await bench.open(), await bench.open(), await bench.open()];
    await Promise.all(stores.map(idle));
    const ids = await Promise.all(
      Array.from({ length: 30 }, (_, i) => stores[i % 3]?.mutate(say(`m${i}`, 's1')) ?? ''),
    );
    await Promise.all(ids.map((id, i) => stores[(i + 1) % 3]?.settled(id, forever)));
    expect(bench.backend.arrived).to.have.length(30);
    expect(new Set(bench.backend.arrived.map(({ id }) => id))).to.have.property('size', 30);
  });

  it('hand over when the one that sends is closed', async () => {
    const first = await bench.open();
    const second = await bench.open();
    await idle(second);
    await first.close();
    const id = await second.mutate(say('m1', 's1'));
    expect(await second.settled(id, forever)).to.include({ status: 'applied' });
  });

  it('see what another one wrote', async () => {
    const first = await bench.open();
    const second = await bench.open();
    bench.backend.offline = true;
    await first.mutate(create('s2'));
    expect(await answer(second.session('s2'), (row) => row !== null)).to.include({ pending: true });
  });

  it('share nothing when they are of different tenants or users', async () => {
    bench.backend.offline = true;
    const mine = await bench.open();
    const theirs = await bench.open({ user: tomas });
    const elsewhere = await bench.open({ tenant: `${bench.tenant}:lena` });
    await mine.mutate(create('s2'));
    for (const store of [theirs, elsewhere]) {
      expect(await answer(store.session('s2'))).to.equal(null);
      expect(store.status.value.pending).to.equal(0);
    }
  });

  it('never have one name for two pairs of tenant and user', () => {
    const names = [
      databaseName('a', 'b:c'),
      databaseName('a:b', 'c'),
      databaseName('a%3Ab', 'c'),
      databaseName('A', 'b:c'),
    ];
    expect(new Set(names).size).to.equal(names.length);
  });

  it('are all emptied and closed when one signs out', async () => {
    const first = await bench.open();
    const second = await bench.open();
    await idle(second);
    const query = second.sessions({ status: 'open', limit: 10 });
    await until(query, (rows) => rows?.length === 1);
    const gone = until(query, (rows) => rows === undefined);
    const listening = query.subscribe(() => undefined);
    await until(query, (rows) => rows?.length === 1);
    await first.wipe();
    await gone;
    listening();
    const databases = await indexedDB.databases();
    expect(databases.map(({ name }) => name)).not.to.include(databaseName(bench.tenant, lena.id));
  });

  it('do not drop unsent writes when somebody signs out, unless told to', async () => {
    const store = await bench.open();
    await idle(store);
    bench.backend.offline = true;
    await store.mutate(say('m1', 's1'));
    const error: unknown = await store.wipe().catch((reason: unknown) => reason);
    expect(isNearhandError(error) && error.code).to.equal('storage/unsent');
    expect(await answer(store.ofSession('messages', 's1'))).to.have.length(1);
    await store.wipe({ force: true });
    const databases = await indexedDB.databases();
    expect(databases.map(({ name }) => name)).not.to.include(databaseName(bench.tenant, lena.id));
  });

  it('become read-only when a newer version opens the database', async () => {
    const store = await bench.open();
    await idle(store);
    const request = indexedDB.open(databaseName(bench.tenant, lena.id), 9_999);
    const status = await until(store.status, ({ outdated }) => outdated);
    expect(status.outdated).to.equal(true);
    const error: unknown = await store.mutate(say('m1', 's1')).catch((reason: unknown) => reason);
    expect(isNearhandError(error) && error.code).to.equal('storage/outdated');
    await new Promise((resolve) => request.addEventListener('success', resolve));
    request.result.close();
    const late = await bench.open();
    expect(late.status.value).to.include({ outdated: true, kept: 'memory' });
    expect(
      await late.mutate(say('m1', 's1')).catch((reason: unknown) => isNearhandError(reason) && reason.code),
    ).to.equal('storage/outdated');
  });

  it('can sign out, when told to, though outdated', async () => {
    const store = await bench.open();
    await idle(store);
    const name = databaseName(bench.tenant, lena.id);
    const request = indexedDB.open(name, 9_999);
    await new Promise((resolve) => request.addEventListener('success', resolve));
    request.result.close();
    const late = await bench.open();
    for (const outdated of [store, late]) {
      const error: unknown = await outdated.wipe().catch((reason: unknown) => reason);
      expect(isNearhandError(error) && error.code).to.equal('storage/outdated');
    }
    await late.wipe({ force: true });
    expect((await indexedDB.databases()).map((database) => database.name)).not.to.include(name);
  });

  it('that are outdated show nothing any more either when another one signs out', async () => {
    const store = await bench.open();
    await idle(store);
    const query = store.sessions({ status: 'open', limit: 10 });
    query.subscribe(() => undefined);
    await until(query, (rows) => rows?.length === 1);
    const request = indexedDB.open(databaseName(bench.tenant, lena.id), 9_999);
    await new Promise((resolve) => request.addEventListener('success', resolve));
    request.result.close();
    expect(query.value).to.have.length(1);
    const late = await bench.open();
    await late.wipe({ force: true });
    await until(query, (rows) => rows === undefined);
  });
});
