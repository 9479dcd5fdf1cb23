import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { DESK, openBrowser, openPage } from '../e2e/support/browsers.js';
import { writeCameraFile } from '../e2e/support/camera-file.js';
import { serveFolder } from '../e2e/support/static-server.js';
import { angular, esbuild, rollup, vite, webpack, type Bundle } from './bundle.js';
import { openDevServer, unbundled } from './unbundled.js';

const HERE = import.meta.dirname;
const COPIES = join(HERE, '../../dist/lib/workers');

/** What a careful page sends along: no inline script, no string that becomes code but by a listed policy. */
const TRUSTED =
  "require-trusted-types-for 'script'; trusted-types nearhand lit-html vendor 'allow-duplicates'";
const strict = (workers: string): Readonly<Record<string, string>> => ({
  'content-security-policy': `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; worker-src ${workers}; ${TRUSTED}`,
});

interface Built {
  readonly name: string;
  readonly bundle: Bundle;
  readonly headers?: Readonly<Record<string, string>>;
  /** The page has its own copies of the workers, and names them. */
  readonly copies?: boolean;
}

const BUILT: readonly Built[] = [
  { name: 'esbuild', bundle: esbuild },
  { name: 'esbuild, under Trusted Types', bundle: esbuild, headers: strict("'self' blob:") },
  {
    name: 'esbuild, with copies of its own, under Trusted Types',
    bundle: esbuild,
    headers: strict("'self'"),
    copies: true,
  },
  { name: 'Rollup', bundle: rollup },
  { name: 'Vite', bundle: vite },
  { name: 'Vite, under Trusted Types', bundle: vite, headers: strict("'self'") },
  { name: 'webpack', bundle: webpack },
  { name: 'webpack, under Trusted Types', bundle: webpack, headers: strict("'self'") },
  { name: 'Angular', bundle: angular },
  { name: 'no bundler', bundle: unbundled },
];

describe('both workers run in a page made by', { timeout: 600_000 }, () => {
  let browser: Browser;
  let folder: string;
  before(async () => {
    if (!existsSync(join(HERE, 'node_modules/.package-lock.json')))
      spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: HERE, stdio: 'inherit', shell: true });
    folder = await mkdtemp(join(tmpdir(), 'nearhand-bundlers-'));
    const camera = join(folder, 'camera.y4m');
    await writeCameraFile(camera, { y: 120, u: 128, v: 128 });
    browser = await openBrowser({ camera });
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  for (const [index, { name, bundle, headers, copies }] of BUILT.entries())
    it(name, async () => {
      const out = join(folder, String(index));
      await bundle(out);
      if (copies) await cp(COPIES, join(out, 'copies'), { recursive: true });
      const server = await serveFolder(out, '/', headers);
      try {
        await holdsCall(browser, `${server.url}index.html${copies ? '?workers=/copies' : ''}`);
      } finally {
        server.close();
      }
    });

  it('Vite’s dev server', async () => {
    const server = await openDevServer(join(folder, 'dev'));
    try {
      await holdsCall(browser, server.url);
    } finally {
      await server.close();
    }
  });
});

/**
 * A guest comes in, the agent draws on what stands still in their picture (on what moves, a mark may be lost at once, and
 * says so); by then everything that runs beside the page has to run.
 */
async function holdsCall(browser: Browser, url: string): Promise<void> {
  const { page, context, faults } = await openPage(browser, DESK);
  page.on('console', (message) => {
    if (message.text().startsWith('Nearhand:')) faults.push(message.text());
  });
  try {
    await page.goto(url);
    await page.getByLabel('Your name').fill('Tomas');
    await page.getByRole('button', { name: 'I agree, go on' }).click();
    await page.getByRole('button', { name: 'Allow the camera' }).click();
    await page.getByRole('button', { name: 'Go to the waiting room' }).click();
    await page.locator('.ask').getByRole('button', { name: 'Let in' }).click();
    await drawOn(page);
    await page.locator('#guest nearhand-video-stage.own g.mark').first().waitFor();
    await untilRunning(page, ['nearhand frame-taps-worker', 'nearhand tracking-worker']);
    assert.deepEqual(faults, []);
  } catch (error) {
    throw faults.length > 0 ? new Error(faults.join('\n'), { cause: error }) : error;
  } finally {
    await context.close();
  }
}

async function drawOn(page: Page): Promise<void> {
  const stage = page.locator('#agent nearhand-video-stage.main svg.drawing');
  await stage.waitFor();
  const box = await stage.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 4 });
  await page.mouse.up();
}

/** Each of these workers runs code when asked to. */
async function untilRunning(page: Page, names: readonly string[]): Promise<void> {
  const limit = Date.now() + 20_000;
  for (;;) {
    const running = await Promise.all(page.workers().map((worker) => worker.evaluate(() => self.name)));
    if (names.every((name) => running.includes(name))) return;
    assert.ok(Date.now() < limit, `running: ${running.join(', ') || 'none'}`);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}
