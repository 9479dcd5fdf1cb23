import { expect, html } from '@open-wc/testing';
import '../../../src/elements/history/history.js';
import type { NearhandHistory } from '../../../src/elements/history/history.js';
import type { Person } from '../../../src/domain/session.js';
import { Desk, HOSTILE } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { cutOff } from '../../support/layout.js';
import { aSession, lena } from '../../support/store-bench.js';
import { click, control, inside, named, read, seen, textIn, type } from '../../support/user.js';

const omar: Person = { id: 'omar', name: 'Omar Haddad', role: 'agent' };
const FILTER = /^Filter and sort/;
const entries = (history: Element) =>
  inside(history, '.entry')
    .map((entry) => entry.dataset.id)
    .join();

/** Noon of this day of November, in the user's own time. */
const noon = (day: number): string => new Date(2026, 10, day, 12).toISOString();

async function choose(root: Element, name: string, option: string): Promise<void> {
  const select = await control<HTMLSelectElement>(root, name);
  const found = await seen(() => [...select.options].find(({ text }) => text === option));
  select.selectedIndex = found.index;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

async function pick(root: Element, name: string, day: string): Promise<void> {
  const field = await control<HTMLInputElement>(root, name);
  field.value = day;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('the filter of nearhand-history', () => {
  let desk: Desk;
  let backend: FakeBackend;
  let history: NearhandHistory;
  beforeEach(async () => {
    desk = new Desk();
    backend = new FakeBackend(lena);
    const put = (id: string, createdBy: Person, day: number, ended: number) =>
      backend.write({
        collection: 'sessions',
        row: aSession(id, { status: 'ended', createdBy, createdAt: noon(day), endedAt: noon(ended) }),
      });
    put('a', lena, 1, 9);
    put('b', omar, 2, 8);
    put('c', omar, 3, 7);
    backend.write(
      { collection: 'people', row: omar },
      { collection: 'people', row: { id: 'long', name: HOSTILE.slice(0, 200), role: 'agent' } },
    );
    history = await desk.mount<NearhandHistory>(html`<nearhand-history></nearhand-history>`, { backend });
    await seen(() => entries(history) === 'c,b,a');
  });
  afterEach(() => desk.end());

  it('comes after the rows, in room that was kept for it', async () => {
    const search = await control(history, 'Search by subject, ticket or name');
    const before = search.getBoundingClientRect();
    await control(history, FILTER);
    expect(search.getBoundingClientRect()).to.eql(before);
  });

  it('shows an agent’s alone, and all again', async () => {
    await click(history, FILTER);
    await choose(history, 'Agent', 'Omar Haddad');
    await seen(() => entries(history) === 'c,b');
    await choose(history, 'Agent', 'Lena (you)');
    await seen(() => entries(history) === 'a');
    await choose(history, 'Agent', 'Anybody');
    await seen(() => entries(history) === 'c,b,a');
  });

  it('shows those of some days, and what was shown before while the days go backwards', async () => {
    await click(history, FILTER);
    await choose(history, 'When', 'From day to day');
    await pick(history, 'First day', '2026-11-02');
    await seen(() => entries(history) === 'c,b');
    await pick(history, 'Last day', '2026-11-02');
    await seen(() => entries(history) === 'b');
    await pick(history, 'First day', '2026-11-03');
    await read(history, 'The first day is after the last.');
    expect(entries(history)).to.equal('b');
  });

  it('sorts by the beginning or the end, and groups by the day of that', async () => {
    await click(history, FILTER);
    await choose(history, 'Order', 'First started first');
    await seen(() => entries(history) === 'a,b,c');
    await choose(history, 'Order', 'First ended first');
    await seen(() => entries(history) === 'c,b,a');
    expect(inside(history, 'h3').map(({ textContent }) => /\d+/.exec(textContent ?? '')?.[0])).to.eql([
      '7',
      '8',
      '9',
    ]);
  });

  it('takes no year that is still being typed, nor one that no time has', async () => {
    await click(history, FILTER);
    await choose(history, 'When', 'From day to day');
    await pick(history, 'First day', '2026-11-02');
    await seen(() => entries(history) === 'c,b');
    for (const day of ['0002-11-28', '20266-11-28', '9999-12-31']) await pick(history, 'Last day', day);
    await history.updateComplete;
    expect(entries(history)).to.equal('c,b');
    expect(textIn(history)).not.to.contain('The first day is after the last.');
    await pick(history, 'Last day', '2026-11-02');
    await seen(() => entries(history) === 'b');
  });

  it('says what it leaves in where nothing is, also when its fields are shut, and takes it away', async () => {
    await click(history, FILTER);
    await choose(history, 'Agent', 'Omar Haddad');
    await choose(history, 'When', 'From day to day');
    await pick(history, 'First day', '2026-11-20');
    await click(history, FILTER);
    await read(history, 'No ended session matches that.');
    await read(history, 'Only shown: Omar Haddad and since Nov 20, 2026.');
    await control(history, 'Filter and sort: some are left out');
    await click(history, 'Remove the filter');
    await seen(() => entries(history) === 'c,b,a');
    await control(history, 'Filter and sort');
    expect(textIn(history)).not.to.contain('Only shown');
  });

  it('narrows what words find, and shows what is kept while there is no connection', async () => {
    await click(history, FILTER);
    await longName();
    backend.offline = true;
    await choose(history, 'Agent', 'Omar Haddad');
    await type(history, 'Search by subject, ticket or name', 'session b');
    await seen(() => entries(history) === 'b');
    await read(history, 'Older sessions could not be searched. You see what is kept on this device.');
  });

  it('has its fields in a phone’s width, however long a name is', async () => {
    history.style.inlineSize = '320px';
    await click(history, FILTER);
    await choose(history, 'Agent', (await longName()).text);
    await seen(() => named(history, 'Remove the filter')[0]);
    expect(cutOff(history)).to.eql([]);
  });

  const longName = () =>
    seen(() =>
      inside<HTMLSelectElement>(history, 'select')
        .flatMap((select) => [...select.options])
        .find(({ value }) => value === 'long'),
    );
});
