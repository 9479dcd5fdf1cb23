import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemoServer, freePorts } from '../../../e2e/support/demo-server.js';
import { writeTrackedCamera, type CameraTruth } from '../camera-file.js';
import type { ClassName } from '../generator/classes.js';
import { asText } from '../tables.js';
import { writeCallDocument } from './document.js';
import { callTables } from './figures.js';
import { measure, type Measured } from './measure.js';
import { readOptions, USAGE } from './options.js';

const CACHE = join('.cache', 'tracking');
/** Of a sequence, in which its motion has its usual speed. */
const SECONDS = 8;

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const options = readOptions(process.argv.slice(2));
const folder = await mkdtemp(join(tmpdir(), 'nearhand-call-'));
const server = new DemoServer(await freePorts(), folder);
await server.start();
const all: Measured[] = [];
try {
  for (const network of options.networks)
    for (const name of options.classes) all.push(...(await measureCall(network, name)));
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
const tables = callTables(all);
for (const table of tables) console.log(`\n${asText(table)}`);
if (options.write) await writeCallDocument(options, tables);
process.exit(0);

async function measureCall(network: Measured['network'], name: ClassName): Promise<Measured[]> {
  const { camera, truth } = await cameraOf(name);
  const { strokes } = options;
  const measured = await measure({ url: server.url, camera, class: name, truth, network, strokes });
  console.log(asText(callTables(measured)[0]!));
  return measured;
}

async function cameraOf(name: ClassName): Promise<{ camera: string; truth: CameraTruth }> {
  const { seed, rate } = options;
  const camera = join(CACHE, `call-${name}-${seed}-${rate}.y4m`);
  await mkdir(CACHE, { recursive: true });
  const isThere = await stat(`${camera}.json`).then(Boolean, () => false);
  if (isThere) return { camera, truth: JSON.parse(await readFile(`${camera}.json`, 'utf8')) as CameraTruth };
  const truth = await writeTrackedCamera(camera, { class: name, seed, frames: rate * SECONDS, rate });
  return { camera, truth };
}
