import { expect, html } from '@open-wc/testing';
import '../../../src/elements/chat/chat.js';
import '../../../src/elements/session-view/session-view.js';
import { databaseName } from '../../../src/store/database-name.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Desk } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { aMessage, aSession, lena, say, StoreBench, until } from '../../support/store-bench.js';
import { click, read, seen, type } from '../../support/user.js';

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
