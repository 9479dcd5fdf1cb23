import { html } from '@open-wc/testing';
import '../../../src/elements/chat/chat.js';
import '../../../src/elements/history/session-record.js';
import { Desk } from '../../support/desk.js';
import { aMessage, aSession, at, lena, tomas } from '../../support/store-bench.js';
import { click, read } from '../../support/user.js';

describe('What somebody did for somebody else', () => {
  let desk: Desk;
  beforeEach(() => {
    const omar = { id: 'omar', name: 'Omar', role: 'agent' } as const;
    desk = new Desk().put(
      { collection: 'sessions', row: aSession('s1') },
      { collection: 'messages', row: aMessage('m1', 's1', { author: tomas, by: omar, text: 'It drips' }) },
      {
        collection: 'events',
        row: { id: 'e1', sessionId: 's1', at, kind: 'admitted', person: tomas, by: lena },
      },
    );
  });
  afterEach(() => desk.end());

  it('is shown so in the chat', async () => {
    const chat = await desk.mount(html`<nearhand-chat session="s1"></nearhand-chat>`);
    await (await (await desk.workspace(chat)).open()).loadSession('s1');
    await read(chat, /It drips\s*Tomas\s*written down by Omar/);
  });

  it('is shown so in the log', async () => {
    const record = await desk.mount(html`<nearhand-session-record session="s1"></nearhand-session-record>`);
    await click(record, 'Log');
    await read(record, 'Tomas was let in (by Lena)');
  });
});
