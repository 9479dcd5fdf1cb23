import type { Browser, Page } from 'playwright-core';
import { DESK, openBrowser, openPage } from '../../../e2e/support/browsers.js';
import { quantile } from '../score/quantile.js';
import type { Table } from '../tables.js';
import type { Bundle } from './bundle.js';
import { bundle, kilobytes } from './bundle.js';
import { ask, openIsolated } from './isolated-page.js';
import type { MemoryTask } from './memory-worker.js';
import type { SpeedAnswer, SpeedTask } from './speed-worker.js';

const CLASSES = ['steady', 'perspective', 'leave', 'wild'] as const;
const HERE = 'test/bench/tracking/browser';

/** Time in a Chromium worker, code and memory. @param frames of each sequence */
export async function measureInBrowser(frames: number): Promise<Table[]> {
  const browser = await openBrowser();
  try {
    return [await speedTable(browser, frames), await weightTable(browser, frames)];
  } finally {
    await browser.close();
  }
}

async function speedTable(browser: Browser, frames: number): Promise<Table> {
  const files = await bundle(`${HERE}/speed-worker.ts`);
  const answers: SpeedAnswer[] = [];
  for (const name of CLASSES) {
    const task: SpeedTask = { name, seed: 0, frames };
    answers.push(await inPage(browser, files, (page) => ask<SpeedAnswer>(page, task)));
  }
  const rows = answers.flatMap((answer, at) => rowsOf(CLASSES[at]!, answer));
  const all: SpeedAnswer = {
    one: answers.flatMap(({ one }) => one),
    ten: answers.flatMap(({ ten }) => ten),
    opencv: answers.flatMap(({ opencv }) => opencv),
  };
  return {
    title: 'A frame in a Chromium worker, all three on the same frames in turn',
    head: ['class', 'tracker', 'ms median', 'quartiles', 'p95', 'p95 / median', 'times own, one mark'],
    rows: [...rows, ...rowsOf('ALL', all)],
  };
}

function rowsOf(name: string, { one, ten, opencv }: SpeedAnswer): (readonly string[])[] {
  const base = quantile(one, 0.5);
  const row = (tracker: string, ms: readonly number[]): readonly string[] => {
    const [low, median, high, p95] = [0.25, 0.5, 0.75, 0.95].map((share) => quantile(ms, share)) as [
      number,
      number,
      number,
      number,
    ];
    return [
      name,
      tracker,
      median.toFixed(2),
      `${low.toFixed(2)} to ${high.toFixed(2)}`,
      p95.toFixed(2),
      (p95 / median).toFixed(1),
      (median / base).toFixed(2),
    ];
  };
  return [row('own, one mark', one), row('own, ten marks', ten), row('opencv, one mark', opencv)];
}

async function weightTable(browser: Browser, frames: number): Promise<Table> {
  const code = kilobytes(await bundle('src/live/tracking/tracker.ts'));
  const files = await bundle(`${HERE}/memory-worker.ts`);
  const [none, one, ten] = [
    await memory(browser, files, { marks: 0, frames }),
    await memory(browser, files, { marks: 1, frames }),
    await memory(browser, files, { marks: 10, frames }),
  ];
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  return {
    title: 'Weight of the tracker',
    head: ['what', 'figure'],
    rows: [
      ['code, minified, gzip -9', `${code.toFixed(1)} KB`],
      ['memory of the worker with one mark, beyond that without marks', megabytes(one - none)],
      ['memory of the worker with ten marks, beyond that without marks', megabytes(ten - none)],
    ],
  };
}

/** Bytes of the page and its worker after the garbage was collected, as Chromium tells them. */
const memory = (browser: Browser, files: Bundle, task: MemoryTask): Promise<number> =>
  inPage(browser, files, async (page) => {
    await ask(page, task);
    return page.evaluate(
      async () => (await (performance as unknown as Measuring).measureUserAgentSpecificMemory()).bytes,
    );
  });

interface Measuring {
  measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
}

async function inPage<T>(browser: Browser, files: Bundle, work: (page: Page) => Promise<T>): Promise<T> {
  const { page, context } = await openPage(browser, DESK);
  try {
    await openIsolated(page, files);
    return await work(page);
  } finally {
    await context.close();
  }
}
