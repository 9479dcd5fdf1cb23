import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../../scripts/chromium.js';

export interface Devices {
  /** A Y4M file that plays as the camera; `refused`: whatever the page asks for is denied, as by a person. */
  readonly camera?: string;
  /** A WAV file that plays as the microphone. */
  readonly microphone?: string;
}

/** A browser process of its own, with files for camera and microphone, and no question asked about them. */
export function openBrowser({ camera, microphone }: Devices = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium or Chrome was found: set CHROME_PATH to one');
  return chromium.launch({
    executablePath,
    args: [
      ...chromiumFlags(),
      '--use-fake-device-for-media-stream',
      camera === 'refused' ? '--deny-permission-prompts' : '--use-fake-ui-for-media-stream',
      ...(camera && camera !== 'refused' ? [`--use-file-for-fake-video-capture=${camera}`] : []),
      ...(microphone ? [`--use-file-for-fake-audio-capture=${microphone}`] : []),
    ],
  });
}

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

export const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** A page in a context of its own; everything that goes wrong in it unasked is gathered. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({
    ...options,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(20_000);
  // The compiler that runs these tests wraps named functions in this helper, also those that a page is given to run.
  await context.addInitScript('globalThis.__name = (named) => named');
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  return { page, context, faults };
}
