import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { AgentPage } from './support/agent-page.js';
import { openBrowser, openPage, PHONE } from './support/browsers.js';
import { DemoServer, freePorts } from './support/demo-server.js';
import { NetworkCut } from './support/network-cut.js';
import { steps } from './support/steps.js';

/** An agent's phone, on which they look through what there is: an ended session of Lena's and an open one of Amir's. */
describe('lists on a phone', { timeout: 180_000 }, () => {
  const test = steps();
  let folder: string;
  let server: DemoServer;
  let browser: Browser;
  let network: NetworkCut;
  let page: Page;
  let faults: string[];

  const rows = () => page.locator('nearhand-session-list .row');
  const entries = () => page.locator('nearhand-history button.entry');
  const gone = (one: ReturnType<typeof entries>) => one.first().waitFor({ state: 'detached' });
  const filter = () => page.getByRole('button', { name: /^Filter and sort/ });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearhand-lists-'));
    server = new DemoServer(await freePorts(), folder);
    [browser] = await Promise.all([openBrowser(), server.start()]);
    const phone = await openPage(browser, PHONE);
    ({ page, faults } = phone);
    network = new NetworkCut(browser, phone.context);
    const desk = new AgentPage(page, server.url);
    await desk.openTicket('lena');
    await desk.launch('Start remote help');
    // A page that goes at once takes the end along, and sends it at the next visit.
    const isSent = page.waitForResponse(
      (response) => response.request().postData()?.includes('session.end') ?? false,
    );
    await desk.end();
    await isSent;
    await desk.openTicket('amir');
    await desk.launch('Start remote help');
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true });
  });

  test('History shows an agent’s sessions alone, and says so where there are none', async () => {
    await page.goto(`${server.url}/history.html?as=lena`);
    await entries().waitFor();
    await filter().tap();
    await page.getByLabel('Agent').selectOption('Amir Haddad');
    await page.getByText('Only shown: Amir Haddad.').waitFor();
    await gone(entries());
    await page.getByLabel('Agent').selectOption('Lena Brandt (you)');
    await entries().waitFor();
  });

  test('it shows those of some days, and all again', async () => {
    await page.getByLabel('When').selectOption('Today');
    await entries().waitFor();
    await page.getByLabel('When').selectOption('From day to day');
    await page.getByLabel('Last day').fill('2020-01-31');
    await page.getByLabel('Last day').blur();
    await page.getByText('until Jan 31, 2020').waitFor();
    await gone(entries());
    await page.getByRole('button', { name: 'Remove the filter' }).tap();
    await entries().waitFor();
  });

  test('without a network it filters what is kept, says that, and opens what is chosen', async () => {
    await network.cut();
    await page.getByLabel('Agent').selectOption('Amir Haddad');
    await page.getByText('You see what is kept on this device.').waitFor();
    await gone(entries());
    await page.getByRole('button', { name: 'Remove the filter' }).tap();
    await entries().tap();
    await page.locator('nearhand-session-record').getByRole('tab', { name: 'Log' }).waitFor();
    await network.restore();
  });

  test('My Session shows the team’s or one’s own, also without a network', async () => {
    await page.goto(`${server.url}/sessions.html?as=lena`);
    await rows().waitFor();
    await network.cut();
    await page.getByRole('button', { name: 'Mine' }).tap();
    await gone(rows());
    await page.getByText('You see what is kept on this device.').waitFor();
    await network.restore();
    await page.getByText('None of your sessions is open.').waitFor();
    await page.getByRole('button', { name: 'Show the team’s' }).tap();
    await rows().waitFor();
  });

  test('what was chosen is there at the next visit', async () => {
    await page.getByRole('button', { name: 'Mine' }).tap();
    await page.goto(`${server.url}/sessions.html?as=lena`);
    await page.getByText('None of your sessions is open.').waitFor();
    await page.goto(`${server.url}/sessions.html?as=amir`);
    await rows().waitFor();
    assert.deepEqual(faults, []);
  });
});
