import { expect, html } from '@open-wc/testing';
import '../../../src/elements/history/history.js';
// Here from the beginning: loading them would hold up whoever types.
import '../../../src/elements/history/history-filter.js';
import '../../../src/elements/history/session-record.js';
import type { NearhandHistory } from '../../../src/elements/history/history.js';
import { Desk } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { searchesFurther } from '../../support/searches-further.js';
import { aSession, lena } from '../../support/store-bench.js';
import { inside, named, read, seen, textIn, type } from '../../support/user.js';

const SEARCH = 'Search by subject, ticket or name';
const entries = (history: Element) => inside(history, '.entry').map((entry) => entry.dataset.id);

describe('nearhand-history', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk()));
  afterEach(() => desk.end());

  const mount = (backend: FakeBackend) =>
    desk.mount<NearhandHistory>(html`<nearhand-history></nearhand-history>`, { backend });

  searchesFurther({
    status: 'ended',
    field: SEARCH,
    shown: entries,
    noMatch: 'No ended session matches that',
    mount,
  });

  const older = (history: Element) => named<HTMLButtonElement>(history, 'Show older ones')[0];
  const ended = (index: number) =>
    aSession(`s${index}`, { status: 'ended', createdAt: new Date(1e12 + index).toISOString() });

  it('keeps its rows where older ones do not come, and says so until they do', async () => {
    const backend = new FakeBackend(lena);
    for (let index = 0; index < 60; index++) backend.write({ collection: 'sessions', row: ended(index) });
    const history = await mount(backend);
    await seen(() => entries(history).length === 50 && older(history));
    backend.offline = true;
    older(history)?.click();
    await read(history, 'There is no connection');
    expect(entries(history).length).to.equal(50);
    backend.offline = false;
    older(history)?.click();
    await seen(() => entries(history).length === 60 && !textIn(history).includes('There is no connection'));
  });

  it('offers older ones where one of the first page has gone', async () => {
    const backend = new FakeBackend(lena);
    for (let index = 0; index < 60; index++) backend.write({ collection: 'sessions', row: ended(index) });
    const history = await mount(backend);
    await seen(() => entries(history).length === 50);
    backend.write({ collection: 'sessions', row: { ...ended(59), status: 'open' } });
    await seen(() => entries(history).length === 49);
    await seen(() => older(history));
  });

  it('shows a ticket’s sessions that are older than what is kept, also where it was opened offline', async () => {
    const backend = new FakeBackend(lena);
    for (let index = 1; index < 60; index++) backend.write({ collection: 'sessions', row: ended(index) });
    backend.write({ collection: 'sessions', row: { ...ended(0), context: 'demo:ticket:old' } });
    backend.offline = true;
    const history = await mount(backend);
    history.context = 'demo:ticket:old';
    await read(history, 'No connection');
    backend.offline = false;
    await (await (await desk.workspace(history)).open()).refresh();
    await seen(() => entries(history).join() === 's0');
  });

  it('shows all again once no words are looked for', async () => {
    const backend = new FakeBackend(lena);
    for (const id of ['Pump', 'Fan'])
      backend.write({ collection: 'sessions', row: aSession(id, { title: id, status: 'ended' }) });
    const history = await mount(backend);
    await seen(() => entries(history).length === 2);
    await type(history, SEARCH, 'fan');
    await seen(() => entries(history).join() === 'Fan');
    await type(history, SEARCH, '');
    await seen(() => entries(history).length === 2);
    await read(history, 'Pump');
  });
});
