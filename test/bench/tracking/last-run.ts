import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import type { Outcome } from './run.js';

const FOLDER = '.cache/tracking';
const FILE = `${FOLDER}/last-run.bin`;

/** Every observation of a run, so that its tables can be made again without running. */
export async function keepRun(outcomes: readonly Outcome[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(FILE, serialize(outcomes));
}

export const lastRun = async (): Promise<readonly Outcome[]> =>
  deserialize(await readFile(FILE)) as readonly Outcome[];
