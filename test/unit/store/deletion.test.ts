import { expect } from '@open-wc/testing';
import type { Deletion } from '../../../src/domain/change.js';
import type { MediaItem } from '../../../src/domain/media/schema.js';
import type { MutationDraft, Store } from '../../../src/store/store.js';
import {
  aMessage,
  answer,
  aSession,
  at,
  idle,
  rename,
  say,
  StoreBench,
  tomas,
  until,
} from '../../support/store-bench.js';

const message = (id: string, more = {}) =>
  ({ collection: 'messages', row: aMessage(id, 's1', more) }) as const;
const gone = (id: string): Deletion => ({ collection: 'messages', deleted: { id, sessionId: 's1' }, at });
const goneSession: Deletion = { collection: 'sessions', deleted: { id: 's1' }, at };
/** Whose bytes are nowhere but here. */
const bare = (found: { row: MediaItem } | undefined): MediaItem => {
  const { ref: _ref, ...item } = found?.row as MediaItem;
  return item;
};
const never = new AbortController().signal;
const deletion = (rowId: string): MutationDraft => ({ type: 'message.delete', sessionId: 's1', rowId });

/** The same on disk and where nothing can be kept. */
for (const kept of ['disk', 'memory'] as const)
  describe(`what is deleted, in a local copy ${kept === 'disk' ? 'on disk' : 'in memory'}`, () => {
    let bench: StoreBench;
    let store: Store;

    beforeEach(async () => {
      bench = new StoreBench();
      bench.backend.write({ collection: 'sessions', row: aSession('s1') });
      store = await (kept === 'disk' ? bench.open() : bench.openInMemory());
      await idle(store);
      bench.backend.write(message('a'), message('b', { author: tomas }));
      await store.refresh();
    });
    afterEach(() => bench.end());

    const ids = async (): Promise<string[]> =>
      (await answer(store.ofSession('messages', 's1'))).map(({ row }) => row.id);

    it('goes where the backend says so', async () => {
      expect(await ids()).to.eql(['a', 'b']);
      bench.backend.write(gone('a'));
      await store.refresh();
      expect(await ids()).to.eql(['b']);
    });

    it('does not come back from a peer, nor by an older page or a change told late', async () => {
      bench.backend.write(gone('a'));
      await store.refresh();
      await store.receive(message('a'));
      bench.backend.write(message('a'));
      await store.refresh();
      await store.loadSession('s1');
      expect(await ids()).to.eql(['b']);
    });

    it('does not come at all where the word of its end is the first that is heard of it', async () => {
      bench.backend.write(gone('c'));
      await store.refresh();
      await store.receive(message('c'));
      expect(await ids()).to.eql(['a', 'b']);
    });

    it('goes at once where its author says so, also with no connection', async () => {
      bench.backend.offline = true;
      await store.mutate(deletion('a'));
      expect(await ids()).to.eql(['b']);
      bench.backend.offline = false;
      await store.refresh();
      await idle(store);
      expect(await ids()).to.eql(['b']);
      expect(bench.backend.rows('messages').map(({ id }) => id)).to.eql(['b']);
    });

    it('is there again where the backend refuses, and the user sees that', async () => {
      bench.backend.refuse('message.delete', 'backend/forbidden');
      const id = await store.mutate(deletion('a'));
      await store.settled(id, never);
      expect(await ids()).to.eql(['a', 'b']);
      const { refused } = await until(store.status, (status) => status.refused.length > 0);
      expect(refused.map(({ mutation, code }) => [mutation.type, code])).to.eql([
        ['message.delete', 'backend/forbidden'],
      ]);
    });

    it('goes before it was ever sent', async () => {
      bench.backend.offline = true;
      await store.mutate(say('mine', 's1'));
      await store.mutate(deletion('mine'));
      expect(await ids()).to.eql(['a', 'b']);
      bench.backend.offline = false;
      await store.refresh();
      await idle(store);
      expect(await ids()).to.eql(['a', 'b']);
      expect(bench.backend.applied.map(({ type }) => type)).to.eql(['message.create', 'message.delete']);
    });

    it('is not brought back by a device that was away: what it wrote to it is refused', async () => {
      bench.backend.offline = true;
      await store.mutate(rename('s1', 'Renamed while away'));
      await store.mutate(say('late', 's1'));
      bench.backend.writeQuietly(goneSession);
      bench.backend.offline = false;
      await store.refresh();
      const { refused } = await until(store.status, (status) => status.refused.length === 2);
      expect(refused.map(({ code }) => code)).to.eql(['backend/not-found', 'backend/not-found']);
      await store.refresh();
      expect(await answer(store.session('s1'))).to.equal(null);
      expect(await ids()).to.eql([]);
    });

    it('takes with a session all that belongs to it, and nothing of another', async () => {
      bench.backend.write({ collection: 'sessions', row: aSession('s2') });
      bench.backend.write({ collection: 'messages', row: aMessage('c', 's2') });
      bench.backend.write(goneSession);
      await store.refresh();
      expect([await answer(store.session('s1')), await ids()]).to.eql([null, []]);
      await store.receive(message('late', { author: tomas }));
      expect(await ids()).to.eql([]);
      const rest = await answer(store.ofSession('messages', 's2'));
      expect(rest.map(({ row }) => row.id)).to.eql(['c']);
      const open = await answer(store.sessions({ status: 'open', limit: 9 }));
      expect(open.map(({ row }) => row.id)).to.eql(['s2']);
    });

    it('leaves nothing of a session whose rows are told of in the same breath', async () => {
      bench.backend.write(goneSession, message('c'));
      await store.refresh();
      expect(await ids()).to.eql([]);
    });

    it('stays while only an admin could delete it and the backend has not answered: who is one is not known here', async () => {
      bench.backend.offline = true;
      await store.mutate({ type: 'session.delete', sessionId: 's1' });
      await store.mutate(deletion('b'));
      expect((await answer(store.session('s1')))?.row.id).to.equal('s1');
      expect(await ids()).to.eql(['a', 'b']);
      bench.backend.rank = 'admin';
      bench.backend.offline = false;
      await store.refresh();
      await until(store.status, ({ pending }) => pending === 0);
      expect(await answer(store.session('s1'))).to.equal(null);
      expect(await ids()).to.eql([]);
    });

    it('takes the bytes that were viewed', async () => {
      const bytes = new Blob(['a picture'], { type: 'image/png' });
      const id = await store.addMedia(bytes, { sessionId: 's1', kind: 'image', name: 'p.png' });
      await store.settled(id, never);
      const [found] = await answer(store.ofSession('media', 's1'), (rows) => rows.length > 0);
      expect((await store.mediaBlob(bare(found), never)).size).to.equal(bytes.size);
      const deleted = await store.mutate({ type: 'media.delete', sessionId: 's1', rowId: id });
      await store.settled(deleted, never);
      const refused = await store
        .mediaBlob(bare(found), new AbortController().signal)
        .catch((error: unknown) => error);
      expect(refused).to.have.property('code', 'backend/not-found');
    });

    it('cannot be asked for by whoever may not', async () => {
      const guests = await bench.open({ user: tomas });
      await idle(guests);
      bench.backend.write({
        collection: 'sessions',
        row: aSession('s1', { people: [{ ...tomas, presence: 'admitted', since: at }] }),
      });
      await guests.refresh();
      await guests.loadSession('s1');
      const refused = await guests.mutate(deletion('a')).catch((error: unknown) => error);
      expect(refused).to.have.property('code', 'backend/forbidden');
    });
  });
