import { loadavg } from 'node:os';
import type { CameraTruth } from '../camera-file.js';
import type { ClassName } from '../generator/classes.js';
import { Conversation } from './conversation.js';
import { lagsOf, outcomeOf, type Outcome } from './outcome.js';
import type { PathFaults } from './relay.js';

/** In ms: how old the picture is that a stroke is made on, beyond the network's own delay. */
export const AGES = [100, 333, 1_000] as const;

/** In ms: how long a mark is looked at. */
const WATCHED = 1_200;

export type Screen = 'agent' | 'participant';

/** One stroke, on both screens. */
export interface Measured {
  readonly network: PathFaults;
  readonly class: ClassName;
  readonly age: number;
  readonly outcomes: Readonly<Record<Screen, Outcome>>;
  readonly lags: readonly number[];
  /** The machine's mean load of the last minute. */
  readonly load: number;
}

export interface Call {
  readonly url: string;
  readonly camera: string;
  readonly class: ClassName;
  readonly truth: CameraTruth;
  readonly network: PathFaults;
  /** For each age. */
  readonly strokes: number;
}

/** So many strokes of each age through one call. The first one of a call finds no frames kept, and only warms up. */
export async function measure(call: Call): Promise<Measured[]> {
  const conversation = await Conversation.open(call.url, call.camera, call.network);
  try {
    const around = middleOf(call.truth);
    const all: Measured[] = [];
    for (let turn = -1; turn < call.strokes * AGES.length; turn++) {
      const age = AGES[Math.max(0, turn) % AGES.length]!;
      const watched = await conversation.draw(around, age, WATCHED);
      await conversation.undo();
      if (turn < 0) continue;
      const { agent, participant } = watched.seen;
      all.push({
        network: call.network,
        class: call.class,
        age,
        outcomes: {
          agent: outcomeOf(watched, agent, call.truth),
          participant: outcomeOf(watched, participant, call.truth),
        },
        lags: lagsOf(watched),
        load: loadavg()[0]!,
      });
    }
    return all;
  } finally {
    await conversation.close();
  }
}

/** Where the thing is in the middle of its ways. */
function middleOf({ frames }: CameraTruth): [number, number] {
  const mean = (axis: 0 | 1): number =>
    frames.reduce((sum, { points }) => sum + points[0]![axis], 0) / frames.length;
  return [mean(0), mean(1)];
}
