import { expect } from '@open-wc/testing';
import { NearhandError } from '../../../src/host/errors.js';
import { Early } from '../../../src/store/early.js';
import type { Beginning } from '../../../src/ports/backend-port.js';
import { Value } from '../../../src/ports/value.js';
import { answer, aSession, idle, StoreBench, stub, until } from '../../support/store-bench.js';

const BEGINNING: Beginning = {
  open: { rows: [aSession('s1', { title: 'Pump' })] },
  ended: { rows: [] },
  cursor: '1',
};

/** Comes before any timer that was set for later. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('what is asked while the local copy opens', () => {
  let bench: StoreBench;
  let begins: AbortSignal[];
  let told: Value<readonly Beginning[]>;
  beforeEach(() => {
    bench = new StoreBench();
    begins = [];
    told = new Value<readonly Beginning[]>([]);
    bench.backend.write({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
    beginWith(() => Promise.resolve(BEGINNING));
  });
  afterEach(() => bench.end());

  const beginWith = (begin: () => Promise<Beginning>): void =>
    void Object.assign(bench.backend, {
      begin: (_limit: number, signal: AbortSignal) => (begins.push(signal), begin()),
    });
  const open = () => bench.open({ onEarly: (rows) => rows && told.set([...told.value, rows]) });

  const early = (isNew: boolean): Early =>
    new Early({
      backend: bench.backend,
      isNew: Promise.resolve(isNew),
      tell: (rows) => told.set([...told.value, rows]),
      report: () => undefined,
    });

  it('are the first rows, at once where there is no copy yet', async () => {
    const asking = early(true);
    await turn();
    expect(begins.length).to.equal(1);
    await until(told, ([rows]) => rows?.open.rows[0]?.title === 'Pump');
    asking.drop();
  });

  it('is nothing before an earlier copy had the time to open', async () => {
    const asking = early(false);
    await turn();
    asking.opened();
    expect([begins.length, asking.take()]).to.eql([0, undefined]);
  });

  it('is asked once: a copy that was slow begins with the answer', async () => {
    const restore = stub(IDBFactory.prototype, 'open', () => ({}) as IDBOpenDBRequest);
    try {
      const opening = open();
      await until(told, ([rows]) => rows !== undefined);
      const store = await opening;
      expect(
        await answer(store.sessions({ status: 'open', limit: 10 }), ({ length }) => length > 0),
      ).to.have.length(1);
      await idle(store);
      expect(begins.length).to.equal(1);
    } finally {
      restore();
    }
  }).timeout(10_000);

  it('is nothing where there is a copy', async () => {
    await idle(await open());
    begins.length = 0;
    told.set([]);
    const again = await open();
    await idle(again);
    expect([begins.length, told.value.length]).to.eql([0, 0]);
  });

  it('is asked again where it failed', async () => {
    beginWith(() =>
      begins.length === 1
        ? Promise.reject(new NearhandError('backend/offline', 'no network', { retryable: true }))
        : Promise.resolve(BEGINNING),
    );
    const store = await open();
    await idle(store);
    expect(await answer(store.sessions({ status: 'open', limit: 10 }))).to.have.length(1);
    expect(told.value).to.eql([]);
  });

  it('is given up when the copy is closed', async () => {
    beginWith(() => new Promise(() => undefined));
    const store = await open();
    await store.close();
    expect(begins.map(({ aborted }) => aborted)).to.eql([true]);
  });
});
