import type { Browser, BrowserContext, CDPSession } from 'playwright-core';
import { DESK } from '../../e2e/support/browsers.js';
import './page.js';
import { NetworkLog, type Load } from './network-log.js';

export interface Profile {
  readonly name: string;
  /** How many times slower the processor seems. */
  readonly cpu: number;
  readonly network?: {
    readonly latency: number;
    readonly downloadThroughput: number;
    readonly uploadThroughput: number;
  };
}

export const PROFILES: readonly Profile[] = [
  { name: 'this machine', cpu: 1 },
  {
    name: 'a quarter of the processor, 1.6 Mbit/s, 150 ms',
    cpu: 4,
    // In ms, bytes a second.
    network: { latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 },
  },
];

export interface Sample extends Load {
  /** In ms. */
  readonly shown: number;
}

/** Loads a page in a context that has never seen it. */
export async function loadAfresh(browser: Browser, url: string, profile: Profile): Promise<Sample> {
  const context = await browser.newContext({ ...DESK, permissions: ['camera', 'microphone'] });
  try {
    return await load(context, url, profile);
  } finally {
    await context.close();
  }
}

/** A context whose local copy has the rows of this page. */
export async function keepRows(browser: Browser, url: string, profile: Profile): Promise<BrowserContext> {
  const context = await browser.newContext(DESK);
  await load(context, url, profile);
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForFunction(() => window.shown !== undefined);
  await page.close();
  return context;
}

/** Loads a page without the HTTP cache. */
export async function load(context: BrowserContext, url: string, profile: Profile): Promise<Sample> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    const log = await NetworkLog.begin(session);
    await slowDown(session, profile);
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.shown !== undefined, undefined, { timeout: 60_000, polling: 50 });
    const { shown, from } = await page.evaluate(() => ({
      shown: window.shown ?? 0,
      from: window.from ?? 0,
    }));
    return { shown: shown - from, ...log.until(shown, from) };
  } finally {
    await page.close();
  }
}

async function slowDown(session: CDPSession, { cpu, network }: Profile): Promise<void> {
  await session.send('Network.clearBrowserCache');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (network) await session.send('Network.emulateNetworkConditions', { offline: false, ...network });
}
