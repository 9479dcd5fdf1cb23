import { postgresDatabases, pgliteDatabases } from '../../server/databases.js';
import { measureReads, measureWakes } from './measure.js';
import type { Latency, Wakes } from './measure.js';
import { readsTable, wakesTable, writeDocument } from './document.js';
import { serve } from './process.js';

/**
 * One office at two sizes on each database: what its pages ask for, and what a write a second costs with 10, 100 and 1 000
 * of them open. `--write` keeps the tables in docs/scale.md, `--quick` takes a tenth of everything.
 */
const isQuick = process.argv.includes('--quick');
const [few, many] = isQuick ? [1_000, 10_000] : [1_000, 100_000];
const seconds = isQuick ? 5 : 15;
const crowds = isQuick ? [10, 100] : [10, 100, 1_000];

const parts: string[] = [];
for (const [kind, open] of [
  ['PGlite', pgliteDatabases],
  ['Postgres', postgresDatabases],
] as const) {
  const databases = await open();
  const reads: [string, readonly Latency[]][] = [];
  const wakes: [string, Wakes][] = [];
  for (const sessions of [few, many]) {
    const server = await serve(await databases.create(), sessions);
    reads.push([sessions.toLocaleString('en'), await measureReads(server, sessions, 40)]);
    for (const agents of sessions === many ? crowds : [crowds.at(-2) ?? 10])
      wakes.push([sessions.toLocaleString('en'), await measureWakes(server, { agents, sessions, seconds })]);
    await server.stop();
  }
  await databases.stop();
  parts.push(`### ${kind}`, readsTable(reads), wakesTable(wakes));
  console.log(parts.slice(-3).join('\n\n'));
}
if (process.argv.includes('--write')) await writeDocument(parts);
process.exit(0);
