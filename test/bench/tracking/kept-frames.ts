import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Luma } from '../../../src/live/tracking/luma.js';
import type { ClassName } from './generator/classes.js';
import { sequence } from './generator/sequence.js';
import type { Truth } from './generator/truth.js';

const FOLDER = join('.cache', 'tracking', 'frames');
const GENERATOR = fileURLToPath(new URL('./generator/', import.meta.url));

/** The frames of a sequence with their truth, made once and kept on disk until the generator's code changes. */
export class KeptFrames {
  readonly #source: ReturnType<typeof sequence>;
  readonly #file: number;

  constructor(name: ClassName, seed: number, frames: number, marks: number) {
    this.#source = sequence(name, seed, { marks });
    const path = join(FOLDER, versionOf(GENERATOR), `${name}-${seed}-${frames}-${marks}.luma`);
    if (!existsSync(path)) this.#make(path, frames);
    this.#file = openSync(path, 'r');
  }

  frame(number: number): Luma {
    const { width, height } = this.#source;
    const data = new Uint8Array(width * height);
    readSync(this.#file, data, 0, data.length, number * data.length);
    return { width, height, data };
  }

  truths(number: number): readonly Truth[] {
    return this.#source.truths(number);
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Under another name until it is whole: a run may be broken off. */
  #make(path: string, frames: number): void {
    mkdirSync(join(path, '..'), { recursive: true });
    const unfinished = `${path}.${process.pid}`;
    const file = openSync(unfinished, 'w');
    for (let number = 0; number < frames; number++) writeSync(file, this.#source.frame(number).data);
    closeSync(file);
    renameSync(unfinished, path);
  }
}

/** Of all that is in a folder. Frames of other versions go: they are of no more use. */
function versionOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(folder, file)));
  const version = hash.digest('hex').slice(0, 12);
  const kept = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  for (const other of kept)
    if (other !== version) rmSync(join(FOLDER, other), { recursive: true, force: true });
  return version;
}
