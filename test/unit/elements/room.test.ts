import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../../src/elements/chat/chat.js';
import '../../../src/elements/files/files.js';
import '../../../src/elements/history/history.js';
import '../../../src/elements/launcher/launcher.js';
import '../../../src/elements/notes/notes.js';
import '../../../src/elements/session-list/session-list.js';
import { Desk } from '../../support/desk.js';
import { aMessage, aSession, at, lena, tomas } from '../../support/store-bench.js';
import { inside, read, seen } from '../../support/user.js';

const WORD = 'Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const NAME = `${WORD}${WORD}`;

const TAGS: readonly (readonly [name: string, shows: string, content: TemplateResult])[] = [
  ['launcher', 'waiting', html`<nearhand-launcher context="demo:ticket:s1"></nearhand-launcher>`],
  ['session-list', 'Donau', html`<nearhand-session-list></nearhand-session-list>`],
  ['history', 'Donau', html`<nearhand-history session="e1"></nearhand-history>`],
  ['chat', 'Donau', html`<nearhand-chat session="s1"></nearhand-chat>`],
  ['notes', 'Donau', html`<nearhand-notes session="s1"></nearhand-notes>`],
  ['files', 'Donau', html`<nearhand-files session="s1"></nearhand-files>`],
];

/** Cells as pages have them, each `width` wide, in which a child's own size could ask for more. */
const CELLS: Readonly<Record<string, (width: number) => string>> = {
  block: (width) => `inline-size:${width}px`,
  flex: (width) => `display:flex;inline-size:${width}px`,
  grid: (width) => `display:grid;inline-size:${width}px`,
};

describe('What people wrote never widens the page:', () => {
  let desk: Desk;
  beforeEach(() => {
    const person = { ...tomas, name: NAME, since: at, presence: 'waiting' as const };
    const session = aSession('s1', { title: NAME, people: [person], startedAt: at });
    const ended = { status: 'ended', endedAt: at, endReason: 'agentEnded' } as const;
    desk = new Desk().put(
      { collection: 'sessions', row: session },
      { collection: 'sessions', row: aSession('e1', { ...ended, title: NAME, people: [person] }) },
      { collection: 'messages', row: aMessage('m1', 's1', { text: NAME, author: { ...lena, name: NAME } }) },
      { collection: 'notes', row: aMessage('n1', 's1', { text: NAME, author: { ...lena, name: NAME } }) },
      {
        collection: 'media',
        row: {
          ...{ id: 'f1', sessionId: 's1', kind: 'snapshot', name: `${NAME}.jpg`, type: 'image/jpeg' },
          ...{ size: 3, author: lena, createdAt: at },
        } as const,
      },
    );
  });
  afterEach(() => desk.end());

  it('a long name of a file leaves its ending to be read', async () => {
    const files = await desk.mount(html`<nearhand-files session="s1"></nearhand-files>`);
    await (await (await desk.workspace(files)).open()).loadSession('s1');
    files.style.cssText = 'display:block;inline-size:200px';
    const ending = await seen(() => inside(files, 'bdi > span:last-child')[0]);
    expect(ending.textContent).to.equal('.jpg');
    const tile = ending.closest('.tile')?.getBoundingClientRect();
    expect(ending.getBoundingClientRect().right).to.be.within(tile?.left ?? 0, tile?.right ?? 0);
  });

  for (const [name, shows, content] of TAGS)
    for (const cell of Object.keys(CELLS))
      it(`${name} in a ${cell} cell, on every width, either way of writing`, async () => {
        const element = await desk.mount(html`<div>${content}</div>`);
        await (await (await desk.workspace(element)).open()).loadSession('s1');
        const tag = element.firstElementChild as HTMLElement;
        await read(tag, shows);
        for (const field of inside<HTMLTextAreaElement>(tag, 'textarea')) field.value = NAME;
        for (const width of [200, 320, 1280])
          for (const dir of ['ltr', 'rtl'] as const) {
            element.style.cssText = CELLS[cell]!(width);
            element.dir = dir;
            await seen(() => element.clientWidth === width);
            expect(element.scrollWidth, `${width} ${dir}`).to.be.at.most(width);
            expect(tag.scrollWidth, `inside, ${width} ${dir}`).to.be.at.most(
              Math.ceil(tag.clientWidth) || width,
            );
            for (const list of inside(tag, '[part~="log"], [part~="list"], .log, .list, .tile'))
              expect(list.scrollWidth, `${list.className}, ${width} ${dir}`).to.be.at.most(list.clientWidth);
          }
      });
});
