import { USAGE, readOptions } from './options.js';
import { followAll } from './pool.js';
import type { Outcome, Run } from './run.js';
import { asText, scoreTables, stateTable } from './tables.js';
import { traceOf } from './trace.js';

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const options = readOptions(process.argv.slice(2));
const runs = options.classes.flatMap((name) =>
  options.seeds.map((seed): Run => ({ ...options, name, seed })),
);
const outcomes: Outcome[] = [];
await followAll(runs, options.processes, (done) => {
  outcomes.push(...done);
  if (options.verbose) for (const outcome of done) console.log(traceOf(outcome));
  else if (process.stderr.isTTY)
    process.stderr.write(`\r${outcomes.length / options.trackers.length} of ${runs.length} `);
});
for (const table of [...scoreTables(outcomes), stateTable(outcomes)]) console.log(`\n${asText(table)}`);
process.exit(0);
