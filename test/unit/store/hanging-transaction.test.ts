import { expect, html } from '@open-wc/testing';
import '../../../src/elements/chat/chat.js';
import { databaseName } from '../../../src/store/database-name.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Desk } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { aMessage, answer, aSession, lena } from '../../support/store-bench.js';
import { click, read, seen, type } from '../../support/user.js';

/** Another thread, as another tab's, that stays inside of a transaction of the copy until it is told to let go. */
class HangingTab {
  readonly #worker: Worker;
  readonly #holds: Promise<void>;

  constructor(database: string) {
    const script = `
      const open = indexedDB.open('${database}');
      open.onsuccess = () => {
        const names = [...open.result.objectStoreNames];
        const store = open.result.transaction(names, 'readwrite').objectStore('meta');
        let holding = true;
        const hold = () => { if (holding) store.get('').onsuccess = hold; };
        store.get('').onsuccess = () => { postMessage('holds'); hold(); };
        onmessage = () => { holding = false; };
      };`;
    this.#worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    this.#holds = new Promise((resolve) => (this.#worker.onmessage = () => resolve()));
  }

  holds(): Promise<void> {
    return this.#holds;
  }

  letGo(): void {
    this.#worker.postMessage('let go');
  }

  end(): void {
    this.#worker.terminate();
  }
}

describe('While another tab hangs inside of a transaction of the local copy', () => {
  let desk: Desk;
  let tab: HangingTab | undefined;
  let backend: FakeBackend;
  beforeEach(() => {
    desk = new Desk();
    backend = new FakeBackend(lena);
    backend.write({ collection: 'sessions', row: aSession('s1') });
    backend.write({ collection: 'messages', row: aMessage('m1', 's1', { text: 'From before' }) });
  });
  afterEach(async () => {
    tab?.end();
    await desk.end();
  });

  it('a chat says that nothing can be kept now, keeps what was written in its field, and sends it once it can', async () => {
    const chat = await desk.mount(html`<nearhand-chat session="s1"></nearhand-chat>`, { backend });
    await read(chat, 'From before');
    tab = new HangingTab(databaseName(desk.tenant, lena.id));
    await tab.holds();
    await type(chat, 'Write a message', 'Hold on');
    await click(chat, 'Send');
    await read(chat, errorText['storage/busy']);
    expect(backend.applied).to.eql([]);
    tab.letGo();
    await click(chat, 'Send');
    await read(chat, 'Hold on');
    await seen(() => backend.applied.length === 1);
  }).timeout(20_000);

  it('a query says so too, and answers when its turn has come', async () => {
    const chat = await desk.mount(html`<nearhand-chat session="s1"></nearhand-chat>`, { backend });
    await read(chat, 'From before');
    const store = await (await desk.workspace(chat)).open();
    tab = new HangingTab(databaseName(desk.tenant, lena.id));
    await tab.holds();
    const query = store.sessions({ status: 'open', limit: 9 });
    await new Promise<void>((resolve) => {
      query.subscribe(() => query.error?.code === 'storage/busy' && resolve());
    });
    tab.letGo();
    expect(await answer(query, (rows) => rows.length === 1)).to.have.length(1);
    expect(query.error).to.equal(undefined);
  }).timeout(20_000);
});
