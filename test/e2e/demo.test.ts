import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DESK, openBrowser, openPage } from './support/browsers.js';
import { DemoServer, freePorts } from './support/demo-server.js';

describe('the demo as it is started first', { timeout: 180_000 }, () => {
  let folder: string;
  let server: DemoServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearhand-demo-'));
    server = new DemoServer(await freePorts(), folder, { SAMPLES: '' });
    [browser] = await Promise.all([openBrowser({}), server.start()]);
    ({ context, page } = await openPage(browser, DESK));
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true });
  });

  const rows = () => page.locator('nearhand-session-list .row');

  it('has something on every page', async () => {
    await page.goto(`${server.url}/sessions.html`);
    await rows().nth(7).waitFor();
    await page.goto(`${server.url}/history.html`);
    await page.locator('nearhand-history button.entry').nth(20).waitFor();
    await page.goto(`${server.url}/ticket.html`);
    await page.locator('nearhand-history button.entry').nth(1).waitFor();
    await page.goto(`${server.url}/pieces.html`);
    await page.locator('nearhand-chat').waitFor();
  });

  it('shows the pictures of a session', async () => {
    await page.goto(`${server.url}/ticket.html`);
    await page.locator('nearhand-history button.entry').first().click();
    await page.locator('nearhand-session-record').getByRole('tab', { name: 'Files' }).click();
    const picture = page.locator('nearhand-files img').first();
    await picture.waitFor();
    await page.waitForFunction(
      (one) => (one as HTMLImageElement).naturalWidth === 960,
      await picture.elementHandle(),
    );
  });

  it('keeps what was done, and goes back to fresh samples on request, here and in another browser', async () => {
    const other = await openPage(browser, DESK);
    await other.page.goto(`${server.url}/ticket.html`);
    await page.goto(`${server.url}/ticket.html`);
    await page.getByRole('button', { name: 'Start remote help' }).click();
    await other.page.getByRole('button', { name: 'Resume remote help' }).waitFor();
    await server.stop();
    await server.start();
    await page.goto(`${server.url}/ticket.html`);
    await page.getByRole('button', { name: 'Resume remote help' }).waitFor();
    await page.getByRole('button', { name: 'Reset sample data' }).click();
    await page.getByRole('button', { name: 'Start remote help' }).waitFor();
    await other.page.goto(`${server.url}/ticket.html`);
    await other.page.getByRole('button', { name: 'Start remote help' }).waitFor();
    await other.context.close();
  });

  it('asks another device for the code, once, and says what is wrong with one', async () => {
    // What the server says to a device of the network; the code itself goes to the server.
    await context.route('**/demo/door', (route) =>
      route.request().method() === 'GET'
        ? route.fulfill({ json: { open: false, samples: 'x' } })
        : route.continue(),
    );
    await page.goto(`${server.url}/sessions.html`);
    const field = page.getByLabel('Type the code');
    await field.fill('000');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('That is not the code.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.ok(await field.isVisible(), 'Escape is no way in');
    await field.fill(/code (\d{6})/.exec(server.output)?.[1] ?? '');
    await page.getByRole('button', { name: 'Go on' }).click();
    await rows().first().waitFor();
    const cookies = await context.cookies();
    assert.ok(cookies.some(({ name, httpOnly }) => name === 'nearhand-demo-pass' && httpOnly));
  });
});
