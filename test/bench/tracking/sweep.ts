import { Tracker } from '../../../src/live/tracking/tracker.js';
import type { Viewpoint } from './generator/camera.js';
import { plate } from './generator/scene.js';
import { Sequence } from './generator/sequence.js';
import { regionOf } from './region.js';
import { meanError } from './score/observation.js';
import type { Table } from './tables.js';

/** Times the size that it had when it was marked. */
const SCALES = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.25, 2.5] as const;

/** In degrees. */
const TURNS = Array.from({ length: 25 }, (_, at) => 15 * at - 180);

const FOLLOWED = 10;
const COVERED = 15;
const STILL = 90;
const FRAME_MS = 1000 / 30;

/** Pixels from its place; the same as for a claim of the other tables. */
const WRONG = 10;

/** Frames until a mark was found; Infinity where it never was, NaN where another place was claimed before. */
type Return = number;

/** One table: how soon a mark is found again at each scale (rows) and turn (columns), of all seeds the slowest. */
export function sweep(seeds: readonly number[], tell: (line: string) => void): Table[] {
  const stages = seeds.map((seed) => new Stage(seed));
  const returns = SCALES.map((scale) => {
    tell(`scale ${scale}`);
    return TURNS.map((turn) => stages.map((stage) => stage.return(scale, turn)));
  });
  const rows = returns.map((row, at) => [String(SCALES[at]), ...row.map(cellOf)]);
  const all = returns.flat(2);
  const found = all.filter(Number.isFinite);
  const summary = [
    ['returns', String(all.length)],
    ['found within 3 frames', share(all, (frames) => frames <= 3)],
    ['found within 15 frames', share(all, (frames) => frames <= 15)],
    ['never found in 90', share(all, (frames) => frames === Infinity)],
    ['claimed elsewhere first', share(all, Number.isNaN)],
    ['slowest of those found, frames', String(Math.max(...found))],
  ];
  return [
    {
      title: 'Frames until found, by scale and turn in degrees',
      head: ['scale', ...TURNS.map(String)],
      rows,
    },
    { title: 'In all', head: ['what', 'figure'], rows: summary },
  ];
}

const cellOf = (returns: readonly Return[]): string => {
  if (returns.some(Number.isNaN)) return '!';
  const slowest = Math.max(...returns);
  return slowest === Infinity ? '-' : String(slowest);
};

const share = (of: readonly Return[], counts: (one: Return) => boolean): string =>
  `${((100 * of.filter(counts).length) / of.length).toFixed(1)} %`;

/** A plate that a camera looks at from where it is told. */
class Stage {
  readonly #sequence: Sequence;
  readonly #first: ReturnType<Sequence['frame']>[];
  #view: Partial<Viewpoint> = {};

  constructor(seed: number) {
    const motion = (): Partial<Viewpoint> => this.#view;
    this.#sequence = new Sequence({ about: '', stage: plate, motion }, 7919 * seed + 1, seed);
    this.#first = Array.from({ length: FOLLOWED + 1 }, (_, frame) => this.#sequence.frame(frame));
  }

  return(scale: number, turn: number): Return {
    this.#view = {};
    const [marked] = this.#sequence.truths(0);
    const tracker = new Tracker();
    this.#first.forEach((frame, at) => {
      if (at === 0) tracker.add('m', frame, regionOf(marked!));
      else tracker.track(frame, at * FRAME_MS);
    });
    const { width, height } = this.#sequence;
    const black = { width, height, data: new Uint8Array(width * height) };
    for (let at = 0; at < COVERED; at++) tracker.track(black, (FOLLOWED + 1 + at) * FRAME_MS);
    this.#view = { distance: 0.6 / scale, roll: (turn * Math.PI) / 180 };
    const number = FOLLOWED + COVERED + 1;
    const [still, [truth]] = [this.#sequence.frame(number), this.#sequence.truths(number)];
    for (let at = 0; at < STILL; at++) {
      const [{ pose } = {}] = tracker.track(still, (number + at) * FRAME_MS);
      if (!pose) continue;
      return meanError(pose, marked!.points, truth!.points) <= WRONG ? at : NaN;
    }
    return Infinity;
  }
}
