import { expect } from '@open-wc/testing';
import { isNearhandError } from '../../../src/host/errors.js';
import { databaseName } from '../../../src/store/database-name.js';
import type { Store } from '../../../src/store/store.js';
import {
  answer,
  aSession,
  create,
  idle,
  lena,
  rename,
  say,
  StoreBench,
  stub,
} from '../../support/store-bench.js';

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => (isNearhandError(error) ? error.code : error),
  );

describe('where the browser does not keep', () => {
  let bench: StoreBench;
  let restore: (() => void) | undefined;
  beforeEach(() => {
    bench = new StoreBench();
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
  });
  afterEach(async () => {
    restore?.();
    restore = undefined;
    await bench.end();
  });

  const worksInMemory = async (store: Store): Promise<void> => {
    expect(store.status.value.kept).to.equal('memory');
    expect(bench.reported.value).to.eql(['storage/unavailable']);
    await idle(store);
    await store.mutate(rename('s1', 'Renamed'));
    const row = await answer(store.session('s1'), (found) => found?.pending === false);
    expect(row?.row.title).to.equal('Renamed');
  };

  it('works in memory without IndexedDB', async () => {
    await worksInMemory(await bench.openInMemory());
  });

  it('works in memory where a frame may not even ask', async () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new DOMException('barred', 'SecurityError');
      },
    });
    const unhandled: unknown[] = [];
    const onUnhandled = (event: PromiseRejectionEvent): void => void unhandled.push(event.reason);
    addEventListener('unhandledrejection', onUnhandled);
    restore = () => {
      removeEventListener('unhandledrejection', onUnhandled);
      if (before) Object.defineProperty(globalThis, 'indexedDB', before);
    };
    Object.assign(bench.backend, { source: 'https://support.example/' });
    await worksInMemory(await bench.open());
    expect(unhandled).to.eql([]);
  });

  it('works in memory when opening fails', async () => {
    restore = stub(IDBFactory.prototype, 'open', () => {
      throw new DOMException('no', 'UnknownError');
    });
    const store = await bench.open();
    expect(store.status.value.kept).to.equal('memory');
  });

  it('works in memory when the database never answers', async () => {
    restore = stub(IDBFactory.prototype, 'open', () => new EventTarget());
    await worksInMemory(await bench.open());
  });

  it('undoes a write in memory that breaks a rule half-way', async () => {
    const store = await bench.openInMemory();
    await idle(store);
    const writes = [store.mutate(create('s2')), store.mutate(say('m1', 'nowhere'))];
    const codes = await Promise.all(writes.map(codeOf));
    expect(codes).to.eql([undefined, 'backend/not-found']);
    await idle(store);
    expect(await answer(store.ofSession('messages', 'nowhere'))).to.eql([]);
  });

  it('takes no write in memory once it is closed', async () => {
    const store = await bench.openInMemory();
    await idle(store);
    await store.close();
    expect(await codeOf(store.mutate(rename('s1', 'Late')))).to.equal('storage/failed');
  });

  it('rejects a write for which there is no room, and has written nothing', async () => {
    const store = await bench.open();
    await idle(store);
    restore = fullDisk(['outbox']);
    expect(await codeOf(store.mutate(say('m1', 's1')))).to.equal('storage/quota');
    restore();
    expect(await answer(store.ofSession('messages', 's1'))).to.eql([]);
    expect(store.status.value.pending).to.equal(0);
  });

  it('fetches everything again when the browser has deleted the copy', async () => {
    const opened: IDBDatabase[] = [];
    const { open } = IDBFactory.prototype;
    restore = stub(IDBFactory.prototype, 'open', function (this: IDBFactory, ...args: [string, number?]) {
      const request = open.apply(this, args);
      request.addEventListener('success', () => opened.push(request.result));
      return request;
    });
    const store = await bench.open();
    await idle(store);
    restore();
    const name = databaseName(bench.tenant, lena.id);
    for (const database of opened) database.close();
    await new Promise((resolve) => indexedDB.deleteDatabase(name).addEventListener('success', resolve));
    bench.backend.writeQuietly({ collection: 'sessions', row: aSession('s2') });
    for (const database of opened) database.dispatchEvent(new Event('close'));
    const rows = await answer(store.sessions({ status: 'open', limit: 10 }), ({ length }) => length === 2);
    expect(rows.map(({ row }) => row.id).sort()).to.eql(['s1', 's2']);
  });
});

/** Writes to these tables fail as on a full disk. */
function fullDisk(tables: readonly string[]): () => void {
  const { put, add } = IDBObjectStore.prototype;
  const refusing = (original: typeof put) =>
    function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
      if (tables.includes(this.name)) throw new DOMException('full', 'QuotaExceededError');
      return original.apply(this, args);
    };
  const undo = [
    stub(IDBObjectStore.prototype, 'put', refusing(put)),
    stub(IDBObjectStore.prototype, 'add', refusing(add)),
  ];
  return () => undo.forEach((restore) => restore());
}
