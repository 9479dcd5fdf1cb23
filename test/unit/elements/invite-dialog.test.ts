import { expect, html } from '@open-wc/testing';
import '../../../src/elements/invite-dialog/invite-dialog.js';
import type { NearhandInviteDialog } from '../../../src/elements/invite-dialog/invite-dialog.js';
import { NearhandError } from '../../../src/host/errors.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Desk, HOSTILE } from '../../support/desk.js';
import { aSession, lena, stub } from '../../support/store-bench.js';
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
} from '../../support/user.js';

describe('nearhand-invite-dialog', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk().put({ collection: 'sessions', row: aSession('s1') })));
  afterEach(() => desk.end());

  const mount = () =>
    desk.mount<NearhandInviteDialog>(
      html`<nearhand-invite-dialog open session="s1"></nearhand-invite-dialog>`,
    );
  const dialogOf = (element: Element) => inside<HTMLDialogElement>(element, 'dialog')[0]!;
  const field = (element: Element) => seen(() => inside<HTMLInputElement>(element, 'input.link')[0]);
  const link = async (element: Element) => (await field(element)).value;

  it('shows a link of this session, with the focus on copying it', async () => {
    const element = await mount();
    expect(await link(element)).to.match(/\/join\.html#.+/);
    await seen(() => focused() === named(element, 'Copy link')[0]);
    expect(dialogOf(element).matches(':modal')).to.equal(true);
  });

  it('copies the link and says so', async () => {
    const element = await mount();
    let copied = '';
    const restore = stub(navigator, 'clipboard', { writeText: async (text: string) => (copied = text) });
    await click(element, 'Copy link');
    await control(element, 'Copied');
    expect(inside(element, '[role="status"]').map(textIn)).to.include('Copied');
    expect(copied).to.equal(await link(element));
    restore();
  });

  it('selects the link for copying by hand where the page may not', async () => {
    const element = await mount();
    const restore = stub(navigator, 'clipboard', { writeText: () => Promise.reject(new Error('no')) });
    const input = await field(element);
    await click(element, 'Copy link');
    await seen(() => input.selectionEnd === input.value.length && input.selectionStart === 0);
    restore();
  });

  it('goes to the QR code by arrow, and back', async () => {
    const element = await mount();
    await link(element);
    const [tabs] = inside(element, '[role="tablist"]');
    press(tabs!, 'ArrowRight');
    await read(element, 'Scan this');
    expect(focused()?.id).to.equal('tab-qr');
    expect(inside(element, 'nearhand-qr-code').length).to.equal(1);
    press(tabs!, 'ArrowRight');
    await control(element, 'Copy link');
  });

  it('downloads the code as a picture, and lets its bytes go', async () => {
    const element = await mount();
    await link(element);
    await click(element, 'QR code');
    let url = '';
    let name = '';
    const restore = stub(HTMLAnchorElement.prototype, 'click', function (this: HTMLAnchorElement) {
      [url, name] = [this.href, this.download];
    });
    await click(element, 'Download picture');
    await seen(() => url.startsWith('blob:'));
    expect(name).to.equal('nearhand-invitation.png');
    await fetch(url).then(
      () => expect.fail('still there'),
      () => undefined,
    );
    restore();
  });

  it('withdraws an invitation and makes a new link', async () => {
    const element = await mount();
    const before = await link(element);
    await click(element, 'Withdraw the invitation of Guest link');
    await read(element, 'This link was withdrawn');
    await read(element, 'Withdrawn');
    await expect(element).to.be.accessible();
    await click(element, 'Make a new link');
    expect(await link(element)).not.to.equal(before);
  });

  it('shows how far each came, a hostile name as text', async () => {
    const element = await mount();
    await link(element);
    const invitation = desk.state.all('invitations')[0]!.row;
    desk.put({
      collection: 'invitations',
      row: { ...invitation, status: 'waiting', guestName: HOSTILE.slice(0, 200), createdBy: lena },
    });
    await read(element, 'Waiting to be let in');
    await read(element, '<img src=x');
    const dialog = dialogOf(element);
    expect(dialog.scrollWidth).to.be.at.most(dialog.clientWidth);
  });

  it('says why there is no link, and tries again', async () => {
    desk.put({ collection: 'sessions', row: aSession('s1', { status: 'ended' }) });
    const element = await mount();
    await read(element, errorText['session/ended']);
    desk.put({ collection: 'sessions', row: aSession('s1') });
    await click(element, 'Try again');
    await link(element);
  });

  it('says when an invitation could not be withdrawn', async () => {
    const element = await mount();
    await link(element);
    const workspace = await desk.workspace(element);
    const backend = await workspace.backend();
    workspace.backend = async () => ({
      ...backend,
      revoke: () => Promise.reject(new NearhandError('backend/forbidden', 'x')),
    });
    await click(element, 'Withdraw the invitation of Guest link');
    await read(element, errorText['backend/forbidden']);
  });

  it('never calls a link withdrawn that is still being made, also when it is moved', async () => {
    const element = document.createElement('nearhand-invite-dialog');
    Object.assign(element, { open: true, session: 's1' });
    const page = desk.page(await desk.mount(html`<p></p>`));
    const said: string[] = [];
    page.append(element);
    for (let time = 0; time < 3; time++) {
      await element.updateComplete;
      said.push(textIn(element));
      page.append(element);
    }
    await link(element);
    expect(said.filter((words) => words.includes('withdrawn'))).to.eql([]);
    expect(dialogOf(element).matches(':modal')).to.equal(true);
    expect(desk.state.all('invitations').length).to.equal(1);
  });

  it('closes, says so once, and makes the link anew when it is opened again', async () => {
    const element = await mount();
    await link(element);
    let closed = 0;
    element.addEventListener('nearhand-invite-dialog-closed', () => closed++);
    const once = heard(element, 'nearhand-invite-dialog-closed');
    await click(element, 'Close');
    await once;
    expect([closed, element.open, dialogOf(element).open]).to.eql([1, false, false]);
    element.open = true;
    await link(element);
  });
});
