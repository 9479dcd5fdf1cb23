import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/elements/chat/chat.js';
import '../../../src/elements/host/host.js';
import type { NearhandHost } from '../../../src/elements/host/host.js';
import '../../../src/elements/session-list/session-list.js';
import '../../../src/elements/launcher/launcher.js';
import { isNearhandError, NearhandError } from '../../../src/host/errors.js';
import {
  SessionInviteRequestEvent,
  SessionOpenRequestEvent,
  HistoryOpenRequestEvent,
} from '../../../src/ui/events.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Desk, livePlugin } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { aSession, lena, stub, until } from '../../support/store-bench.js';
import { click, control, focused, inside, press, read, seen, textIn, type } from '../../support/user.js';

const list = html`<nearhand-session-list></nearhand-session-list>`;

describe('nearhand-host', () => {
  let desk: Desk;
  let restore: (() => void)[];
  beforeEach(() => {
    desk = new Desk();
    restore = [];
  });
  afterEach(async () => {
    for (const undo of restore) undo();
    await desk.end();
  });

  describe('with plugins that fail', () => {
    const problem = (page: NearhandHost) => inside(page, '[part="problem"]')[0];

    for (const [name, start, code] of [
      [
        'throws',
        () => {
          throw new Error('<b>secret</b>');
        },
        'plugin/failed',
      ],
      [
        'rejects with a code',
        () => Promise.reject(new NearhandError('backend/unauthorized', 'x')),
        'backend/unauthorized',
      ],
      ['never starts', () => new Promise<never>(() => undefined), 'plugin/timeout'],
    ] as const) {
      it(`says ${code} for one that ${name}, and the page goes on`, async () => {
        const plugin = { ...livePlugin(desk.live), id: 'bad', port: 'live' as const, start };
        const content = html`<p>The page</p>
          ${list}`;
        const element = await desk.mount(content, { plugins: [plugin], startDeadline: 50 });
        const page = desk.page(element);
        await read(page, errorText[code]);
        expect(problem(page)?.getAttribute('role')).to.equal('alert');
        expect(textIn(page)).to.contain('The page').and.not.to.contain('secret');
        await expect(page).to.be.accessible();
        await read(page, 'No session is open');
      });
    }

    it('has tags that still keep what is written, where the backend never answers', async () => {
      const backend = new FakeBackend(lena);
      const never = new Promise<void>(() => undefined);
      for (let time = 0; time < 9; time++) backend.fail('changes', { kind: 'slow', until: never });
      const element = await desk.mount(html`<nearhand-chat session="s1"></nearhand-chat>`, { backend });
      const store = await (await desk.workspace(element)).open();
      await store.receive({ collection: 'sessions', row: aSession('s1') });
      await type(element, 'Write a message', 'Still here');
      await click(element, 'Send');
      await read(element, 'Still here');
    });

    it('shows the coded failure of malformed answers where the user looks, and what was good', async () => {
      const backend = new FakeBackend(lena);
      const good = aSession('good', { title: 'Good' });
      backend.write({ collection: 'sessions', row: good });
      backend.fail('list', { kind: 'answer', value: { rows: [{ id: 1, title: '<img src=x>' }, good] } });
      const element = await desk.mount(list, { backend });
      await read(element, 'Good');
      await read(element, errorText['backend/invalid-response']);
      await expect(element).to.be.accessible();
      await click(element, 'Dismiss');
      await seen(() => !textIn(element).includes(errorText['backend/invalid-response']));
      expect(textIn(element)).to.contain('Good');
    });

    it('says that there is no connection when the server of its attributes cannot be reached', async () => {
      restore.push(stub(globalThis, 'fetch', () => Promise.reject(new TypeError('failed to fetch'))));
      const page = await fixture<NearhandHost>(
        html`<nearhand-host
          backend="/nowhere"
          token-src="/token"
          live="none"
          tenant=${desk.tenant}
          user="lena"
          >${list}</nearhand-host
        >`,
      );
      await read(page, 'No connection');
      restore.push(() => void page.remove());
    });
  });

  describe('default actions', () => {
    const ask = async (event: Event) => {
      const element = await desk.mount(html`<button>Ask</button>`);
      (element as HTMLButtonElement).focus();
      element.dispatchEvent(event);
      return desk.page(element);
    };

    it('opens the session over the page, under a name, and gives the focus back', async () => {
      desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
      const page = await ask(new SessionOpenRequestEvent('s1'));
      const dialog = await seen(() => inside<HTMLDialogElement>(page, 'dialog')[0]);
      expect(dialog.getAttribute('aria-label')).to.equal('Session');
      expect(dialog.matches(':modal')).to.equal(true);
      await read(page, 'Nobody is here yet');
      await click(page, 'Leave');
      await seen(() => inside(page, 'nearhand-overlay').length === 0);
      await seen(() => focused()?.textContent === 'Ask');
    });

    it('stays on the screen where the page’s body is zoomed, either way of writing', async () => {
      document.body.style.setProperty('zoom', '1.5');
      try {
        const page = await ask(new HistoryOpenRequestEvent('s1'));
        const overlay = await seen(() => inside(page, 'nearhand-overlay')[0]);
        const dialog = await seen(() => inside<HTMLDialogElement>(overlay, 'dialog[open]')[0]);
        for (const dir of ['ltr', 'rtl'] as const) {
          page.dir = dir;
          const { left, top, right, bottom } = dialog.getBoundingClientRect();
          expect([left, top], dir).to.eql([0, 0]);
          expect(right, dir).to.be.closeTo(innerWidth, 1);
          expect(bottom, dir).to.be.closeTo(innerHeight, 1);
        }
      } finally {
        document.body.style.removeProperty('zoom');
      }
    });

    describe('of a call', () => {
      const opened = async () => {
        desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
        const page = await ask(new SessionOpenRequestEvent('s1'));
        await read(page, 'Nobody is here yet');
        const dialog = await seen(() => inside<HTMLDialogElement>(page, 'dialog')[0]);
        return { page, dialog };
      };
      const escape = async (times: number) => {
        for (let time = 0; time < times; time++) await sendKeys({ press: 'Escape' });
      };
      const stays = (page: NearhandHost, dialog: HTMLDialogElement) => {
        expect(dialog.open && dialog.matches(':modal')).to.equal(true);
        expect(desk.live.rooms.length).to.equal(1);
        expect(textIn(page)).to.contain('Nobody is here yet');
      };

      it('gives the focus to its picture, where the keys of the tools are heard', async () => {
        const { page, dialog } = await opened();
        await seen(() => (dialog.getRootNode() as ShadowRoot).activeElement !== dialog);
        const view = await seen(() => inside(page, 'nearhand-session-view')[0]);
        expect(view.shadowRoot?.activeElement?.localName).to.equal('nearhand-session-stage');
      });

      for (const [where, prepare] of [
        ['where the browser knows closedby', () => undefined],
        ['where it does not', (dialog: HTMLDialogElement) => dialog.removeAttribute('closedby')],
      ] as const)
        it(`is not left by Escape, however often, ${where}`, async () => {
          const { page, dialog } = await opened();
          prepare(dialog);
          await escape(4);
          stays(page, dialog);
          (await control<HTMLTextAreaElement>(page, 'Write a message')).focus();
          await sendKeys({ type: 'Almost' });
          await escape(4);
          stays(page, dialog);
          (document.activeElement as HTMLElement | null)?.blur();
          await escape(4);
          stays(page, dialog);
        });

      it('comes back where the system closes it', async () => {
        const { page, dialog } = await opened();
        dialog.close();
        await seen(() => dialog.open);
        stays(page, dialog);
      });

      it('still lets Escape close the question over it', async () => {
        const { page, dialog } = await opened();
        await click(page, 'End');
        const question = await seen(() => inside<HTMLDialogElement>(page, '[aria-labelledby="ending"]')[0]);
        await seen(() => question.open);
        await escape(1);
        await seen(() => !question.open);
        stays(page, dialog);
      });
    });

    it('opens History, which Escape closes', async () => {
      const page = await ask(new HistoryOpenRequestEvent('s1'));
      const dialog = await seen(() => inside<HTMLDialogElement>(page, 'dialog')[0]);
      await read(page, 'Nothing here yet');
      press(dialog, 'Escape');
      dialog.requestClose();
      await seen(() => inside(page, 'nearhand-overlay').length === 0);
      await seen(() => focused()?.textContent === 'Ask');
    });

    it('keeps a session open on Escape, so that a call does not end by accident', async () => {
      desk.put({ collection: 'sessions', row: aSession('s1') });
      const page = await ask(new SessionOpenRequestEvent('s1'));
      const dialog = await seen(() => inside<HTMLDialogElement>(page, 'dialog')[0]);
      await read(page, 'Nobody is here yet');
      expect(dialog.dispatchEvent(new Event('cancel', { cancelable: true }))).to.equal(false);
    });

    it('opens the invite dialog and closes it again', async () => {
      desk.put({ collection: 'sessions', row: aSession('s1') });
      const page = await ask(new SessionInviteRequestEvent('s1'));
      await click(page, 'Close');
      await seen(() => inside(page, 'nearhand-invite-dialog').length === 0);
    });

    for (const Request of [SessionOpenRequestEvent, SessionInviteRequestEvent, HistoryOpenRequestEvent]) {
      it(`does nothing by itself when the page takes ${Request.type}`, async () => {
        const element = await desk.mount(html`<i></i>`);
        const page = desk.page(element);
        page.parentElement!.addEventListener(Request.type, (event) => event.preventDefault());
        element.dispatchEvent(new Request('s1'));
        await Promise.resolve();
        await page.updateComplete;
        expect(page.shadowRoot?.querySelector('nearhand-overlay, nearhand-invite-dialog')).to.equal(null);
      });
    }

    it('lets only the nearest of two hosts within each other act', async () => {
      const inner = desk.host();
      const element = await desk.mount(html`<nearhand-host .host=${inner}><i></i></nearhand-host>`);
      element.querySelector('i')?.dispatchEvent(new HistoryOpenRequestEvent('s1'));
      await seen(() => element.shadowRoot?.querySelector('nearhand-overlay'));
      expect(desk.page(element.parentElement!).shadowRoot?.querySelector('nearhand-overlay')).to.equal(null);
    });
  });

  describe('in and out of the page', () => {
    it('goes on as it was when it is moved in one turn', async () => {
      const element = await desk.mount(list);
      const page = desk.page(element);
      const workspace = await desk.workspace(element);
      const store = await workspace.open();
      const place = document.body.appendChild(document.createElement('section'));
      restore.push(() => place.remove());
      place.append(page);
      await page.updateComplete;
      expect(page.workspace).to.equal(workspace);
      expect(workspace.signal.aborted).to.equal(false);
      expect(await (page.workspace as typeof workspace).open()).to.equal(store);
    });

    it('closes the workspace when it is taken out for good, and opens another when it comes back', async () => {
      const element = await desk.mount(list);
      const page = desk.page(element);
      const before = await desk.workspace(element);
      await before.open();
      const parent = page.parentElement as HTMLElement;
      page.remove();
      await Promise.resolve();
      expect([page.workspace, before.signal.aborted]).to.eql([undefined, true]);
      parent.append(page);
      expect(await seen(() => page.workspace)).not.to.equal(before);
      await read(element, 'No session is open');
    });

    it('leaves the host that the page made to the page', async () => {
      const host = desk.host();
      const element = await desk.mount(list, { host });
      await host.started;
      desk.page(element).remove();
      await Promise.resolve();
      expect(host.state.value.status).to.equal('ready');
    });

    it('shows the data of another host at once, and nothing of the one before', async () => {
      desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
      const other = new Desk().put({ collection: 'sessions', row: aSession('s2', { title: 'Fan' }) });
      restore.push(() => void other.end());
      const element = await desk.mount(list);
      await read(element, 'Pump');
      const page = desk.page(element);
      page.host = other.host();
      await read(element, 'Fan');
      expect(textIn(element)).not.to.contain('Pump');
      page.host = undefined;
      await seen(() => !textIn(element).includes('Fan'));
      expect(page.workspace).to.equal(undefined);
    });

    it('takes a host that was set before the tag was known', async () => {
      const page = document.createElement('nearhand-host') as NearhandHost;
      page.innerHTML = '<nearhand-session-list></nearhand-session-list>';
      const place = document.createElement('div');
      // Parsed apart from the registry, as a page does that loads the kit late.
      const late = document.implementation
        .createHTMLDocument()
        .createElement('nearhand-host') as NearhandHost;
      late.host = desk.host();
      place.append(late);
      document.body.append(place);
      restore.push(() => place.remove());
      expect(Object.hasOwn(late, 'host')).to.equal(false, 'the accessor has taken it in');
      expect(await seen(() => late.workspace)).to.have.property('host', late.host);
    });
  });

  describe('beside others', () => {
    it('shares nothing with another tenant’s host on the same page', async () => {
      const other = new Desk();
      restore.push(() => void other.end());
      desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
      const [mine, theirs] = [await desk.mount(list), await other.mount(list)];
      await read(mine, 'Pump');
      await read(theirs, 'No session is open');
      const [a, b] = [await desk.workspace(mine), await other.workspace(theirs)];
      expect(a).not.to.equal(b);
      const names = (await indexedDB.databases()).map(({ name }) => name);
      expect(names.filter((name) => name?.includes(desk.tenant)).length).to.equal(1);
      expect(names.filter((name) => name?.includes(other.tenant)).length).to.equal(1);
      await (await a.open()).mutate({ type: 'session.rename', sessionId: 's1', title: 'Renamed' });
      await read(mine, 'Renamed');
      expect(textIn(theirs)).to.contain('No session is open');
    });

    it('stands a second copy of the kit, whose errors are recognised', async () => {
      // A path that only differs in its query is another module to the browser.
      const again = (path: string) =>
        import(/* @vite-ignore */ `${path}?copy=2`) as Promise<Record<string, unknown>>;
      const before = customElements.get('nearhand-launcher');
      const copy = await again('/src/elements/launcher/launcher.ts');
      expect(copy.NearhandLauncher).not.to.equal(before);
      expect(customElements.get('nearhand-launcher')).to.equal(before);
      const errors = await again('/src/host/errors.ts');
      const Foreign = errors.NearhandError as typeof NearhandError;
      const foreign = new Foreign('link/expired', 'x');
      expect(foreign).not.to.be.instanceOf(NearhandError);
      expect(isNearhandError(foreign)).to.equal(true);
      const element = await desk.mount(html`<nearhand-launcher context="demo:ticket:1"></nearhand-launcher>`);
      await click(element, 'Start remote help');
      await read(element, 'Resume');
    });
  });

  it('leaves nothing open over twenty pages', async function () {
    this.timeout(60_000);
    const host = desk.host();
    let watchers = 0;
    const watch = desk.state.watch.bind(desk.state);
    desk.state.watch = (listener) => {
      const stop = watch(listener);
      watchers += 1;
      return () => {
        watchers -= 1;
        stop();
      };
    };
    for (let time = 0; time < 20; time++) {
      const element = await desk.mount(list, { host });
      const store = await (await desk.workspace(element)).open();
      await until(store.status, ({ connection }) => connection === 'online');
      desk.page(element).remove();
      await seen(() => desk.page(element).workspace === undefined);
    }
    await seen(() => watchers === 0);
  });
});
