import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../e2e/support/browsers.js';
import { buildPages } from './build.js';
import { keepRows, load, loadAfresh, PROFILES, type Profile, type Sample } from './measure.js';
import { PAGES, type BenchPage } from './page.js';
import { serve, type BenchServer } from './server.js';
import { documentOf, tableOf, type Measured } from './table.js';

/** How long it takes until a page's first rows are there, against a page with one bare element, in turn. */
const USAGE = `npm run bench:first-rows -- [--loads 7] [--only list,floor] [--quick] [--write]
  --quick   this machine only, 3 loads
  --rows    prints the longest row of requests of each page
  --write   docs/first-rows.md`;

const { argv } = process;
if (argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const valueOf = (name: string): string | undefined => argv[argv.indexOf(name) + 1 || argv.length];
const quick = argv.includes('--quick');
const loads = Number(valueOf('--loads') ?? (quick ? 3 : 7));
const only = valueOf('--only')?.split(',');
const pages = PAGES.filter(({ name }) => !only || only.includes(name) || name === 'floor');
const profiles = quick ? PROFILES.slice(0, 1) : PROFILES;

const folder = await mkdtemp(join(tmpdir(), 'nearhand-first-rows-'));
await buildPages(pages, folder);
const server = await serve(folder);
const browser = await openBrowser();
try {
  const tables: string[] = [];
  for (const profile of profiles) {
    const measured = await measure(browser, server, profile);
    const table = tableOf(profile, measured);
    console.log(`\n${table}`);
    if (argv.includes('--rows'))
      for (const { page, mode, samples } of measured)
        console.log(`${page.name} ${mode}: ${samples.at(-1)?.row.join(' → ')}`);
    tables.push(table);
  }
  if (argv.includes('--write')) await writeFile('docs/first-rows.md', documentOf(tables, loads));
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
process.exit(0);

/** All pages in turn, so that what else the machine does falls on all of them. */
async function measure(on: Browser, from: BenchServer, profile: Profile): Promise<readonly Measured[]> {
  const runs: { page: BenchPage; mode: Measured['mode']; once: () => Promise<Sample>; samples: Sample[] }[] =
    [];
  for (const page of pages) {
    const url = `${from.url}/${page.name}/.built/${page.name}/index.html${page.isGuests ? await from.guestPart() : ''}`;
    for (const mode of page.modes) {
      const context = mode === 'kept' ? await keepRows(on, url, profile) : undefined;
      const once = () => (context ? load(context, url, profile) : loadAfresh(on, url, profile));
      runs.push({ page, mode, once, samples: [] });
    }
  }
  // The first load of each warms what the browser and the server keep for all.
  for (const { once } of runs) await once();
  for (let turn = 0; turn < loads; turn++) for (const run of runs) run.samples.push(await run.once());
  return runs;
}
