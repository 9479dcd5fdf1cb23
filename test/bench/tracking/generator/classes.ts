import type { Viewpoint } from './camera.js';
import type { Lens } from './lens.js';
import type { Clock } from './motion.js';
import type { Stage } from './scene.js';
import {
  boxBeside,
  drum,
  fadedPlate,
  handBeside,
  passer,
  plate,
  relief,
  repeatingPlate,
  thinThings,
} from './scene.js';

/** What one class of sequences puts a tracker through. Seconds are those of a cycle of 8, at 30 frames a second. */
export interface SequenceClass {
  readonly about: string;
  readonly stage: Stage;
  /** What of the viewpoint differs from straight before the plate, 0.6 m away; a hand's tremor comes on top. */
  readonly motion: (clock: Clock) => Partial<Viewpoint>;
  readonly conditions?: (clock: Clock) => Conditions;
  /** Share of the time between two frames that the shutter is open; 0.35 by custom. */
  readonly exposure?: number;
  readonly lens?: Lens;
  /** Of the picture's compression, 1..100; none by custom. */
  readonly quality?: (frame: number) => number;
}

/** Places are shares of the picture's width and height. */
export interface Conditions {
  readonly gain?: number;
  readonly glare?: readonly [x: number, y: number];
  readonly hand?: readonly [x: number, y: number];
}

const CLASSES_BY_NAME = {
  steady: {
    about: 'a phone held still: sway and tremor only',
    stage: plate,
    motion: () => ({}),
  },
  perspective: {
    about: 'seen from up to 46 degrees beside and 29 above, 0.34 to 0.9 m away',
    stage: plate,
    motion: ({ wave, side }) => ({
      yaw: side * 0.8 * wave(1),
      pitch: 0.5 * wave(1, 1),
      distance: 0.62 + 0.28 * wave(1, 2),
    }),
  },
  rotation: {
    about: 'the phone turned by up to 97 degrees either way',
    stage: plate,
    motion: ({ wave, side }) => ({ roll: side * 1.7 * wave(1) }),
  },
  scale: {
    about: 'from 0.25 to 1.43 m away: 2.4 to 0.42 times the size',
    stage: plate,
    motion: ({ wave, side }) => ({ distance: 0.6 * 2 ** (side * 1.25 * wave(1)) }),
  },
  blur: {
    about: 'fast pans, 0.22 rad at 0.6 Hz, with the shutter open for 90 % of the time',
    stage: plate,
    exposure: 0.9,
    motion: ({ wave }) => ({ pan: 0.22 * wave(5), tilt: 0.12 * wave(7, 1) }),
  },
  light: {
    about: 'brightness 0.35 to 1.55 times, a sudden drop, flicker at 6 Hz, a reflection that wanders',
    stage: plate,
    motion: ({ wave }) => ({ yaw: 0.25 * wave(1) }),
    conditions: ({ wave, pulse }) => ({
      gain: Math.max(0.25, 0.95 + 0.6 * wave(2, 1) - 0.35 * pulse(1.6, 2.1, 0.05) + 0.06 * wave(51)),
      glare: [0.5 + 0.35 * wave(1, 2), 0.5 + 0.3 * wave(2, 3)],
    }),
  },
  occlude: {
    about: 'a hand goes through the picture twice and covers the mark',
    stage: plate,
    motion: ({ wave }) => ({ yaw: 0.3 * wave(1) }),
    conditions: ({ seconds, wave, side }) => ({
      hand: [0.5 + side * (1.7 * ((seconds % 4) / 4) - 0.85), 0.55 + 0.25 * wave(2)],
    }),
  },
  leave: {
    about: 'out of the picture twice, to either side, and back from another angle and distance',
    stage: plate,
    motion: ({ pulse, side }) => ({
      pan: side * 0.8 * (pulse(0.5, 1.7) - pulse(4.2, 6)),
      yaw: side * (0.1 + 0.45 * pulse(0.9, 3.6, 1) - 0.4 * pulse(4.4, 7, 1)),
      distance: 0.6 - 0.12 * pulse(0.9, 3.6, 1) + 0.13 * pulse(4.4, 7, 1),
    }),
  },
  lowtex: {
    about: 'a surface out of focus, with a third of the contrast',
    stage: fadedPlate,
    motion: ({ wave }) => ({ yaw: 0.35 * wave(1), distance: 0.6 + 0.1 * wave(2, 1) }),
  },
  parallax: {
    about: 'the mark on a block 7 cm before the plate, seen from up to 32 degrees beside',
    stage: relief,
    motion: ({ wave, side }) => ({
      yaw: side * 0.55 * wave(1),
      pitch: 0.3 * wave(1, 1),
      distance: 0.62 + 0.12 * wave(1, 2),
    }),
  },
  wild: {
    about: 'everything at once, and out of the picture at the end',
    stage: plate,
    exposure: 0.6,
    motion: ({ wave, pulse, side }) => ({
      yaw: side * 0.6 * wave(1),
      pitch: 0.35 * wave(1, 1),
      roll: 0.5 * wave(1, 2),
      distance: 0.62 + 0.2 * wave(1, 3),
      pan: 0.15 * wave(4, 4) - side * 0.9 * pulse(5.8, 6.8, 0.5),
    }),
    conditions: ({ wave, seconds }) => ({
      gain: 1 + 0.3 * wave(3, 5),
      ...(seconds > 1.4 && seconds < 4 ? { hand: [-0.3 + (1.6 * (seconds - 1.4)) / 2.6, 0.6] as const } : {}),
    }),
  },
  repeat: {
    about: 'a keyboard, a grille or bricks: one place looks like the next; looked away from once',
    stage: repeatingPlate,
    motion: ({ wave, pulse, side }) => ({
      yaw: side * 0.4 * wave(1),
      roll: 0.15 * wave(2, 2),
      distance: 0.6 + 0.12 * wave(1, 1),
      pan: side * 0.9 * pulse(1, 2, 0.5),
    }),
  },
  curved: {
    about: 'the mark on an upright drum of 16 cm radius, seen from up to 23 degrees beside',
    stage: drum,
    motion: ({ wave, side }) => ({
      yaw: side * 0.4 * wave(1),
      pitch: 0.25 * wave(1, 1),
      distance: 0.6 + 0.1 * wave(2, 2),
    }),
  },
  zoom: {
    about: 'the focal length goes from 0.66 to 1.52 times the usual while the hand rolls by 17 degrees',
    stage: plate,
    motion: ({ wave, side }) => ({
      zoom: 2 ** (side * 0.6 * wave(2)),
      roll: 0.3 * wave(1, 1),
      yaw: 0.15 * wave(1, 2),
    }),
  },
  compressed: {
    about: 'JPEG-like compression at quality 12 to 30, coarser from frame to frame until the next fine one',
    stage: plate,
    quality: (frame) => 30 - 6 * (frame % 4),
    motion: ({ wave, side }) => ({
      yaw: side * 0.4 * wave(1),
      pitch: 0.2 * wave(1, 1),
      roll: 0.2 * wave(2, 2),
      pan: 0.08 * wave(3, 3),
    }),
  },
  lens: {
    about:
      'a wide lens (k1 -0.12, k2 0.03: 17 pixels in the corners) while the mark wanders over the picture',
    stage: plate,
    lens: { k1: -0.12, k2: 0.03 },
    motion: ({ wave, side }) => ({
      pan: side * 0.3 * wave(1),
      tilt: 0.15 * wave(2, 1),
      yaw: 0.25 * wave(1, 2),
      roll: 0.3 * wave(1, 3),
    }),
  },
  thin: {
    about: 'pipes, cables and a small terminal strip 12 cm before a plate',
    stage: thinThings,
    motion: ({ wave, side }) => ({
      yaw: side * 0.35 * wave(1),
      pitch: 0.2 * wave(1, 1),
      distance: 0.58 + 0.1 * wave(2, 2),
    }),
  },
  moving: {
    about: 'an object of 18 by 12 cm goes about beside the mark, 4 cm before the plate',
    stage: passer,
    motion: ({ wave, side }) => ({
      yaw: side * 0.3 * wave(1),
      pitch: 0.15 * wave(1, 1),
      roll: 0.1 * wave(2, 2),
    }),
  },
  beside: {
    about: 'a mark of 15 to 25 pixels on a dull plate, 13 to 42 from a box that is carried about and turned',
    stage: boxBeside,
    motion: ({ wave, side }) => ({ yaw: side * 0.12 * wave(1), distance: 0.6 + 0.05 * wave(1, 1) }),
  },
  hand: {
    about: 'the same beside a hand that points at it and moves',
    stage: handBeside,
    motion: ({ wave, side }) => ({ yaw: side * 0.12 * wave(1), distance: 0.6 + 0.05 * wave(1, 1) }),
  },
} satisfies Record<string, SequenceClass>;

export type ClassName = keyof typeof CLASSES_BY_NAME;

export const CLASSES: Readonly<Record<ClassName, SequenceClass>> = CLASSES_BY_NAME;

export const CLASS_NAMES = Object.keys(CLASSES) as readonly ClassName[];

/** Seeds that nobody may tune a tracker by: a quarter of all. */
export const isHeldOut = (seed: number): boolean => seed % 4 === 3;
