import { expect, html } from '@open-wc/testing';
import '../../../src/elements/session-list/session-list.js';
import type { NearhandSessionList } from '../../../src/elements/session-list/session-list.js';
import type { Session } from '../../../src/domain/session.js';
import type { SessionOpenRequestEvent } from '../../../src/ui/events.js';
import { Desk, HOSTILE } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { cutOff } from '../../support/layout.js';
import { searchesFurther } from '../../support/searches-further.js';
import { aSession, at, lena, stub, tomas } from '../../support/store-bench.js';
import {
  click,
  control,
  focused,
  heard,
  inside,
  named,
  press,
  read,
  seen,
  textIn,
  type,
} from '../../support/user.js';

const rows = (list: Element) => inside(list, 'article').map((row) => row.dataset.id);

describe('nearhand-session-list', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk()));
  afterEach(() => desk.end());

  const put = (...sessions: Session[]) =>
    sessions.forEach((row) => desk.put({ collection: 'sessions', row }));
  const mount = (options = {}) =>
    desk.mount<NearhandSessionList>(html`<nearhand-session-list></nearhand-session-list>`, options);

  it('shows that it loads until the backend has answered, and never calls that empty', async () => {
    const backend = new FakeBackend(lena);
    let go = (): void => undefined;
    backend.fail('changes', { kind: 'slow', until: new Promise((resolve) => (go = resolve)) });
    const list = await mount({ backend });
    const workspace = await desk.workspace(list);
    await workspace.open();
    await list.updateComplete;
    await seen(() => backend.calls.includes('changes'));
    expect(textIn(list)).not.to.contain('No session is open');
    expect(inside(list, '[role="status"][aria-label="Loading sessions"]').length).to.equal(1);
    go();
    await read(list, 'No session is open');
  });

  it('says that there is none, or what the page says instead', async () => {
    const list = await desk.mount(
      html`<nearhand-session-list><p slot="empty">Keine Sitzung</p></nearhand-session-list>`,
    );
    await read(list, 'Keine Sitzung');
  });

  it('says that it is offline, and shows what is kept', async () => {
    const backend = new FakeBackend(lena);
    backend.write({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
    const list = await mount({ backend });
    await read(list, 'Pump');
    backend.offline = true;
    await (await (await desk.workspace(list)).open()).refresh();
    await read(list, 'No connection');
    await read(list, 'Pump');
  });

  describe('with sessions of several agents', () => {
    const omar = { id: 'omar', name: 'Omar', role: 'agent' } as const;
    beforeEach(() => {
      localStorage.clear();
      put(aSession('hers'), aSession('his', { createdBy: omar }));
    });
    afterEach(() => localStorage.clear());

    const preset = (whose: 'mine' | 'team') =>
      desk.mount<NearhandSessionList>(html`<nearhand-session-list whose=${whose}></nearhand-session-list>`);
    const pressed = (list: Element) =>
      inside(list, '[aria-pressed="true"]').map((one) => one.innerText.trim());

    it('shows the team’s, or one’s own by choice, also at the next visit', async () => {
      const list = await mount();
      await seen(() => rows(list).length === 2);
      expect(pressed(list)).to.eql(['Team']);
      await click(list, 'Mine');
      await seen(() => rows(list).join() === 'hers');
      const again = await mount();
      await seen(() => rows(again).join() === 'hers');
      expect(pressed(again)).to.eql(['Mine']);
    });

    it('begins as the page presets it, and keeps apart what is chosen there', async () => {
      const list = await preset('mine');
      await seen(() => rows(list).join() === 'hers');
      await click(list, 'Team');
      await seen(() => rows(list).length === 2);
      await seen(() => pressed(list).join() === 'Team');
      const other = await preset('team');
      await click(other, 'Mine');
      await seen(() => rows(other).join() === 'hers');
      expect(pressed(await preset('mine'))).to.eql(['Team']);
    });

    it('works where the page may keep nothing', async () => {
      const restore = stub(globalThis, 'localStorage', undefined);
      try {
        const list = await mount();
        await click(list, 'Mine');
        await seen(() => rows(list).join() === 'hers');
      } finally {
        restore();
      }
    });

    it('says that none is one’s own, and leads to the team’s', async () => {
      const list = await desk.mount<NearhandSessionList>(
        html`<nearhand-session-list whose="mine"></nearhand-session-list>`,
        { user: { id: 'zoe', name: 'Zoë', role: 'agent' } },
      );
      await read(list, 'None of your sessions is open.');
      await type(list, 'Search by subject, ticket or name', 'session');
      await read(list, 'No open session of yours matches that.');
      await click(list, 'Show the team’s');
      await seen(() => rows(list).length === 2);
    });
  });

  it('leaves the names where they are beside a ticket’s id that is written from right to left', async () => {
    const people = [{ ...tomas, presence: 'admitted' as const, since: at }];
    put(aSession('s1', { context: 'א:ב:ג', title: 'Pump', people }));
    const list = await mount();
    await read(list, tomas.name);
    const [line] = inside(list, '.about .one-line');
    const written = inside(list, '.about bdi')[0];
    const names = line && [...line.childNodes].find((node) => node.textContent?.includes(tomas.name));
    if (!written || !names) throw new TypeError('the row says neither');
    const range = document.createRange();
    range.selectNode(names);
    expect(written.textContent).to.equal('א:ב:ג');
    expect(range.getBoundingClientRect().right).to.be.above(written.getBoundingClientRect().right);
  });

  it('lists many, newest first, each with its state and people', async () => {
    const people = [{ ...tomas, presence: 'waiting' as const, since: at }];
    put(
      ...Array.from({ length: 30 }, (_, n) =>
        aSession(`s${n}`, { createdAt: `2026-11-22T10:00:${String(n).padStart(2, '0')}.000Z` }),
      ),
      aSession('w', { createdAt: '2026-11-22T11:00:00.000Z', people }),
    );
    const list = await mount();
    await seen(() => rows(list).length === 31);
    expect(rows(list).slice(0, 3)).to.eql(['w', 's29', 's28']);
    expect(textIn(inside(list, '[data-id="w"]')[0]!))
      .to.contain('Waiting')
      .and.to.contain('Tomas');
  });

  it('shows the sessions of one ticket only', async () => {
    put(aSession('s1'), aSession('s2'));
    const list = await desk.mount(
      html`<nearhand-session-list context="demo:ticket:s2"></nearhand-session-list>`,
    );
    await seen(() => rows(list).length > 0);
    expect(rows(list)).to.eql(['s2']);
  });

  it('finds by words, and says when nothing matches', async () => {
    put(aSession('s1', { title: 'Pump' }), aSession('s2', { title: 'Fan' }));
    const list = await mount();
    await seen(() => rows(list).length === 2);
    await type(list, 'Search by subject, ticket or name', 'fAN');
    await seen(() => rows(list).join() === 's2');
    await type(list, 'Search by subject, ticket or name', 'boiler');
    await read(list, 'No open session matches that');
  });

  searchesFurther({
    status: 'open',
    field: 'Search by subject, ticket or name',
    noMatch: 'No open session matches that',
    mount: (backend) => mount({ backend }),
    shown: rows,
  });

  for (const [name, event] of [
    ['Pump', 'nearhand-session-open-request'],
    ['Invite', 'nearhand-session-invite-request'],
  ] as const) {
    it(`asks by ${event} when “${name}” is pressed`, async () => {
      put(aSession('s1', { title: 'Pump' }));
      const list = await mount();
      desk.page(list).addEventListener(event, (one) => one.preventDefault());
      const asked = heard<SessionOpenRequestEvent>(desk.page(list), event);
      await click(list, name);
      const { sessionId, cancelable } = await asked;
      expect({ sessionId, cancelable }).to.eql({ sessionId: 's1', cancelable: true });
    });
  }

  it('opens the menu, closes it by Escape, and gives the focus back', async () => {
    put(aSession('s1', { title: 'Pump' }));
    const list = await mount();
    const opener = await control(list, 'More for Pump');
    await click(list, 'More for Pump');
    expect((await control(list, 'End session')).checkVisibility()).to.equal(true);
    expect(opener.getAttribute('aria-expanded')).to.equal('true');
    (await control(list, 'Chat, notes and files')).focus();
    press(focused()!, 'Escape');
    await seen(() => named(list, 'End session').length === 0);
    expect(focused()).to.equal(opener);
  });

  it('closes the menu when the focus goes to another row', async () => {
    put(aSession('s1', { title: 'Pump' }), aSession('s2', { title: 'Fan' }));
    const list = await mount();
    await click(list, 'More for Pump');
    await control(list, 'End session');
    (await control(list, 'More for Fan')).focus();
    await seen(() => named(list, 'End session').length === 0);
  });

  it('shows what the backend says while the local copy is slow to open', async () => {
    put(aSession('s1', { title: 'Pump' }));
    const restore = stub(IDBFactory.prototype, 'open', () => ({}) as IDBOpenDBRequest);
    try {
      const list = await mount();
      await read(list, 'Pump');
      expect((await desk.workspace(list)).store.value).to.equal(undefined);
      await seen(() => desk.page(list).workspace?.store.value);
      await read(list, 'Pump');
    } finally {
      restore();
    }
  });

  it('shows nothing of who signs out', async () => {
    put(aSession('s1', { title: 'Pump' }));
    const list = await mount();
    await read(list, 'Pump');
    await (await (await desk.workspace(list)).open()).wipe();
    await seen(() => !inside(list, 'article').length);
  });

  it('ends a session after one question, and gives the focus back when it is kept', async function () {
    // Two questions and all of axe, beside other files of tests; how long is the machine's affair.
    this.timeout(60_000);
    await import('../../../src/elements/session-list/end-question.js');
    put(aSession('s1', { title: 'Pump' }));
    const list = await mount();
    await click(list, 'More for Pump');
    await click(list, 'End session');
    await read(list, 'End “Pump” for everybody?');
    await expect(list).to.be.accessible();
    await click(list, 'Keep it open');
    await seen(() => focused() === named(list, 'More for Pump')[0]);
    expect(rows(list)).to.eql(['s1']);
    await click(list, 'More for Pump');
    await click(list, 'End session');
    await read(list, 'End “Pump” for everybody?');
    await click(list, 'End session');
    await read(list, 'No session is open');
    await seen(() => desk.state.get('sessions', 's1')?.status === 'ended');
  });

  it('asks once more where that is wanted at once after it was kept', async () => {
    await import('../../../src/elements/session-list/end-question.js');
    put(aSession('s1', { title: 'Pump' }));
    const list = await mount();
    const ask = async (): Promise<void> => {
      named(list, 'More for Pump')[0]?.click();
      await list.updateComplete;
      named(list, 'End session')[0]?.click();
    };
    await read(list, 'Pump');
    await ask();
    await read(list, 'End “Pump” for everybody?');
    const dialog = inside<HTMLDialogElement>(list, 'dialog')[0];
    const closed = new Promise((resolve) => dialog?.addEventListener('close', resolve));
    named(list, 'Keep it open')[0]?.click();
    await ask();
    await closed;
    await read(list, 'End “Pump” for everybody?');
  });

  it('shows a hostile subject as text, within 320 px', async () => {
    const people = [{ ...tomas, name: HOSTILE.slice(0, 200), presence: 'admitted' as const, since: at }];
    put(aSession('s1', { title: HOSTILE, people, createdBy: { ...lena, name: HOSTILE.slice(0, 200) } }));
    const list = await mount();
    list.style.cssText = 'display:block;inline-size:320px';
    await read(list, '<img src=x');
    expect(inside(list, 'img, script').length).to.equal(0);
    expect(list.scrollWidth).to.be.at.most(320);
    for (const dir of ['ltr', 'rtl'] as const) {
      list.dir = dir;
      expect(cutOff(list), dir).to.eql([]);
    }
  });

  it('keeps its rows, and asks nobody again, when it is moved', async () => {
    const backend = new FakeBackend(lena);
    backend.write({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
    const list = await mount({ backend });
    await read(list, 'Pump');
    await (await (await desk.workspace(list)).open()).refresh();
    const calls = backend.calls.length;
    const row = inside(list, 'article')[0];
    const place = document.createElement('section');
    desk.page(list).append(place);
    place.append(list);
    await list.updateComplete;
    expect(inside(list, 'article')[0]).to.equal(row);
    expect(backend.calls.length).to.equal(calls);
  });
});
