import type { Vector } from './camera.js';
import type { Carriage } from './carried.js';
import { Carried } from './carried.js';
import { Cylinder } from './cylinder.js';
import { Plane } from './plane.js';
import { PLATES, REPEATING, WALLS } from './plates/index.js';
import type { Painter } from './plates/index.js';
import { cloth } from './plates/cloth.js';
import { forearm } from './plates/forearm.js';
import { pipes } from './plates/pipes.js';
import { rust } from './plates/rust.js';
import type { Random } from './random.js';
import { between, seeded } from './random.js';
import type { Surface } from './surface.js';
import type { Texture } from './texture.js';
import { faded, mirror } from './texture.js';

/** What stands before the camera. Metres; the world's middle is where the camera looks, 0.6 m away by custom. */
export interface Scene {
  /** From the nearest to the farthest. */
  readonly surfaces: readonly Surface[];
  /** The point of the marked surface at these metres right and down of the world's middle. */
  place(x: number, y: number): Vector;
  /** Where the mark's middle is, in the same metres. */
  readonly mark: readonly [x: number, y: number];
  /** Of the marks, in metres; 5 cm by custom. */
  readonly radius?: number;
}

/** Sets up a scene; `kind` counts the seeds and the classes, so that each gets other plates. */
export type Stage = (random: Random, kind: number) => Scene;

const PLATE = { texels: [1200, 800], width: 0.66 } as const;

const pick = (painters: readonly Painter[], kind: number): Painter => painters[kind % painters.length]!;

/** Each texture has its own seed, so that a change of one leaves the others as they are. */
const painted = (painter: Painter, random: Random): Texture =>
  painter(seeded(random() * 2 ** 32), ...PLATE.texels);

/** Half a metre behind the plate, without end: it moves otherwise than the plate when the camera does. */
function wall(random: Random, kind: number): Plane {
  const texture = painted(pick(WALLS, kind + 1 + Math.floor(random() * PLATES.length)), random);
  return new Plane({ texture: faded(texture, 0.8, 2), width: 1.6, depth: 0.5, endless: true });
}

const somewhere = (random: Random): [number, number] => [
  between(random, -0.06, 0.06),
  between(random, -0.04, 0.04),
];

/** A flat plate in front of a wall. */
export const plate: Stage = (random, kind) => ({
  surfaces: [
    new Plane({ texture: painted(pick(PLATES, kind), random), width: PLATE.width, depth: 0 }),
    wall(random, kind),
  ],
  place: (x, y) => [x, y, 0],
  mark: somewhere(random),
});

/** A plate that is out of focus and has a third of the usual contrast. */
export const fadedPlate: Stage = (random, kind) => {
  const texture = faded(painted(pick(PLATES, kind), random), 0.35, 8);
  return {
    ...plate(random, kind),
    surfaces: [new Plane({ texture, width: PLATE.width, depth: 0 }), wall(random, kind)],
  };
};

/** A plate that looks the same in many places. */
export const repeatingPlate: Stage = (random, kind) => {
  const texture = painted(pick(REPEATING, kind), random);
  return {
    ...plate(random, kind),
    surfaces: [new Plane({ texture, width: PLATE.width, depth: 0 }), wall(random, kind)],
  };
};

/** The mark is on a block of 22 by 20 cm that stands 7 cm before the plate: the largest plane is not the mark's. */
export const relief: Stage = (random, kind) => {
  const base = plate(random, kind);
  const block = new Plane({
    texture: painted(pick(PLATES, kind + 2), random),
    width: PLATE.width,
    depth: -0.07,
    cut: { left: -0.05, right: 0.17, top: -0.12, bottom: 0.08 },
  });
  return {
    surfaces: [block, ...base.surfaces],
    place: (x, y) => [x, y, -0.07],
    mark: [between(random, 0.03, 0.09), between(random, -0.04, 0)],
  };
};

/** A drum of 16 cm radius before the wall. */
export const drum: Stage = (random, kind) => {
  const cylinder = new Cylinder(painted(pick(PLATES, kind), random), 0.16, PLATE.width);
  return {
    surfaces: [cylinder, wall(random, kind)],
    place: (x, y) => cylinder.point(x, y),
    mark: somewhere(random),
  };
};

/** Pipes, cables and a short terminal strip, 12 cm before a plate: most of what surrounds the mark is farther away. */
export const thinThings: Stage = (random, kind) => ({
  surfaces: [
    new Plane({ texture: painted(pipes, random), width: PLATE.width, depth: 0 }),
    new Plane({ texture: painted(pick(PLATES, kind), random), width: 1, depth: 0.12 }),
    wall(random, kind),
  ],
  place: (x, y) => [x, y, 0],
  mark: [between(random, -0.03, 0.03), between(random, -0.01, 0.01)],
});

/** Beside the mark something of 18 by 12 cm goes about, 4 cm before the plate, over much of what surrounds the mark. */
export const passer: Stage = (random, kind) => {
  const base = plate(random, kind);
  const side = random() < 0.5 ? -1 : 1;
  const [x, y] = base.mark;
  const object = new Plane({
    texture: rust(random, 330, 220),
    width: 0.18,
    depth: -0.04,
    middle: [x + side * 0.19, y],
    moved: (seconds) => [
      side * 0.035 * Math.sin((2 * Math.PI * 3 * seconds) / 8),
      0.1 * Math.sin((2 * Math.PI * 2 * seconds) / 8 + 1),
    ],
  });
  return { ...base, surfaces: [object, ...base.surfaces] };
};

/** A small mark on a tablecloth, which has little to hold on to, and right beside it something rich that is carried about. */
const besideIt =
  (carried: (random: Random, kind: number) => Texture, width: number, turn: number): Stage =>
  (random, kind) => {
    const { surfaces, place } = plate(random, kind);
    const texture = painted(cloth, random);
    const mark = somewhere(random);
    const radius = between(random, 0.016, 0.027);
    const object = carried(random, kind + 1);
    const gap = between(random, 0.014, 0.045);
    const side = random() < 0.5 ? -1 : 1;
    const [x, y] = [mark[0] + side * (radius + gap + width / 2), mark[1] + between(random, -0.02, 0.02)];
    const depth = -between(random, 0.02, 0.05);
    const thing = new Plane({ texture: side < 0 ? mirror(object) : object, width, depth, middle: [x, y] });
    return {
      surfaces: [
        new Carried(thing, [x, y], about(side, turn)),
        new Plane({ texture, width: 0.9, depth: 0 }),
        ...surfaces.slice(1),
      ],
      place,
      mark,
      radius,
    };
  };

/** From where it is on the first frame away from the mark, to the side along it, and back. */
const about =
  (side: number, turn: number) =>
  (seconds: number): Carriage => {
    const phase = (2 * Math.PI * seconds) / 8;
    return {
      shift: [side * 0.03 * (1 - Math.cos(2 * phase)), 0.06 * Math.sin(3 * phase)],
      angle: turn * Math.sin(2 * phase),
    };
  };

/** What is carried is a box of 24 by 16 cm. */
export const boxBeside: Stage = besideIt(
  (random, kind) => pick(PLATES, kind)(seeded(random() * 2 ** 32), 436, 290),
  0.24,
  0.35,
);

/** What is carried is a hand that points at the mark. */
export const handBeside: Stage = besideIt((random) => forearm(random, 480, 200), 0.28, 0.2);
