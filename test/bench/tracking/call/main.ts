import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTrackedCamera, type CameraTruth } from '../camera-file.js';
import type { ClassName } from '../generator/classes.js';
import { quantile } from '../score/quantile.js';
import { Conversation } from './conversation.js';
import { errorsOf } from './errors.js';
import type { PathFaults } from './relay.js';

/** What is measured, on how bad a network: one way delay in ms, share of packets lost. */
const NETWORKS: readonly PathFaults[] = [
  { delay: 0, loss: 0 },
  { delay: 80, loss: 0 },
  { delay: 200, loss: 0 },
  { delay: 0, loss: 0.01 },
  { delay: 80, loss: 0.05 },
];
/** In ms: how old the picture is that a stroke is made on, beyond the network's own delay. */
const AGES = [100, 333, 1_000];
const STROKES = 2;
const WATCHED = 3_000;
/** Pictures after which a stroke has been placed and is followed. */
const PLACED = 3;
const FRAMES = 240;

const name = (process.argv[2] ?? 'perspective') as ClassName;
const seed = Number(process.argv[3] ?? 1);
const camera = join('.cache', 'tracking', `camera-${name}-${seed}.y4m`);
const truth = await cameraTruth();
const rows: Record<string, Record<string, string>> = {};
for (const network of NETWORKS) {
  const label = `${network.delay} ms, ${network.loss * 100} % lost`;
  rows[label] = await measure(network);
  console.log(label, rows[label]);
}
console.log(
  `\n${name}, seed ${seed}: error of drawn marks against the frame on the same screen, px of 640, median / p95`,
);
console.table(rows);
process.exit(0);

async function cameraTruth(): Promise<CameraTruth> {
  await mkdir(join('.cache', 'tracking'), { recursive: true });
  const isThere = await stat(`${camera}.json`).then(Boolean, () => false);
  if (isThere) return JSON.parse(await readFile(`${camera}.json`, 'utf8')) as CameraTruth;
  return writeTrackedCamera(camera, { class: name, seed, frames: FRAMES });
}

async function measure(network: PathFaults): Promise<Record<string, string>> {
  const call = await Conversation.open(camera, network);
  const placed = new Map(AGES.map((age) => [age, [] as number[]]));
  const followed = { agent: [] as number[], participant: [] as number[] };
  let [shown, missing] = [0, 0];
  // The first stroke of a call finds no frames kept: it is one of the strokes all the same, and only warms up here.
  for (let turn = 0; turn <= STROKES * AGES.length; turn++) {
    const age = AGES[turn % AGES.length] ?? 0;
    const drawn = await call.draw([320, 200], age, WATCHED);
    const errors = {
      agent: errorsOf(drawn, drawn.seen.agent, truth),
      participant: errorsOf(drawn, drawn.seen.participant, truth),
    };
    await call.undo();
    if (turn === 0) continue;
    placed.get(age)?.push(...errors.agent.slice(0, PLACED));
    for (const who of ['agent', 'participant'] as const) followed[who].push(...errors[who].slice(PLACED));
    shown += errors.agent.length;
    missing += drawn.seen.agent.filter(({ marks }) => !marks[drawn.id]).length;
  }
  await call.close();
  return {
    ...Object.fromEntries(AGES.map((age) => [`placed, ${age} ms old`, figures(placed.get(age) ?? [])])),
    "followed, participant's screen": figures(followed.participant),
    "followed, agent's screen": figures(followed.agent),
    'not drawn': `${((100 * missing) / Math.max(1, missing + shown)).toFixed(1)} %`,
  };
}

function figures(values: readonly number[]): string {
  return `${quantile(values, 0.5).toFixed(2)} / ${quantile(values, 0.95).toFixed(2)} (${values.length})`;
}
