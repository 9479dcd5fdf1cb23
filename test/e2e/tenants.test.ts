import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { DESK, openBrowser, openPage } from './support/browsers.js';
import { openStaticDemo } from './support/static-demo.js';
import type { StaticDemo } from './support/static-demo.js';

const ACME = ['Pump P-07 leaks', 'Valve V-2 sticks', 'Fan 3 is loud'];
const GLOBEX = ['Lift stops between floors', 'Gate 5 stays open'];

describe('two hosts on one page', { timeout: 90_000 }, () => {
  let demo: StaticDemo;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  const titles = async (tenant: string): Promise<string[]> => {
    const shown = page.locator(`#${tenant} nearhand-session-list button.title`);
    await shown.first().waitFor();
    return shown.allInnerTexts();
  };

  before(async () => {
    demo = await openStaticDemo();
    browser = await openBrowser();
    ({ page, faults } = await openPage(browser, DESK));
    await page.goto(`${demo.url}tenants.html`);
  });

  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  it('show each tenant its own sessions', async () => {
    assert.deepEqual(await titles('acme'), ACME);
    assert.deepEqual(await titles('globex'), GLOBEX);
  });

  it('keep what they show in databases of their own', async () => {
    const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    assert.deepEqual(names.sort(), ['nearhand:acme:lena', 'nearhand:globex:omar']);
  });

  it('leave the other alone when one ends a session', async () => {
    const row = page.locator('#acme nearhand-session-list article').first();
    await row.getByRole('button', { name: /^More/ }).click();
    await row.locator('.menu button.last').click();
    await page.getByRole('button', { name: 'End session' }).click();
    await page
      .locator('#acme')
      .getByText(ACME[0] ?? '', { exact: true })
      .waitFor({ state: 'detached' });
    assert.deepEqual(await titles('acme'), ACME.slice(1));
    assert.deepEqual(await titles('globex'), GLOBEX);
  });

  it('begin anew with each load, since this backend keeps nothing', async () => {
    await page.reload();
    assert.deepEqual(await titles('acme'), ACME);
    assert.deepEqual(faults, []);
  });
});
