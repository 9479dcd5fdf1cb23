import type { Luma } from '../../../../src/live/tracking/luma.js';
import { BlockCodec } from './block-codec.js';
import type { Pinhole, Pixel, Vector, Viewpoint } from './camera.js';
import { FOCAL, pinhole, seen } from './camera.js';
import type { ClassName, SequenceClass } from './classes.js';
import { CLASSES, CLASS_NAMES } from './classes.js';
import { Hand } from './hand.js';
import { STRAIGHT, straightMap } from './lens.js';
import type { Variation } from './motion.js';
import { CYCLE_SECONDS, clockAt, handHeld, variation } from './motion.js';
import type { Random } from './random.js';
import { between, seeded } from './random.js';
import { Renderer } from './renderer.js';
import type { Scene } from './scene.js';
import type { Exposure } from './sensor.js';
import { Sensor } from './sensor.js';
import type { Truth } from './truth.js';
import { isVisible, truePixel } from './truth.js';

export interface SequenceOptions {
  readonly width?: number;
  readonly height?: number;
  /** Frames after which everything begins again; 240 is the usual speed at 30 frames a second. */
  readonly cycle?: number;
  readonly marks?: number;
}

/** By custom, in metres on the surface: 47 pixels at the usual distance. */
const MARK_RADIUS = 0.05;

/**
 * Frames of one class and seed, with the exact truth about its marks. Every frame can be asked for at any time and is
 * always the same; the motion repeats after `cycle` frames, the noise does not.
 */
export class Sequence {
  readonly width: number;
  readonly height: number;
  readonly cycle: number;
  readonly #class: SequenceClass;
  readonly #scene: Scene;
  readonly #variation: Variation;
  readonly #marks: (readonly Vector[])[];
  readonly #renderer: Renderer;
  readonly #sensor: Sensor;
  readonly #codec = new BlockCodec();

  /** @param kind which of the possible plates; see `Stage` */
  constructor(
    definition: SequenceClass,
    seed: number,
    kind: number,
    { width = 640, height = 360, cycle = 240, marks = 1 }: SequenceOptions = {},
  ) {
    const random = seeded(seed);
    [this.width, this.height, this.cycle] = [width, height, cycle];
    this.#class = definition;
    this.#variation = variation(random);
    this.#scene = definition.stage(random, kind);
    this.#sensor = new Sensor(width, height, new Hand(seed, width), random);
    const straight = straightMap(this.#lens, width, height, (FOCAL * width) / 640);
    this.#renderer = new Renderer(width, height, this.#scene.surfaces, straight);
    this.#marks = [markPoints(this.#scene, ...this.#scene.mark)];
    while (this.#marks.length < marks) this.#tryMark(random);
  }

  frame(number: number): Luma {
    const { width, height } = this;
    const exposure = this.#class.exposure ?? 0.35;
    const samples = Math.min(8, Math.max(2, Math.ceil(this.#travel(number, exposure) / 1.5)));
    const light = this.#renderer.shoot(
      { time: number, exposure, samples },
      (time) => this.#camera(time),
      (time) => this.#seconds(time),
    );
    const data = this.#sensor.develop(light, this.#exposure(number), number);
    const quality = this.#class.quality?.(number);
    if (quality) this.#codec.compress(data, width, height, quality);
    return { width, height, data };
  }

  /** Where each mark truly is on a frame. */
  truths(number: number): readonly Truth[] {
    return this.#marks.map((points) => {
      const pixels = points.map((point) => this.#pixel(point, number));
      return { points: pixels, ...this.#visibility(points[0]!, pixels[0]!, number) };
    });
  }

  /** One more mark around the first, if all of it is there to be seen on the first frame. */
  #tryMark(random: Random): void {
    const [x, y] = this.#scene.mark;
    const points = markPoints(
      this.#scene,
      x + between(random, -0.18, 0.18),
      y + between(random, -0.09, 0.09),
    );
    const isOnIt = points.every((point) => this.#visibility(point, this.#pixel(point, 0), 0).visible);
    if (isOnIt) this.#marks.push(points);
  }

  get #lens() {
    return this.#class.lens ?? STRAIGHT;
  }

  #seconds(time: number): number {
    return ((time / this.cycle) % 1) * CYCLE_SECONDS;
  }

  #camera(time: number): Pinhole {
    const cycle = time / this.cycle;
    const view = { ...STRAIGHT_AHEAD, ...this.#class.motion(clockAt(cycle, this.#variation)) };
    return pinhole(handHeld(view, cycle, this.#variation), this.width);
  }

  #pixel(point: Vector, frame: number): Pixel {
    return truePixel(point, frame, this, this.#lens, (time) => this.#camera(time));
  }

  #visibility(point: Vector, pixel: Pixel, frame: number): Pick<Truth, 'inPicture' | 'visible'> {
    const [x, y] = pixel;
    const inPicture = x >= 0 && y >= 0 && x < this.width && y < this.height;
    const { hand } = this.#exposure(frame);
    const isCovered = hand !== undefined && this.#sensor.hand.covers(hand, x, y);
    const { origin } = this.#camera(frame);
    const visible =
      inPicture && !isCovered && isVisible(point, origin, this.#scene.surfaces, this.#seconds(frame));
    return { inPicture, visible };
  }

  #exposure(frame: number): Exposure {
    const clock = clockAt(frame / this.cycle, this.#variation);
    const { gain = 1, glare, hand } = this.#class.conditions?.(clock) ?? {};
    const pixel = ([x, y]: readonly [number, number]): Pixel => [x * this.width, y * this.height];
    return { gain, ...(glare && { glare: pixel(glare) }), ...(hand && { hand: pixel(hand) }) };
  }

  /** How far the picture moves during the exposure, in pixels, at most. */
  #travel(frame: number, exposure: number): number {
    const [opened, closed] = [frame - exposure / 2, frame + exposure / 2].map((time) => this.#camera(time));
    const corners: Vector[] = [...[-0.25, 0.25].map((x): Vector => [x, 0.15, 0]), this.#marks[0]![0]!];
    return Math.max(
      ...corners.map((corner) => {
        const [from, to] = [seen(opened!, corner), seen(closed!, corner)];
        return from && to ? Math.hypot(to[0] - from[0], to[1] - from[1]) : 0;
      }),
    );
  }
}

/** The sequence of a class and a seed: the same frames whenever and wherever it is made. */
export function sequence(name: ClassName, seed: number, options: SequenceOptions = {}): Sequence {
  const number = CLASS_NAMES.indexOf(name);
  return new Sequence(CLASSES[name], seed * 7919 + number * 104_729 + 1, seed + number, options);
}

const STRAIGHT_AHEAD: Viewpoint = {
  yaw: 0,
  pitch: 0,
  roll: 0,
  distance: 0.6,
  shift: [0, 0],
  pan: 0,
  tilt: 0,
  zoom: 1,
};

/** Five points of a mark: its middle, and four on its rim. */
const markPoints = ({ place, radius = MARK_RADIUS }: Scene, x: number, y: number): Vector[] =>
  [
    [0, 0],
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ].map(([u, v]) => place(x + u! * radius, y + v! * radius));
