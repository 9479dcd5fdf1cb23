import { expect } from '@open-wc/testing';
import { databaseName } from '../../../src/store/database-name.js';
import { aSession, lena, rename, say, StoreBench, until } from '../../support/store-bench.js';

const forever = new AbortController().signal;

describe('A tab that hangs', () => {
  let bench: StoreBench;
  let letGo: (() => void)[];
  beforeEach(() => {
    bench = new StoreBench();
    letGo = [];
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
  });
  afterEach(async () => {
    letGo.forEach((one) => one());
    await bench.end();
  });

  const lock = () => `nearhand:drain:${databaseName(bench.tenant, lena.id)}`;

  /** Holds the lock and says nothing, as a tab with an open `alert` does. */
  const hang = (steal = false): Promise<void> =>
    new Promise((held) => {
      void navigator.locks
        .request(lock(), { steal }, () => {
          held();
          return new Promise<void>((resolve) => letGo.push(resolve));
        })
        .catch(() => undefined);
    });

  it('holds back no other tab’s writes for long, and nothing is sent twice', async function () {
    this.timeout(40_000);
    await hang();
    const store = await bench.open();
    await store.receive({ collection: 'sessions', row: aSession('s1') });
    const id = await store.mutate(say('m1', 's1'));
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
    expect(bench.backend.arrived.map((one) => one.id)).to.eql([id]);
  });

  it('that was passed over sends nothing until it is its turn again', async function () {
    this.timeout(40_000);
    const store = await bench.open();
    await until(store.status, ({ connection }) => connection === 'online');
    await hang(true);
    const id = await store.mutate(rename('s1', 'Fan'));
    await until(store.status, ({ pending }) => pending === 1);
    letGo.forEach((one) => one());
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
    expect(bench.backend.arrived.filter((one) => one.id === id).length).to.equal(1);
  });
});
