import { html } from '@open-wc/testing';
import '../../../src/elements/history/history.js';
// Here from the beginning: loading them would hold up whoever types.
import '../../../src/elements/history/history-filter.js';
import '../../../src/elements/history/session-record.js';
import type { NearhandHistory } from '../../../src/elements/history/history.js';
import { Desk } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { searchesFurther } from '../../support/searches-further.js';
import { aSession, lena } from '../../support/store-bench.js';
import { inside, read, seen, type } from '../../support/user.js';

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
