import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { DESK, openBrowser, openPage } from './support/browsers.js';
import { CAMERA, writeCameraFile } from './support/camera-file.js';
import { seenFrames } from './support/seen-frames.js';
import { openStaticDemo } from './support/static-demo.js';
import type { StaticDemo } from './support/static-demo.js';

/** A green ground, as BT.601 has it, and what is left of it after two codecs. */
const GREEN = { y: 145, u: 54, v: 34 };

describe('the ticket page as a static site, with no server', { timeout: 180_000 }, () => {
  let folder: string;
  let demo: StaticDemo;
  let browser: Browser;
  let context: BrowserContext;
  let agent: Page;
  let guest: Page;
  let link: string;
  const faults: string[] = [];

  const openTab = async (address: string): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
    page.on('console', (message) => {
      // The browser notes each answer that refuses; that of a link without a session is asked for below.
      if (message.location().url.endsWith('/guest/preview')) return;
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(address);
    return page;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearhand-camera-'));
    const camera = join(folder, 'camera.y4m');
    [demo] = await Promise.all([openStaticDemo(), writeCameraFile(camera, GREEN)]);
    browser = await openBrowser({ camera });
    const opened = await openPage(browser, DESK);
    context = opened.context;
    await opened.page.close();
    agent = await openTab(`${demo.url}mocked/ticket.html`);
  });

  after(async () => {
    await browser?.close();
    await demo?.close();
    await rm(folder, { recursive: true });
  });

  it('shows the two earlier sessions of the ticket, with chat and pictures', async () => {
    const entries = agent.locator('nearhand-history button.entry');
    await entries.nth(1).waitFor();
    assert.equal(await entries.count(), 2);
    await entries.nth(1).click();
    await agent.locator('nearhand-chat .bubble').nth(33).waitFor();
    await agent.getByRole('tab', { name: 'Files' }).click();
    const picture = agent.locator('nearhand-files img').first();
    await picture.waitFor();
    await picture.evaluate((image) => (image as HTMLImageElement).decode());
    assert.equal(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), 960);
  });

  it('starts a session and gives out a guest link', async () => {
    await agent.getByRole('button', { name: 'Start remote help' }).click();
    const view = agent.locator('nearhand-session-view');
    await view.getByText('Nobody is here yet.').waitFor();
    await view.locator('.nobody').getByRole('button', { name: 'Invite' }).click();
    const field = agent.locator('nearhand-invite-dialog input.link');
    await field.waitFor();
    link = await field.inputValue();
    assert.match(link, /\/some\/site\/mocked\/join\.html#.+/);
    await agent.locator('nearhand-invite-dialog').getByRole('button', { name: 'Close' }).click();
  });

  it('lets the guest of a second tab in, after consent, camera and waiting room', async () => {
    guest = await openTab(link);
    await guest.getByRole('heading', { name: 'Lena Brandt from Acme Industrial' }).waitFor();
    assert.equal(new URL(guest.url()).hash, '');
    await guest.getByLabel('Your name').fill('Tomas Novak');
    await guest.getByRole('button', { name: 'I agree, go on' }).click();
    await guest.getByRole('button', { name: 'Allow the camera' }).click();
    await guest.getByRole('button', { name: 'Go to the waiting room' }).click();
    await guest.getByText('Lena Brandt will let you in').waitFor();
    await agent.getByText('Tomas Novak wants to come in').waitFor();
    await agent.getByRole('button', { name: 'Let in' }).click();
    await guest.getByRole('button', { name: 'Draw' }).waitFor();
  });

  it('runs the call: the frames of the guest’s camera arrive decoded at the agent', async () => {
    const frames = await seenFrames(agent.locator('nearhand-session-view .main video'), 5);
    for (const { number, middle } of frames) {
      assert.ok(number < CAMERA.frames, `${number} is no frame of the file`);
      assert.ok(middle[1] > middle[0] + 60 && middle[1] > middle[2] + 60, `not green: ${middle}`);
    }
  });

  it('carries the chat both ways', async () => {
    const write = agent.locator('nearhand-session-view').getByPlaceholder('Write a message');
    await write.fill('Please go closer');
    await write.press('Enter');
    await guest.getByRole('button', { name: 'Chat' }).click();
    await guest.locator('nearhand-chat').getByText('Please go closer').waitFor();
    await guest.getByPlaceholder('Write a message').fill('Is it this bolt?');
    await guest.getByPlaceholder('Write a message').press('Enter');
    await agent.locator('nearhand-session-view').getByText('Is it this bolt?').waitFor();
  });

  it('shows the same to a colleague in a third tab, as it happens', async () => {
    const colleague = await openTab(`${demo.url}mocked/ticket.html?as=amir`);
    await colleague.getByRole('button', { name: 'Resume remote help' }).waitFor();
    await colleague
      .locator('nearhand-launcher')
      .getByText(/Tomas Novak/)
      .waitFor();
    await agent.getByRole('button', { name: 'End', exact: true }).click();
    await agent.getByRole('button', { name: 'End session' }).click();
    await guest.getByText('The session has ended').waitFor();
    await colleague.locator('nearhand-history button.entry').nth(2).waitFor();
    await colleague.close();
  });

  it('keeps it all over a reload', async () => {
    await agent.reload();
    const entries = agent.locator('nearhand-history button.entry');
    await entries.nth(2).waitFor();
    await entries.first().click();
    await agent.locator('nearhand-chat').getByText('Is it this bolt?').waitFor();
  });

  it('opens a guest link also when no ticket page is open any more', async () => {
    await agent.getByRole('button', { name: 'Start remote help' }).click();
    await agent.locator('.nobody').getByRole('button', { name: 'Invite' }).click();
    const field = agent.locator('nearhand-invite-dialog input.link');
    await field.waitFor();
    const next = await field.inputValue();
    await guest.close();
    await agent.close();
    guest = await openTab(next);
    await guest.getByRole('heading', { name: 'Lena Brandt from Acme Industrial' }).waitFor();
  });

  it('goes back to the fresh sample data in every tab', async () => {
    agent = await openTab(`${demo.url}mocked/ticket.html`);
    const other = await openTab(`${demo.url}mocked/ticket.html?as=amir`);
    await agent.getByRole('button', { name: 'Resume remote help' }).waitFor();
    await other.getByRole('button', { name: 'Resume remote help' }).waitFor();
    await other.getByRole('button', { name: 'Reset sample data' }).click();
    for (const page of [agent, other]) {
      await page.getByRole('button', { name: 'Start remote help' }).waitFor();
      await page.locator('nearhand-history button.entry').nth(1).waitFor();
      assert.equal(await page.locator('nearhand-history button.entry').count(), 2);
    }
    await guest.getByRole('heading', { name: 'This link is not complete' }).waitFor();
  });

  it('says plainly on the other pages that they need the server, and loads none of it for them', async () => {
    const { page, context: own } = await openPage(browser, DESK);
    const scripts: Response[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response);
    });
    await page.goto(`${demo.url}ticket.html`);
    await page.getByText('This page needs the demo’s server').waitFor();
    const code = (await Promise.all(scripts.map((script) => script.text()))).join('\n');
    assert.ok(code.includes('nearhand-host'));
    assert.ok(!code.includes('MOCK_ACTIVATE') && !code.includes('text/event-stream'));
    await own.close();
  });

  it('had no error in any tab', () => {
    assert.deepEqual(faults, []);
  });
});
