import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { openBrowser, openPage, PHONE } from './support/browsers.js';
import { framesOf } from './support/picture.js';
import { marksOn } from './support/marks.js';
import { Stage } from './support/stage.js';
import { steps } from './support/steps.js';

const ARROW = [
  [0.3, 0.6],
  [0.5, 0.45],
] as const;
const LINE = [
  [0.6, 0.6],
  [0.65, 0.7],
  [0.75, 0.6],
] as const;
const CUT = 10_000;

/** The same story, with what goes wrong on real phones and real networks. */
describe('a session in trouble', { concurrency: false }, () => {
  const test = steps();
  let stage: Stage;
  let agent: Awaited<ReturnType<Stage['agent']>>;
  let guest: Awaited<ReturnType<Stage['guest']>>;
  let second: Awaited<ReturnType<Stage['guest']>>;
  let link = '';

  before(async () => {
    stage = await Stage.open();
    agent = await stage.agent();
    guest = await stage.guest();
    await agent.openTicket();
    await agent.launch('Start remote help');
    link = await agent.copyLink();
    await agent.closeInvite();
    await guest.enter(link, 'Tomas Novak');
    await agent.admit('Tomas Novak');
    await agent.video.waitFor();
  });
  after(() => stage.close());

  test('the guest’s network is gone for ten seconds: both sides say so, and it comes back by itself', async () => {
    await agent.draw('Arrow (A)', ARROW);
    await guest.stage.locator('svg g').first().waitFor();
    const cutAt = Date.now();
    await guest.network.cut();
    await agent.view.getByText('connection was lost').waitFor();
    await guest.call.getByText('The connection was lost').waitFor();
    await agent.draw('Freehand (F)', LINE);
    await agent.say('Are you still there?');
    await guest.say('One moment, no network here');
    await guest.page.waitForFunction((end) => Date.now() >= end, cutAt + CUT);
    await guest.network.restore();
    await guest.call.getByText('The connection was lost').waitFor({ state: 'detached' });
    await framesOf(agent.video, 3);
  });

  test('after the cut no mark and no message is lost or doubled', async () => {
    await guest.chat.getByText('Are you still there?').waitFor();
    await agent.chat.getByText('One moment, no network here').waitFor();
    await guest.chat.getByText('One moment, no network here').waitFor();
    await settled(guest.chat);
    await settled(agent.chat);
    const said = ['Are you still there?', 'One moment, no network here'];
    for (const chat of [guest.chat, agent.chat]) {
      const texts = await chat.locator('.bubble').allTextContents();
      assert.deepEqual(texts.toSorted(), said.toSorted());
    }
    const shown = await marksOn(guest.stage, 2);
    const drawn = await marksOn(agent.stage, 2);
    assert.deepEqual(shown.map(({ id }) => id).toSorted(), drawn.map(({ id }) => id).toSorted());
    assert.equal(drawn.length, 2);
  });

  test('the agent’s page is reloaded: they are in again, with marks and chat, and the guest needs no new admission', async () => {
    await agent.page.reload();
    await agent.launch('Resume remote help');
    await agent.video.waitFor();
    await framesOf(agent.video, 3);
    assert.equal((await marksOn(agent.stage, 2)).length, 2);
    await agent.chat.getByText('One moment, no network here').waitFor();
    assert.equal(await agent.view.locator('.ask').count(), 0);
    await agent.say('Back again');
    await guest.chat.getByText('Back again').waitFor();
  });

  test('the guest’s page is reloaded: they come back as the same person', async () => {
    await guest.page.reload();
    await guest.stage.locator('svg g').nth(1).waitFor();
    await agent.video.waitFor();
    await framesOf(agent.video, 3);
    assert.equal(await agent.view.locator('.ask').count(), 0);
  });

  test('a second guest on the same link waits to be admitted too, and may be turned away', async () => {
    second = await stage.guest();
    await second.enter(link, 'Ana Sousa');
    const ask = agent.view.locator('.ask').filter({ hasText: 'Ana Sousa' });
    await ask.getByRole('button', { name: 'Turn away' }).click();
    await second.page.getByRole('heading', { name: 'You were not let in' }).waitFor();
    const third = await stage.guest();
    await third.enter(link, 'Kofi Mensah');
    await agent.admit('Kofi Mensah');
    await third.page.getByText('will let you in').waitFor({ state: 'detached' });
    await agent.view.getByRole('tab', { name: 'People' }).click();
    await agent.view
      .locator('nearhand-people li', { hasText: 'Kofi Mensah' })
      .getByText('In the session')
      .waitFor();
    await third.context.close();
  });

  test('a tampered link has its own page, and a way on', async () => {
    const { page } = await stage.guest();
    await page.goto(`${link.slice(0, -8)}AAAAAAAA`);
    await page.getByRole('heading', { name: 'This link is not complete' }).waitFor();
    await page.getByLabel('Got a new link?').fill(link);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'Lena Brandt from Acme Industrial' }).waitFor();
  });

  test('no link at all has its own page, and a way on', async () => {
    const { page } = await stage.guest();
    await page.goto(`${stage.server.url}/join.html`);
    await page.getByRole('heading', { name: 'Open the link from the message you got' }).waitFor();
    await page.getByLabel('Your link').fill(link);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'Lena Brandt from Acme Industrial' }).waitFor();
  });

  test('an expired link has its own page, and a way on', async () => {
    const expired = await stage.expiredLink();
    const { page } = await stage.guest();
    await page.goto(expired);
    await page.getByRole('heading', { name: 'This link has expired' }).waitFor();
    await page.getByLabel('Got a new link?').waitFor();
  });

  test('a withdrawn link has its own page', async () => {
    await agent.view.locator('nearhand-session-controls').getByRole('button', { name: 'Invite' }).click();
    const dialog = agent.page.locator('nearhand-invite-dialog');
    await dialog
      .getByRole('button', { name: /Withdraw/ })
      .first()
      .click();
    await dialog.getByText('This link was withdrawn').waitFor();
    const { page } = await stage.guest();
    await page.goto(link);
    await page.getByRole('heading', { name: 'This link was withdrawn' }).waitFor();
    await dialog.getByRole('button', { name: 'Make a new link' }).click();
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    link = await agent.page.evaluate(() => navigator.clipboard.readText());
    await agent.closeInvite();
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByRole('heading', { name: 'Lena Brandt from Acme Industrial' }).waitFor();
  });

  test('a refused camera has its own page, and the guest can go on without one', async () => {
    const browser = await openBrowser({ camera: 'refused' });
    const { page, faults } = await openPage(browser, PHONE);
    await page.goto(link);
    await page.getByLabel('Your name').fill('Yuki Mori');
    await page.getByRole('button', { name: 'I agree, go on' }).click();
    await page.getByRole('button', { name: 'Allow the camera' }).click();
    await page.getByRole('heading', { name: 'The camera is not allowed' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('button', { name: 'Go on without a camera' }).click();
    await agent.admit('Yuki Mori');
    await page.getByText('You send no picture.').waitFor();
    await page.getByText('will let you in').waitFor({ state: 'detached' });
    assert.deepEqual(faults, []);
    await browser.close();
  });

  test('no page had a fault of its own', () => {
    assert.deepEqual(stage.faults, []);
  });
});

/** Nothing in this chat waits to be sent any more. */
async function settled(chat: Awaited<ReturnType<Stage['guest']>>['chat']): Promise<void> {
  await chat.locator('[aria-label^="Not sent yet"]').first().waitFor({ state: 'detached' });
}
