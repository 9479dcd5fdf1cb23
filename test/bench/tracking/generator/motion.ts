import type { Viewpoint } from './camera.js';
import type { Random } from './random.js';
import { between } from './random.js';

/** Of a whole cycle at the usual speed: every motion returns to where it began after so many seconds. */
export const CYCLE_SECONDS = 8;

/** Where in its cycle a motion is, and the ways in which a seed varies it. */
export interface Clock {
  /** Seconds since the start of the cycle, at the usual speed: 0..8. */
  readonly seconds: number;
  /** A sine with so many periods a cycle; which one of the seed's phases it has is told by `part`. */
  wave(periods: number, part?: number): number;
  /** 0 before `from`, 1 between `from` and `to`, and 0 again after; each change takes `change` seconds, smoothly. */
  pulse(from: number, to: number, change?: number): number;
  /** 1 or -1, by the seed. */
  readonly side: number;
}

/** What one seed varies in a motion. */
export interface Variation {
  readonly phases: readonly number[];
  readonly side: number;
  /** Of the hand's tremor, 0..2 pi each. */
  readonly tremor: readonly number[];
}

export function variation(random: Random): Variation {
  return {
    phases: Array.from({ length: 12 }, () => between(random, -0.5, 0.5)),
    side: random() < 0.5 ? -1 : 1,
    tremor: Array.from({ length: 20 }, () => between(random, 0, 2 * Math.PI)),
  };
}

/** @param cycle how much of the cycle has passed; whole numbers are its start */
export function clockAt(cycle: number, { phases, side }: Variation): Clock {
  const part = cycle - Math.floor(cycle);
  const seconds = part * CYCLE_SECONDS;
  return {
    seconds,
    side,
    wave: (periods, at = 0) => Math.sin(2 * Math.PI * periods * part + (phases[at] ?? 0)),
    pulse: (from, to, change = 0.6) => smooth((seconds - from) / change) - smooth((seconds - to) / change),
  };
}

const smooth = (t: number): number => {
  const within = Math.min(1, Math.max(0, t));
  return within * within * (3 - 2 * within);
};

/**
 * A hand that holds a phone: slow sway of some millimetres and hundredths of a radian at about 0.5 and 0.9 Hz, and a
 * tremor of 2 mrad at about 5 and 9 Hz (physiological tremor of the hand: 4-12 Hz).
 */
export function handHeld(view: Viewpoint, cycle: number, { tremor }: Variation): Viewpoint {
  const sway = (at: number, amplitude: number, periods: number): number =>
    amplitude * (sine(cycle, periods, tremor[at]) + 0.6 * sine(cycle, OVERTONES[periods], tremor[at + 1]));
  return {
    ...view,
    shift: [view.shift[0] + sway(0, 0.008, 4), view.shift[1] + sway(2, 0.006, 4)],
    distance: view.distance * (1 + sway(4, 0.01, 3)),
    yaw: view.yaw + sway(6, 0.012, 4),
    pitch: view.pitch + sway(8, 0.012, 5),
    roll: view.roll + sway(10, 0.012, 4),
    pan: view.pan + sway(12, 0.012, 5) + sway(14, 0.0022, 40),
    tilt: view.tilt + sway(16, 0.01, 4) + sway(18, 0.0022, 48),
  };
}

/** Periods a cycle of the faster part of each sway, about 1.8 times the slower. */
const OVERTONES: Readonly<Record<number, number>> = { 3: 5, 4: 7, 5: 9, 40: 73, 48: 88 };

const sine = (cycle: number, periods = 0, phase = 0): number =>
  Math.sin(2 * Math.PI * periods * cycle + phase);
