import { expect, html } from '@open-wc/testing';
import '../../../src/elements/session-list/session-list.js';
import type { NearhandSessionList } from '../../../src/elements/session-list/session-list.js';
import type { SessionOpenRequestEvent } from '../../../src/ui/events.js';
import { Desk } from '../../support/desk.js';
import { aSession } from '../../support/store-bench.js';
import { click, heard, read } from '../../support/user.js';

describe('nearhand-session-list', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk()));
  afterEach(() => desk.end());

  const mount = () => desk.mount<NearhandSessionList>(html`<nearhand-session-list></nearhand-session-list>`);

  it('lists a session and asks for it to be opened', async () => {
    desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
    const list = await mount();
    await read(list, 'Pump');
    const event = heard<SessionOpenRequestEvent>(list, 'nearhand-session-open-request');
    await click(list, 'Pump');
    expect((await event).sessionId).to.equal('s1');
    await expect(list).to.be.accessible();
  });
});
