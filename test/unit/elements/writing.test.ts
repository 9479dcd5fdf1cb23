import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../../src/elements/chat/chat.js';
import '../../../src/elements/notes/notes.js';
import '../../../src/elements/store-notice/store-notice.js';
import { LIMITS } from '../../../src/domain/primitives.js';
import { NearhandError } from '../../../src/host/errors.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Desk, HOSTILE } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { aMessage, aSession, lena, stub, tomas } from '../../support/store-bench.js';
import { click, control, heard, inside, named, press, read, seen, textIn, type } from '../../support/user.js';

interface Kind {
  readonly tag: string;
  readonly content: TemplateResult;
  readonly field: string;
  readonly send: string;
  readonly empty: string;
  readonly collection: 'messages' | 'notes';
}

const KINDS: readonly Kind[] = [
  {
    tag: 'nearhand-chat',
    content: html`<nearhand-chat session="s1"></nearhand-chat
      ><nearhand-store-notice></nearhand-store-notice>`,
    field: 'Write a message',
    send: 'Send',
    empty: 'Nothing written yet',
    collection: 'messages',
  },
  {
    tag: 'nearhand-notes',
    content: html`<nearhand-notes session="s1"></nearhand-notes
      ><nearhand-store-notice></nearhand-store-notice>`,
    field: 'Write a note',
    send: 'Add note',
    empty: 'No notes yet',
    collection: 'notes',
  },
];

for (const { tag, content, field, send, empty, collection } of KINDS) {
  describe(tag, () => {
    let desk: Desk;
    let backend: FakeBackend;
    beforeEach(() => {
      desk = new Desk();
      backend = new FakeBackend(lena);
      backend.write({ collection: 'sessions', row: aSession('s1') });
    });
    afterEach(() => desk.end());

    async function mount() {
      const element = await desk.mount(content, { backend });
      const store = await (await desk.workspace(element)).open();
      await store.loadSession('s1').catch(() => undefined);
      await read(element, empty);
      const notice = element.nextElementSibling as HTMLElement;
      return { element, notice, store, area: await control<HTMLTextAreaElement>(element, field) };
    }

    it('keeps what is written, marked until it is sent, and sends it when the connection is back', async () => {
      const { element, store } = await mount();
      backend.offline = true;
      await type(element, field, '  Valve is stuck  ');
      await click(element, send);
      await read(element, 'Valve is stuck');
      await seen(() => inside(element, '[role="img"][aria-label]').length === 1);
      await expect(element).to.be.accessible();
      backend.offline = false;
      await store.refresh();
      await seen(() => inside(element, '[role="img"][aria-label]').length === 0);
      expect(backend.rows(collection).map(({ text }) => text)).to.eql(['Valve is stuck']);
    });

    it('empties the field only once it is kept, and leaves what was typed meanwhile', async () => {
      const { element, store, area } = await mount();
      let go = (): void => undefined;
      const wait = new Promise<void>((resolve) => (go = resolve));
      const mutate = store.mutate.bind(store);
      store.mutate = async (draft) => {
        await wait;
        return mutate(draft);
      };
      await type(element, field, 'first');
      await click(element, send);
      expect(area.value).to.equal('first');
      await type(element, field, 'first, and more');
      go();
      await read(element, 'first');
      expect(area.value).to.equal('first, and more');
    });

    it('keeps it once when the button is pressed twice in a hurry', async () => {
      const { element, area } = await mount();
      await type(element, field, 'once');
      const button = await control(element, send);
      button.click();
      button.click();
      await seen(() => area.value === '');
      await seen(() => backend.rows(collection).length > 0);
      expect(inside(element, 'li').length).to.equal(1);
      expect(backend.arrived.length).to.equal(1);
    });

    it('writes nothing of spaces', async () => {
      const { element } = await mount();
      await type(element, field, ' \n ');
      await click(element, send);
      expect(backend.arrived).to.eql([]);
    });

    for (const [what, code] of [
      ['the disk is full', 'storage/quota'],
      ['another tab has updated the page', 'storage/outdated'],
    ] as const) {
      it(`leaves the text in the field and says ${code} when ${what}`, async () => {
        const { element, store, area } = await mount();
        const mutate = store.mutate.bind(store);
        store.mutate = () => Promise.reject(new NearhandError(code, 'x'));
        await type(element, field, 'precious');
        await click(element, send);
        await read(element, errorText[code]);
        expect(area.value).to.equal('precious');
        await expect(element).to.be.accessible();
        store.mutate = mutate;
        await click(element, send);
        await seen(() => area.value === '');
        expect(textIn(element)).not.to.contain(errorText[code]);
      });
    }

    it('works where nothing is kept on the device, and the page says so', async () => {
      const restore = stub(globalThis, 'indexedDB', undefined);
      try {
        const { element, notice } = await mount();
        await type(element, field, 'in memory');
        await click(element, send);
        await read(element, 'in memory');
        await read(notice, 'keeps nothing on this device');
        await seen(() => backend.rows(collection).length === 1);
      } finally {
        restore();
      }
    });

    it('gives back what was refused, to try again or to discard', async () => {
      const { element, notice, store } = await mount();
      backend.refuse(collection === 'notes' ? 'note.create' : 'message.create', 'backend/forbidden');
      await type(element, field, 'too bold');
      await click(element, send);
      await read(notice, errorText['backend/forbidden']);
      await read(notice, 'too bold');
      await expect(notice).to.be.accessible();
      await click(notice, 'Try again');
      await seen(() => backend.rows(collection).length === 1);
      await seen(() => !textIn(notice).includes('too bold'));
      await read(element, 'too bold');
      await store.refresh();
    });

    it('forgets a refused one on “Discard”', async () => {
      const { element, notice } = await mount();
      backend.refuse(collection === 'notes' ? 'note.create' : 'message.create', 'backend/forbidden');
      await type(element, field, 'too bold');
      await click(element, send);
      await click(notice, 'Discard');
      await seen(() => !textIn(notice).includes('too bold'));
      expect(backend.rows(collection)).to.eql([]);
      expect(inside(element, 'li').length).to.equal(0);
    });

    it('shows hostile text as text', async () => {
      const { element } = await mount();
      await type(element, field, HOSTILE);
      await click(element, send);
      await read(element, '<img src=x');
      expect(inside(element, 'img, script').length).to.equal(0);
      element.style.cssText = 'display:block;inline-size:320px';
      expect(element.scrollWidth).to.be.at.most(320);
    });

    it('takes no more than the backend does', async () => {
      const { area } = await mount();
      expect(area.maxLength).to.equal(collection === 'notes' ? LIMITS.note : LIMITS.message);
    });

    it('leaves what was typed, and the rows, when it is moved', async () => {
      const { element, area, store } = await mount();
      await type(element, field, 'kept');
      await click(element, send);
      await read(element, 'kept');
      await type(element, field, 'half a thou');
      await store.refresh();
      const calls = backend.calls.length;
      const row = inside(element, 'li')[0];
      element.nextElementSibling?.after(element);
      await Promise.resolve();
      expect([area.value, inside(element, 'li')[0], backend.calls.length]).to.eql([
        'half a thou',
        row,
        calls,
      ]);
    });
  });
}

describe('nearhand-chat, its keys and people', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk().put(
      { collection: 'sessions', row: aSession('s1') },
      { collection: 'messages', row: aMessage('m1', 's1', { author: tomas, text: 'Theirs' }) },
      { collection: 'messages', row: aMessage('m2', 's1', { text: 'Ours' }) },
    );
  });
  afterEach(() => desk.end());

  async function mount(content = html`<nearhand-chat session="s1"></nearhand-chat>`) {
    const chat = await desk.mount(content);
    await (await (await desk.workspace(chat)).open()).loadSession('s1');
    await read(chat, 'Ours');
    return chat;
  }

  it('says who wrote what', async () => {
    const chat = await mount();
    expect(inside(chat, 'li').map((one) => [one.className, /You|Tomas/.exec(textIn(one))?.[0]])).to.eql([
      ['', 'Tomas'],
      ['own', 'You'],
    ]);
  });

  it('sends on Enter, not on Shift and Enter, and not while a word is being composed', async () => {
    const chat = await mount();
    await type(chat, 'Write a message', 'こんにちは');
    const area = await control<HTMLTextAreaElement>(chat, 'Write a message');
    expect(press(area, 'Enter', { shiftKey: true })).to.equal(true);
    expect(press(area, 'Enter', { isComposing: true })).to.equal(true);
    // Safari's order: the composition has ended before the key that confirmed it comes.
    expect(press(area, 'Enter', { keyCode: 229 })).to.equal(true);
    expect(press(area, 'Enter')).to.equal(false);
    await read(chat, 'こんにちは');
  });

  it('has no field where it is for reading only', async () => {
    const chat = await mount(html`<nearhand-chat readonly session="s1"></nearhand-chat>`);
    expect(inside(chat, 'textarea, button').length).to.equal(0);
  });

  describe('of many messages', () => {
    beforeEach(() => {
      for (let n = 0; n < 80; n++)
        desk.put({
          collection: 'messages',
          row: aMessage(`x${String(n).padStart(2, '0')}`, 's1', {
            createdAt: `2026-11-22T11:00:00.${100 + n}Z`,
          }),
        });
    });

    async function mountLong() {
      const chat = await desk.mount(html`<nearhand-chat session="s1"></nearhand-chat>`);
      chat.style.blockSize = '300px';
      const store = await (await desk.workspace(chat)).open();
      await store.loadSession('s1');
      await seen(() => inside(chat, 'li').length === 82);
      const log = inside(chat, '.log')[0]!;
      const isAtEnd = (): boolean =>
        log.scrollTop > 0 && log.scrollTop + log.clientHeight >= log.scrollHeight - 1;
      await seen(isAtEnd);
      return { chat, store, log, isAtEnd };
    }
    const later = (id: string, text: string) => ({
      collection: 'messages' as const,
      row: aMessage(id, 's1', { createdAt: '2026-11-22T12:00:00.000Z', text }),
    });
    const readUp = async (log: HTMLElement): Promise<void> => {
      const scrolled = heard(log, 'scroll');
      log.scrollTop = 40;
      await scrolled;
    };

    it('is read from its end, and follows it, also when it gets less room', async () => {
      const { chat, store, log, isAtEnd } = await mountLong();
      await store.receive(later('y1', 'The last word'));
      await read(chat, 'The last word');
      await seen(isAtEnd);
      chat.style.blockSize = '200px';
      await seen(() => log.clientHeight < 200 && isAtEnd());
      expect(named(chat, 'New messages').length).to.equal(0);
    });

    it('leaves whoever reads further up where they are, says that there is more, and goes there when asked', async () => {
      const { chat, store, log, isAtEnd } = await mountLong();
      await readUp(log);
      await store.receive(later('y1', 'The last word'));
      await control(chat, 'New messages');
      expect(log.scrollTop).to.equal(40);
      await expect(chat).to.be.accessible();
      await click(chat, 'New messages');
      await seen(isAtEnd);
      await seen(() => named(chat, 'New messages').length === 0);
    });

    it('goes to its end with what one says oneself', async () => {
      const { chat, log, isAtEnd } = await mountLong();
      await readUp(log);
      await type(chat, 'Write a message', 'I say so');
      await click(chat, 'Send');
      await read(chat, 'I say so');
      await seen(isAtEnd);
      expect(named(chat, 'New messages').length).to.equal(0);
    });
  });
});

describe('nearhand-store-notice', () => {
  it('takes no room when all is well', async () => {
    const desk = new Desk();
    const notice = await desk.mount(html`<nearhand-store-notice></nearhand-store-notice>`);
    await (await desk.workspace(notice)).open();
    await seen(() => textIn(notice) === '' && notice.getBoundingClientRect().height === 0);
    await desk.end();
  });

  it('says a retry that fails', async () => {
    const desk = new Desk();
    const backend = new FakeBackend(lena);
    backend.write({ collection: 'sessions', row: aSession('s1') });
    backend.refuse('session.rename', 'backend/forbidden');
    const notice = await desk.mount(html`<nearhand-store-notice></nearhand-store-notice>`, { backend });
    const store = await (await desk.workspace(notice)).open();
    await store.receive({ collection: 'sessions', row: aSession('s1') });
    await store.mutate({ type: 'session.rename', sessionId: 's1', title: 'Better' });
    store.retry = () => Promise.reject(new NearhandError('storage/quota', 'x'));
    await click(notice, 'Try again');
    await read(notice, errorText['storage/quota']);
    await read(notice, 'Better');
    await desk.end();
  });
});
