import { expect, html } from '@open-wc/testing';
import '../../../src/elements/session-list/session-list.js';
import '../../../src/elements/session-view/session-view.js';
import { within as withinStore } from '../../../src/store/deadline.js';
import { within as withinHost } from '../../../src/host/contain.js';
import { say } from '../../../src/ui/say.js';
import { Desk } from '../../support/desk.js';
import { ListenerCount } from '../../support/listeners.js';
import { aSession, until } from '../../support/store-bench.js';
import { inside, read, seen } from '../../support/user.js';

describe('Listeners', () => {
  let listeners: ListenerCount;
  let desk: Desk;
  beforeEach(() => {
    listeners = new ListenerCount();
    desk = new Desk().put({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
  });
  afterEach(async () => {
    listeners.restore();
    await desk.end();
  });

  it('are none on a signal that outlives the calls made with it', async () => {
    const life = new AbortController();
    life.signal.addEventListener('abort', () => undefined);
    listeners.mark();
    for (let time = 0; time < 100; time++) {
      await withinHost(life.signal, 1_000, async () => time);
      await withinStore(1_000, life.signal, async () => time);
      await withinHost(life.signal, 1_000, () => Promise.reject(new Error('x'))).catch(() => undefined);
    }
    expect(listeners.count).to.equal(1);
  });

  it('are as many after 300 messages as at the start', async function () {
    this.timeout(120_000);
    const list = await desk.mount(html`<nearhand-session-list></nearhand-session-list>`);
    await read(list, 'Pump');
    const workspace = await desk.workspace(list);
    const store = await workspace.open();
    const send = async (count: number): Promise<void> => {
      for (let number = 0; number < count; number++) await say(workspace, 's1', `Message ${number}`);
      await until(store.status, ({ pending }) => pending === 0);
    };
    await send(10);
    await store.refresh();
    listeners.mark();
    const before = listeners.names;
    await send(300);
    await store.refresh();
    expect(listeners.since(before)).to.eql([]);
  });

  it('are as many after 20 joins and leaves as at the start', async function () {
    this.timeout(120_000);
    const list = await desk.mount(html`<nearhand-session-list></nearhand-session-list>`);
    await read(list, 'Pump');
    const page = desk.page(list);
    const join = async (): Promise<void> => {
      const view = document.createElement('nearhand-session-view');
      view.session = 's1';
      page.append(view);
      await seen(() => inside(view, 'header').length > 0);
      await seen(() => desk.live.rooms[0]?.published.size === 2);
      view.remove();
      await seen(() => desk.live.rooms.length === 0);
      const store = await (await desk.workspace(list)).open();
      await until(store.status, ({ pending }) => pending === 0);
    };
    for (let time = 0; time < 3; time++) await join();
    listeners.mark();
    const before = listeners.names;
    for (let time = 0; time < 20; time++) await join();
    // What is under way when the last one has left listens until it is answered.
    await seen(() => listeners.since(before).length === 0, 'no more listeners than before');
  });
});
