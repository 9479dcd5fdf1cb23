import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../../src/elements/chat/chat.js';
import '../../../src/elements/files/files.js';
import '../../../src/elements/history/history.js';
import '../../../src/elements/invite-dialog/invite-dialog.js';
import '../../../src/elements/launcher/launcher.js';
import '../../../src/elements/notes/notes.js';
import '../../../src/elements/session-list/session-list.js';
import '../../../src/elements/session-view/session-view.js';
import {
  HistoryOpenRequestEvent,
  SessionInviteRequestEvent,
  SessionOpenRequestEvent,
} from '../../../src/ui/events.js';
import { Desk } from '../../support/desk.js';
import { aMessage, aSession, at, lena, tomas } from '../../support/store-bench.js';
import { all, click, inside, read, seen, textIn } from '../../support/user.js';

const TAGS: readonly (readonly [string, TemplateResult, string])[] = [
  ['session-list', html`<nearhand-session-list></nearhand-session-list>`, 'Pump'],
  ['launcher', html`<nearhand-launcher context="demo:ticket:s1"></nearhand-launcher>`, 'Resume'],
  ['history', html`<nearhand-history session="e1"></nearhand-history>`, 'Hello from Lena'],
  ['chat', html`<nearhand-chat session="s1"></nearhand-chat>`, 'Nothing written yet'],
  ['notes', html`<nearhand-notes session="e1"></nearhand-notes>`, 'Remember'],
  ['files', html`<nearhand-files session="s1"></nearhand-files>`, 'No pictures yet'],
  ['invite-dialog', html`<nearhand-invite-dialog open session="s1"></nearhand-invite-dialog>`, 'Copy link'],
  ['session-view', html`<nearhand-session-view session="s1"></nearhand-session-view>`, 'Nobody is here yet'],
];

describe('A tag looks as its page', () => {
  let desk: Desk;
  let restore: (() => void)[];
  beforeEach(() => {
    restore = [];
    desk = new Desk().put(
      {
        collection: 'sessions',
        row: aSession('s1', { title: 'Pump', people: [{ ...tomas, presence: 'admitted', since: at }] }),
      },
      {
        collection: 'sessions',
        row: aSession('e1', { title: 'Fan', status: 'ended', endedAt: at, endReason: 'agentEnded' }),
      },
      { collection: 'messages', row: aMessage('m1', 'e1', { text: 'Hello from Lena', author: lena }) },
      {
        collection: 'notes',
        row: { id: 'n1', sessionId: 'e1', author: lena, text: 'Remember', createdAt: at },
      },
    );
  });
  afterEach(async () => {
    for (const undo of restore.reverse()) undo();
    await desk.end();
  });

  function style(property: string, value: string): void {
    const { style } = document.body;
    const before = style.getPropertyValue(property);
    style.setProperty(property, value);
    restore.push(() => style.setProperty(property, before));
  }

  const sizesIn = (element: Element): number[] => {
    const texts = inside(element, '*').filter((one) =>
      [...one.childNodes].some((node) => node instanceof Text && node.data.trim() !== ''),
    );
    return texts.map((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  };

  for (const [name, content, shows] of TAGS) {
    it(`in its size of type: nearhand-${name}`, async () => {
      style('font-size', '14px');
      const element = await desk.mount(content);
      await read(element, shows);
      const SCALE = [12, 14, 16, 20, 28];
      for (const size of sizesIn(element))
        expect(
          SCALE.some((one) => Math.abs(one - size) < 0.1),
          `${size} px`,
        ).to.equal(true);
      const before = sizesIn(element);
      style('font-size', '21px');
      expect(sizesIn(element).map((size) => Math.round(size))).to.eql(
        before.map((size) => Math.round(size * 1.5)),
      );
    });
  }

  it('and leaves the page’s own content in nearhand-host as it was', async () => {
    style('font-size', '19px');
    style('color', 'rgb(1, 2, 3)');
    style('line-height', '30px');
    const element = await desk.mount(html`<p>The page</p>`);
    const { fontSize, color, lineHeight } = getComputedStyle(element);
    expect([fontSize, color, lineHeight]).to.eql(['19px', 'rgb(1, 2, 3)', '30px']);
  });

  /** The names under which an element's parts can be styled from outside of it. */
  function partsOf(element: Element): Set<string> {
    const names = new Set<string>();
    for (const one of element.shadowRoot?.querySelectorAll('*') ?? []) {
      for (const part of one.part) names.add(part);
      for (const pair of (one.getAttribute('exportparts') ?? '').split(',')) {
        const [from, to = from] = pair.split(':').map((part) => part.trim());
        if (from) names.add(to ?? from);
      }
    }
    return names;
  }

  /** Parts of the tags in an element's shadow tree that stop there. */
  const lostIn = (root: Element): string[] =>
    [root, ...inside(root, '*')]
      .filter((one) => one.localName.startsWith('nearhand-'))
      .flatMap((outer) =>
        all(outer.shadowRoot ?? outer, '*')
          .filter((one) => one.getRootNode() === outer.shadowRoot && one.localName.startsWith('nearhand-'))
          .flatMap((inner) => {
            const passed = (inner.getAttribute('exportparts') ?? '')
              .split(',')
              .map((pair) => pair.split(':')[0]?.trim());
            return [...partsOf(inner)]
              .filter((part) => !passed.includes(part))
              .map((part) => `${outer.localName} > ${inner.localName}::part(${part})`);
          }),
      );

  describe('and every part can be styled from the page', () => {
    for (const [what, event, shows] of [
      ['the session view', new SessionOpenRequestEvent('s1'), 'Nobody is here yet'],
      ['History', new HistoryOpenRequestEvent('e1'), 'Hello from Lena'],
      ['the invite dialog', new SessionInviteRequestEvent('s1'), 'Copy link'],
    ] as const) {
      it(`in ${what}, which the host opens`, async () => {
        const element = await desk.mount(html`<button>Ask</button>`);
        const page = desk.page(element);
        element.dispatchEvent(event);
        await read(page, shows);
        expect(lostIn(page)).to.eql([]);
      });
    }

    it('by its own rule, in colours', async () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('nearhand-host::part(session-view-chat-form) { outline: 3px solid rgb(1, 2, 3) }');
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      restore.push(() => {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
      });
      const element = await desk.mount(html`<button>Ask</button>`);
      const page = desk.page(element);
      element.dispatchEvent(new SessionOpenRequestEvent('s1'));
      const form = await seen(() => inside(page, '[part="form"]')[0]);
      expect(getComputedStyle(form).outlineColor).to.equal('rgb(1, 2, 3)');
    });
  });

  it('in its words also where the host itself speaks', async () => {
    const element = await desk.mount(html`<button>Ask</button>`, {
      text: { host: { history: 'Verlauf' }, error: { 'page/misused': 'Falsch eingerichtet' } },
    });
    const page = desk.page(element);
    element.dispatchEvent(new HistoryOpenRequestEvent('e1'));
    const dialog = await seen(() => inside(page, 'dialog')[0]);
    expect(dialog.getAttribute('aria-label')).to.equal('Verlauf');
    await click(page, 'Close');
    page.host = {} as typeof page.host;
    await read(page, 'Falsch eingerichtet');
  });

  describe('in its language', () => {
    const speak = (language: string): void => {
      const before = document.documentElement.lang;
      document.documentElement.lang = language;
      restore.push(() => (document.documentElement.lang = before));
    };
    const yearsAgo = html`<nearhand-history session="e1"></nearhand-history>`;

    it('for days and times', async () => {
      speak('de');
      const element = await desk.mount(yearsAgo);
      await read(element, 'Hello from Lena');
      const expected = new Date(at).toLocaleDateString('de', { dateStyle: 'full' });
      expect(textIn(element)).to.contain(expected);
      const titles = inside(element, 'time').map((one) => one.title);
      expect(titles).to.include(
        new Date(at).toLocaleString('de', { dateStyle: 'medium', timeStyle: 'short' }),
      );
    });

    it('for names one after the other, by the nearest lang', async () => {
      const people = ['Ana', 'Ben', 'Cem'].map((name) => ({
        ...tomas,
        id: name,
        name,
        presence: 'admitted' as const,
        since: at,
      }));
      desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump', people }) });
      speak('de');
      const element = await desk.mount(
        html`<section lang="ja"><nearhand-session-list></nearhand-session-list></section>`,
      );
      await read(element, new Intl.ListFormat('ja').format(['Ana', 'Ben', 'Cem']));
    });

    it('and in the browser’s where the page names none that there is', async () => {
      for (const nowhere of ['', 'x', '12345', 'tlh']) {
        speak(nowhere);
        const element = await desk.mount(yearsAgo);
        await read(element, new Date(at).toLocaleDateString(undefined, { dateStyle: 'full' }));
        desk.page(element).remove();
      }
    });
  });
});
