import type { Page } from 'playwright-core';
import type { Bundle } from './bundle.js';

const ORIGIN = 'https://bench.test';

/** Cross-origin isolated: clocks tick in 5 microseconds there, and memory can be measured. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** An empty page that can start a worker from the bundle: `/entry.js`. */
export async function openIsolated(page: Page, files: Bundle): Promise<void> {
  await page.route(`${ORIGIN}/**`, (route) => {
    const body = files.get(new URL(route.request().url()).pathname.slice(1));
    return route.fulfill({
      headers: ISOLATED,
      contentType: body === undefined ? 'text/html' : 'text/javascript',
      body: body ?? '<!doctype html><title>Bench</title>',
    });
  });
  await page.goto(ORIGIN);
}

/** One message to a new worker, and its answer; the worker is left running. */
export const ask = <Answer>(page: Page, task: unknown): Promise<Answer> =>
  page.evaluate(
    (message) =>
      new Promise((resolve, reject) => {
        const worker = new Worker('/entry.js', { type: 'module' });
        // Kept from the garbage collector, with all that it holds.
        Object.assign(globalThis, { worker });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message: fault }) => reject(new Error(fault));
        worker.postMessage(message);
      }),
    task,
  ) as Promise<Answer>;
