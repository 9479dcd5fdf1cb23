import { parseArgs } from 'node:util';
import { CLASS_NAMES, type ClassName } from '../generator/classes.js';
import type { PathFaults } from './relay.js';

export interface CallOptions {
  readonly networks: readonly PathFaults[];
  readonly classes: readonly ClassName[];
  readonly seed: number;
  /** For each age and class. */
  readonly strokes: number;
  /** Pictures a second of the participant's camera. */
  readonly rate: number;
  /** The figures go into docs/tracking-call.md. */
  readonly write: boolean;
}

export const USAGE = `npm run bench:call -- [options]
  --network ms,%      this network only: its delay one way, and the packets lost; may be given again
                      (by custom 0,0  80,0  200,0  80,1  80,5)
  --class a,b         what the camera shows (perspective,steady); of ${CLASS_NAMES.join(', ')}
  --seed n            of the sequences (0)
  --strokes n         for each age and class (5)
  --rate n            pictures a second of the camera (15)
  --write             keep the figures in docs/tracking-call.md`;

/** @throws Error that says what is possible, if a word is not understood */
export function readOptions(args: readonly string[]): CallOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      network: { type: 'string', multiple: true, default: ['0,0', '80,0', '200,0', '80,1', '80,5'] },
      class: { type: 'string', default: 'perspective,steady' },
      seed: { type: 'string', default: '0' },
      strokes: { type: 'string', default: '5' },
      rate: { type: 'string', default: '15' },
      write: { type: 'boolean', default: false },
    },
  });
  return {
    networks: values.network.map(networkOf),
    classes: values.class.split(',').map(classOf),
    seed: Number(values.seed),
    strokes: Number(values.strokes),
    rate: Number(values.rate),
    write: values.write,
  };
}

function networkOf(words: string): PathFaults {
  const [delay = NaN, percent = NaN] = words.split(',').map(Number);
  if (Number.isNaN(delay) || Number.isNaN(percent))
    throw new Error(`${words} is no network: as 80,5 for 80 ms one way and 5 % lost`);
  return { delay, loss: percent / 100 };
}

function classOf(name: string): ClassName {
  const found = CLASS_NAMES.find((one) => one === name);
  if (!found) throw new Error(`${name} is none of ${CLASS_NAMES.join(', ')}`);
  return found;
}
