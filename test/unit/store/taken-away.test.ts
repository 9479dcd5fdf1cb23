import { expect, html } from '@open-wc/testing';
import '../../../src/elements/chat/chat.js';
import '../../../src/elements/session-view/session-view.js';
import { databaseName } from '../../../src/store/database-name.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Desk } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { aMessage, aSession, lena, rename, say, StoreBench, stub, until } from '../../support/store-bench.js';
import { click, read, seen, type } from '../../support/user.js';

/** As browsers do it while they clear a site's data: what is open is closed by force, and what is opened at once fails. */
const clearSiteData = (opened: readonly IDBDatabase[], refusals: number): (() => void) => {
  const { open } = IDBFactory.prototype;
  let left = refusals;
  const restore = stub(IDBFactory.prototype, 'open', function (this: IDBFactory, ...args: [string, number?]) {
    if (left-- > 0) throw new DOMException('The connection was closed.', 'AbortError');
    return open.apply(this, args);
  });
  for (const database of opened) {
    database.close();
    indexedDB.deleteDatabase(database.name);
    database.dispatchEvent(new Event('close'));
  }
  return restore;
};

/** The databases that pages open from now on. */
const watchOpening = (opened: IDBDatabase[]): (() => void) => {
  const { open } = IDBFactory.prototype;
  return stub(IDBFactory.prototype, 'open', function (this: IDBFactory, ...args: [string, number?]) {
    const request = open.apply(this, args);
    request.addEventListener('success', () => opened.push(request.result));
    return request;
  });
};

const forever = new AbortController().signal;

/** As the browser does with site data, or another page's code: nobody here asked for it. */
const takeAway = (tenant: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseName(tenant, lena.id));
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('not deleted'));
  });

describe('The local database is taken away under an open page', () => {
  describe('and the store', () => {
    let bench: StoreBench;
    beforeEach(() => {
      bench = new StoreBench();
      bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    });
    afterEach(() => bench.end());

    it('opens another, fetches again and goes on, also a second time', async () => {
      const store = await bench.open();
      const sessions = store.sessions({ status: 'open', limit: 9 });
      await until(sessions, (rows) => rows?.length === 1);
      for (const id of ['m1', 'm2']) {
        const { generation } = store.status.value;
        await takeAway(bench.tenant);
        await until(store.status, (status) => status.generation > generation);
        await until(sessions, (rows) => rows?.length === 1);
        const sent = await store.mutate(say(id, 's1'));
        expect(await store.settled(sent, forever)).to.include({ status: 'applied' });
      }
      expect(bench.reported.value).to.eql([]);
    });

    it('says what is lost with it', async () => {
      const store = await bench.open();
      await until(store.status, ({ connection }) => connection === 'online');
      bench.backend.offline = true;
      await store.mutate(say('m1', 's1'));
      await until(store.status, ({ pending }) => pending === 1);
      await takeAway(bench.tenant);
      await until(bench.reported, (codes) => codes.includes('storage/lost'));
      await until(store.status, ({ pending }) => pending === 0);
    });
  });

  describe('by force, with all data of the site', () => {
    let bench: StoreBench;
    let opened: IDBDatabase[];
    let restore: (() => void)[];
    beforeEach(() => {
      bench = new StoreBench();
      bench.backend.write({ collection: 'sessions', row: aSession('s1') });
      opened = [];
      restore = [watchOpening(opened)];
    });
    afterEach(async () => {
      for (const undo of restore.splice(0).reverse()) undo();
      await bench.end();
    });

    it('another is opened as soon as the browser lets it, and what is written meanwhile goes there', async () => {
      const store = await bench.open();
      await until(store.status, ({ connection }) => connection === 'online');
      restore.push(clearSiteData(opened, 2));
      const sent = await store.mutate(say('m1', 's1'));
      expect(await store.settled(sent, forever)).to.include({ status: 'applied' });
      expect(store.status.value).to.include({ kept: 'disk', generation: 1 });
      expect(bench.reported.value).to.eql([]);
    });

    it('goes on in memory where none can be opened any more, and each page sends its own', async () => {
      const [leader, follower] = [await bench.open(), await bench.open()];
      for (const store of [leader, follower])
        await until(store.status, ({ connection }) => connection === 'online');
      restore.push(clearSiteData(opened, Infinity));
      const titles = ['Of the one', 'Of the other'];
      for (const [index, store] of [leader, follower].entries()) {
        await until(store.status, ({ kept }) => kept === 'memory');
        const sent = await store.mutate(rename('s1', titles[index] ?? ''));
        expect(await store.settled(sent, forever)).to.include({ status: 'applied' });
        await until(store.session('s1'), (found) => found?.row.title === titles[index]);
      }
    }).timeout(20_000);
  });

  describe('and a view', () => {
    let desk: Desk;
    beforeEach(() => (desk = new Desk()));
    afterEach(() => desk.end());

    it('has its chat again, and what is written next', async () => {
      const backend = new FakeBackend(lena);
      backend.write({ collection: 'sessions', row: aSession('s1') });
      backend.write({ collection: 'messages', row: aMessage('m1', 's1', { text: 'From before' }) });
      const chat = await desk.mount(html`<nearhand-chat session="s1"></nearhand-chat>`, { backend });
      await read(chat, 'From before');
      const store = await (await desk.workspace(chat)).open();
      await takeAway(desk.tenant);
      await until(store.status, ({ generation }) => generation === 1);
      await read(chat, 'From before');
      await type(chat, 'Write a message', 'From after');
      await click(chat, 'Send');
      await read(chat, 'From after');
      await seen(() => backend.applied.length === 1);
    });

    it('of a call can be ended', async () => {
      desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
      const view = await desk.mount(html`<nearhand-session-view session="s1"></nearhand-session-view>`);
      await read(view, 'Nobody is here yet');
      const store = await (await desk.workspace(view)).open();
      await until(store.status, ({ connection, pending }) => connection === 'online' && pending === 0);
      await takeAway(desk.tenant);
      await click(view, 'End');
      await click(view, 'End session');
      await read(view, 'The session has ended');
      await seen(() => desk.state.get('sessions', 's1')?.status === 'ended');
      expect(view.textContent).not.to.contain(errorText['backend/not-found']);
    });
  });
});
