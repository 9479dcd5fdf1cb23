import { expect, html } from '@open-wc/testing';
import '../../../src/elements/launcher/launcher.js';
import type { NearhandLauncher } from '../../../src/elements/launcher/launcher.js';
import type { SessionCreatedEvent, SessionOpenRequestEvent } from '../../../src/ui/events.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { cutOff } from '../../support/layout.js';
import { Desk, HOSTILE } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { aSession, at, lena, tomas } from '../../support/store-bench.js';
import { click, control, heard, inside, read, seen } from '../../support/user.js';

describe('nearhand-launcher', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk()));
  afterEach(() => desk.end());

  const tag = html`<nearhand-launcher context="demo:ticket:1" subject="Pump leaks"></nearhand-launcher>`;
  const taken = (launcher: Element) =>
    desk.page(launcher).addEventListener('nearhand-session-open-request', (event) => event.preventDefault());

  it('makes the ticket’s session and asks for it to be shown', async () => {
    const launcher = await desk.mount<NearhandLauncher>(tag);
    taken(launcher);
    const created = heard<SessionCreatedEvent>(desk.page(launcher), 'nearhand-session-created');
    const asked = heard<SessionOpenRequestEvent>(desk.page(launcher), 'nearhand-session-open-request');
    await click(launcher, 'Start remote help');
    const { sessionId, context } = await created;
    expect((await asked).sessionId).to.equal(sessionId);
    expect(context).to.equal('demo:ticket:1');
    expect(desk.state.get('sessions', sessionId)?.title).to.equal('Pump leaks');
    await read(launcher, 'Resume remote help');
  });

  it('resumes the one that is open, and creates none', async () => {
    desk.put({ collection: 'sessions', row: aSession('s1', { context: 'demo:ticket:1' }) });
    const launcher = await desk.mount<NearhandLauncher>(tag);
    taken(launcher);
    let created = 0;
    desk.page(launcher).addEventListener('nearhand-session-created', () => created++);
    const asked = heard<SessionOpenRequestEvent>(desk.page(launcher), 'nearhand-session-open-request');
    await click(launcher, 'Resume remote help');
    expect([(await asked).sessionId, created]).to.eql(['s1', 0]);
  });

  it('opens one session however often it is pressed, and keeps the focus meanwhile', async () => {
    const launcher = await desk.mount<NearhandLauncher>(tag);
    taken(launcher);
    let asked = 0;
    desk.page(launcher).addEventListener('nearhand-session-open-request', () => asked++);
    const button = await control<HTMLButtonElement>(launcher, 'Start remote help');
    await seen(() => !button.disabled);
    button.focus();
    button.click();
    button.click();
    await launcher.updateComplete;
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    await seen(() => asked > 0);
    await seen(() => button.getAttribute('aria-disabled') === 'false');
    expect(launcher.shadowRoot?.activeElement).to.equal(button);
    expect([asked, desk.state.all('sessions').length]).to.eql([1, 1]);
  });

  it('says backend/offline, keeps the button, and works when the connection is back', async () => {
    const backend = new FakeBackend(lena);
    backend.offline = true;
    const launcher = await desk.mount<NearhandLauncher>(tag, { backend });
    taken(launcher);
    await click(launcher, 'Start remote help');
    await read(launcher, errorText['backend/offline']);
    await expect(launcher).to.be.accessible();
    backend.offline = false;
    const asked = heard(desk.page(launcher), 'nearhand-session-open-request');
    await click(launcher, 'Start remote help');
    await asked;
  });

  for (const [presence, words] of [
    ['waiting', 'Tomas waiting to be let in'],
    ['admitted', 'Tomas in the session'],
  ] as const) {
    it(`tells who is ${presence}`, async () => {
      const people = [{ ...tomas, presence, since: at }];
      desk.put({ collection: 'sessions', row: aSession('s1', { context: 'demo:ticket:1', people }) });
      await read(await desk.mount(tag), words);
    });
  }

  it('keeps a hostile name within 200 px, as text', async () => {
    const people = [{ ...tomas, name: HOSTILE.slice(0, 200), presence: 'waiting' as const, since: at }];
    desk.put({ collection: 'sessions', row: aSession('s1', { context: 'demo:ticket:1', people }) });
    const launcher = await desk.mount(tag);
    launcher.style.cssText = 'display:block;inline-size:200px';
    await read(launcher, 'waiting to be let in');
    expect(cutOff(launcher)).to.eql([]);
    const line = inside(launcher, '.line')[0];
    expect(line?.scrollHeight).to.be.at.most(Math.ceil(line?.clientHeight ?? 0) + 1);
    expect(launcher.shadowRoot?.querySelector('img, script')).to.equal(null);
  });

  it('begins a session for a subject that is longer than a title may be', async () => {
    const launcher = await desk.mount(
      html`<nearhand-launcher context="demo:ticket:1" subject=${'Pump '.repeat(120)}></nearhand-launcher>`,
    );
    const asked = heard(desk.page(launcher), 'nearhand-session-open-request');
    await click(launcher, 'Start remote help');
    await asked;
    expect(desk.state.all('sessions')[0]?.row.title.length).to.be.within(490, 500);
  });

  it('cannot be pressed without a ticket', async () => {
    const launcher = await desk.mount(html`<nearhand-launcher></nearhand-launcher>`);
    expect((await control<HTMLButtonElement>(launcher, 'Start remote help')).disabled).to.equal(true);
  });
});
