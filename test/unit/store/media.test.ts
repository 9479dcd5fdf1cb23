import { expect } from '@open-wc/testing';
import type { MediaItem } from '../../../src/domain/media/schema.js';
import { isNearhandError } from '../../../src/host/errors.js';
import type { MediaDraft, Store } from '../../../src/store/store.js';
import {
  answer,
  aSession,
  create,
  idle,
  lena,
  at,
  say,
  StoreBench,
  stub,
  until,
} from '../../support/store-bench.js';

const forever = new AbortController().signal;
const picture = new Blob([new Uint8Array([1, 2, 3])], { type: 'image/png' });
const about: MediaDraft = { sessionId: 's1', kind: 'snapshot', name: 'Pump.png', width: 640, height: 360 };

const anItem = (id: string, more: Partial<MediaItem> = {}): MediaItem => ({
  id,
  sessionId: 's1',
  kind: 'image',
  name: `${id}.png`,
  type: 'image/png',
  size: 10,
  author: lena,
  createdAt: at,
  ref: `ref-${id}`,
  ...more,
});

const textAt = async (url: string): Promise<string> => (await fetch(url)).text();

describe('media', () => {
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

  const opened = async (): Promise<Store> => {
    const store = await bench.open();
    await idle(store);
    return store;
  };

  it('shows what was added before it is sent, from the bytes kept here', async () => {
    const store = await opened();
    bench.backend.offline = true;
    const id = await store.addMedia(picture, about);
    const [item] = await answer(store.ofSession('media', 's1'));
    expect(item?.row).to.include({ id, size: 3, type: 'image/png', width: 640 });
    expect(item?.row.ref).to.equal(undefined);
    const { url, release } = await store.mediaUrl(item?.row as MediaItem, forever);
    expect(url).to.match(/^blob:/);
    expect(await (await fetch(url)).arrayBuffer()).to.have.property('byteLength', 3);
    release();
  });

  it('sends the bytes first, and then the item with their ref', async () => {
    const store = await opened();
    const id = await store.addMedia(picture, about);
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
    expect(bench.backend.uploads.get(id)?.size).to.equal(3);
    expect(bench.backend.rows('media')).to.have.nested.property('[0].ref', `ref-${id}`);
  });

  it('lets chat pass a slow upload', async () => {
    const store = await opened();
    let release = (): void => undefined;
    bench.backend.fail('upload', {
      kind: 'slow',
      until: new Promise<void>((resolve) => (release = resolve)),
    });
    const media = await store.addMedia(picture, about);
    const message = await store.mutate(say('m1', 's1'));
    await store.settled(message, forever);
    expect(bench.backend.applied.map(({ id }) => id)).to.eql([message]);
    release();
    await store.settled(media, forever);
  });

  it('does not send bytes for a session that the backend does not know yet', async () => {
    const store = await opened();
    let release = (): void => undefined;
    bench.backend.fail('apply', { kind: 'slow', until: new Promise<void>((resolve) => (release = resolve)) });
    await store.mutate(create('s2'));
    const id = await store.addMedia(picture, { ...about, sessionId: 's2' });
    await until(store.status, ({ pending }) => pending === 2);
    const other = await store.addMedia(picture, about);
    await until(store.status, () => bench.backend.uploads.has(other));
    release();
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
  });

  it('repeats an upload whose answer was lost under the same id', async () => {
    const store = await opened();
    bench.backend.fail('upload', { kind: 'answer-lost' });
    const id = await store.addMedia(picture, about);
    dispatchEvent(new Event('online'));
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
    expect([...bench.backend.uploads.keys()]).to.eql([id]);
  });

  it('refuses at once what is larger than the backend takes', async () => {
    const store = await opened();
    bench.backend.capabilities = { ...bench.backend.capabilities, maxUpload: 2 };
    const error: unknown = await store.addMedia(picture, about).catch((reason: unknown) => reason);
    expect(isNearhandError(error) && error.code).to.equal('backend/too-large');
    expect(await answer(store.ofSession('media', 's1'))).to.eql([]);
  });

  it('keeps what was viewed, so that it can be seen again offline', async () => {
    const store = await opened();
    const first = await store.mediaUrl(anItem('i1'), forever);
    bench.backend.offline = true;
    const again = await store.mediaUrl(anItem('i1'), forever);
    expect(await textAt(again.url)).to.equal('ref-i1');
    expect(bench.backend.calls.filter((call) => call === 'url')).to.have.length(1);
    for (const { release } of [first, again]) release();
  });

  it('passes a large item on without keeping it', async () => {
    const store = await opened();
    const { url } = await store.mediaUrl(anItem('i1', { size: 6_000_000 }), forever);
    expect(url).to.match(/^data:/);
  });

  it('gives the bytes themselves, also offline once they were seen', async () => {
    const store = await opened();
    expect(await (await store.mediaBlob(anItem('i1'), forever)).text()).to.equal('ref-i1');
    bench.backend.offline = true;
    expect(await (await store.mediaBlob(anItem('i1'), forever)).text()).to.equal('ref-i1');
    const unseen: unknown = await store.mediaBlob(anItem('i2'), forever).catch((reason: unknown) => reason);
    expect(isNearhandError(unseen) && unseen.code).to.equal('backend/offline');
  });

  it('gives no bytes that are too many to keep, and says so', async () => {
    const store = await opened();
    const error: unknown = await store
      .mediaBlob(anItem('i1', { size: 6_000_000 }), forever)
      .catch((reason: unknown) => reason);
    expect(isNearhandError(error) && error.code).to.equal('media/unreadable');
  });

  it('gives no URL that runs something', async () => {
    const store = await opened();
    bench.backend.fail('url', { kind: 'answer', value: 'javascript:alert(1)' });
    const error: unknown = await store.mediaUrl(anItem('i1'), forever).catch((reason: unknown) => reason);
    expect(isNearhandError(error) && error.code).to.equal('backend/invalid-response');
  });

  it('gives bytes of an active type a type that no browser runs', async () => {
    const store = await opened();
    const { url, release } = await store.mediaUrl(anItem('i1', { type: 'image/svg+xml' }), forever);
    expect((await fetch(url)).headers.get('content-type')).to.equal('application/octet-stream');
    release();
  });

  it('gives viewed bytes up when the disk is full, and never unsent ones', async () => {
    const store = await opened();
    (await store.mediaUrl(anItem('i1'), forever)).release();
    bench.backend.offline = true;
    const unsent = await store.addMedia(picture, about);
    restore = roomFor('outbox', 0);
    const full: unknown = await store.mutate(say('m1', 's1')).catch((reason: unknown) => reason);
    expect(isNearhandError(full) && full.code).to.equal('storage/quota');
    const [item] = await answer(store.ofSession('media', 's1'));
    expect(item?.row.id).to.equal(unsent);
    (await store.mediaUrl(item?.row as MediaItem, forever)).release();
    const gone: unknown = await store.mediaUrl(anItem('i1'), forever).catch((reason: unknown) => reason);
    expect(isNearhandError(gone) && gone.code).to.equal('backend/offline');
  });

  it('makes room for a write by giving viewed bytes up', async () => {
    const store = await opened();
    (await store.mediaUrl(anItem('i1'), forever)).release();
    restore = roomFor('outbox', 1);
    const id = await store.mutate(say('m1', 's1'));
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
  });
});

/** A disk that is full for this table until `frees` rows of bytes were deleted; 0: it stays full. */
function roomFor(table: string, frees: number): () => void {
  let freed = 0;
  const { put, add, delete: remove } = IDBObjectStore.prototype;
  const refusing = (original: typeof put) =>
    function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
      if (this.name === table && (frees === 0 || freed < frees))
        throw new DOMException('full', 'QuotaExceededError');
      return original.apply(this, args);
    };
  const undo = [
    stub(IDBObjectStore.prototype, 'put', refusing(put)),
    stub(IDBObjectStore.prototype, 'add', refusing(add)),
    stub(IDBObjectStore.prototype, 'delete', function (this: IDBObjectStore, key: IDBValidKey) {
      if (this.name === 'blobs') freed += 1;
      return remove.call(this, key);
    }),
  ];
  return () => undo.forEach((restore) => restore());
}
