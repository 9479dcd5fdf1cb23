import { MotionEstimator, type CameraMotion } from './alignment/camera-motion.js';
import { identity, type Homography } from './geometry/homography.js';
import { Pyramid } from './image/pyramid.js';
import { SmallImage } from './image/small-image.js';
import type { KeyframeMaker } from './keyframes/keyframe.js';
import type { Luma } from './luma.js';
import { Mosaic } from './planes/mosaic.js';

/** The latest frame in all its sizes, and how the camera moved to it. Keeps its memory. */
export class View {
  readonly frame = new Pyramid();
  readonly #motion = new MotionEstimator();
  readonly #mosaic: Mosaic;
  #before = new SmallImage();
  #small = new SmallImage();
  #last = identity();

  constructor(maker: KeyframeMaker) {
    this.#mosaic = new Mosaic(maker);
  }

  get small(): SmallImage {
    return this.#small;
  }

  /** Gives how the picture moved since the frame before; `turn`: as far as a gyroscope knows. */
  load(picture: Luma, turn: Homography | undefined): CameraMotion {
    this.frame.load(picture);
    [this.#before, this.#small] = [this.#small, this.#before];
    this.#small.load(this.frame);
    const motion = this.#moved(turn ?? this.#last);
    this.#last = motion.map;
    return motion;
  }

  /** The same more exactly, for what is out of sight and must not get lost: needed of each frame until `rest`. */
  follow({ map }: CameraMotion): Homography {
    return this.#mosaic.follow(this.frame, map);
  }

  /** All that is to be followed is in sight. */
  rest(): void {
    this.#mosaic.clear();
  }

  /** Is a place within the picture, or outside by at most so many standard pixels? */
  isWithin(x: number, y: number, beyond: number): boolean {
    const { width, height, scale } = this.frame.levels[0]!;
    return x > -beyond && y > -beyond && x < width / scale + beyond && y < height / scale + beyond;
  }

  /** From where it is likely, and from no motion at all: in a pattern, each finds only what is near. */
  #moved(likely: Homography): CameraMotion {
    const [one, other] = [likely, identity()].map((start) =>
      this.#motion.estimate(this.#before, this.#small, start),
    );
    return one!.residual < other!.residual ? one! : other!;
  }
}
