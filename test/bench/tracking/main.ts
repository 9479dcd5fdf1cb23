import { measureInBrowser } from './browser/measure.js';
import { writeDocument, writeReturns } from './document.js';
import { USAGE, readOptions } from './options.js';
import { keepRun, lastRun } from './last-run.js';
import { followAll } from './pool.js';
import type { Outcome, Run } from './run.js';
import { sweep } from './sweep.js';
import { asText, scoreTables, stateTable } from './tables.js';
import { traceOf } from './trace.js';

/** Of each sequence whose frames are timed in a browser: a whole cycle, with all that the class has in it. */
const SPEED_FRAMES = 240;

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const options = readOptions(process.argv.slice(2));
if (options.sweep) {
  const tables = sweep(options.seeds, (line) => process.stderr.write(`\r${line} `));
  for (const table of tables) console.log(`\n${asText(table)}`);
  if (options.write) await writeReturns(options.seeds, tables);
  process.exit(0);
}
const outcomes = options.again ? await lastRun() : await runAll();
const tables = [...scoreTables(outcomes), stateTable(outcomes)];
if (options.speed) tables.push(...(await measureInBrowser(SPEED_FRAMES)));
for (const table of tables) console.log(`\n${asText(table)}`);
if (options.write) await writeDocument(outcomes, tables);
process.exit(0);

async function runAll(): Promise<readonly Outcome[]> {
  const runs = options.classes.flatMap((name) =>
    options.seeds.map((seed): Run => ({ ...options, name, seed })),
  );
  const all: Outcome[] = [];
  await followAll(runs, options.processes, (done) => {
    all.push(...done);
    if (options.verbose) for (const outcome of done) console.log(traceOf(outcome));
    process.stderr.write(`\r${all.length / options.trackers.length} of ${runs.length} `);
  });
  await keepRun(all);
  return all;
}
