import { parseArgs } from 'node:util';
import type { ClassName } from './generator/classes.js';
import { CLASS_NAMES } from './generator/classes.js';
import type { TrackerName } from './trackers/index.js';
import { TRACKER_NAMES } from './trackers/index.js';

export interface Options {
  readonly classes: readonly ClassName[];
  readonly seeds: readonly number[];
  readonly trackers: readonly TrackerName[];
  readonly frames: number;
  readonly marks: number;
  readonly processes: number;
  /** The tables of the last run, without running. */
  readonly again: boolean;
  /** One line for each frame. */
  readonly verbose: boolean;
  /** Time, code and memory in Chromium too. */
  readonly speed: boolean;
  /** In place of all that: returns at every scale and turn. */
  readonly sweep: boolean;
  /** The figures go into docs/tracking.md. */
  readonly write: boolean;
}

export const USAGE = `npm run bench:tracking -- [options]
  --quick             one seed (0) a class, 90 frames
  --only a,b          these classes only: ${CLASS_NAMES.join(', ')}
  --seed 0,1          these seeds only (by custom 0 to 3; every fourth, 3, 7, ..., is held out: do not tune by it)
  --tracker a,b       these trackers only: ${TRACKER_NAMES.join(', ')}
  --frames n          frames of each sequence (240 are a cycle)
  --marks n           marks at once (1)
  --processes n       side by side (2)
  --again             the tables of the last run, without running
  --sweep             only this: how soon a thing is found that comes back at another scale and turn
  --speed             time, code and memory in Chromium too
  --write             keep the figures in docs/tracking.md
  -v                  a line for each frame`;

/** @throws Error that says what is possible, if a name is unknown */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      seed: { type: 'string' },
      tracker: { type: 'string' },
      frames: { type: 'string' },
      marks: { type: 'string', default: '1' },
      processes: { type: 'string', default: '2' },
      speed: { type: 'boolean', default: false },
      sweep: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      verbose: { type: 'boolean', short: 'v', default: false },
    },
  });
  return {
    classes: names(values.only, CLASS_NAMES),
    seeds: values.seed?.split(',').map(Number) ?? (values.quick ? [0] : [0, 1, 2, 3]),
    trackers: names(values.tracker, TRACKER_NAMES),
    frames: Number(values.frames ?? (values.quick ? 90 : 240)),
    marks: Number(values.marks),
    processes: Number(values.processes),
    verbose: values.verbose,
    speed: values.speed,
    sweep: values.sweep,
    again: values.again,
    write: values.write,
  };
}

function names<T extends string>(list: string | undefined, known: readonly T[]): readonly T[] {
  if (!list) return known;
  return list.split(',').map((name) => {
    const found = known.find((one) => one === name);
    if (!found) throw new Error(`${name} is none of ${known.join(', ')}`);
    return found;
  });
}
