import type { Pinhole, Vector } from './camera.js';
import type { Row, Surface } from './surface.js';

/** How far something has been carried along its own plane, in metres, and turned in it, in radians. */
export interface Carriage {
  readonly shift: readonly [x: number, y: number];
  readonly angle: number;
}

/** A surface that somebody carries about: seen as it would be by a camera that moved the other way. */
export class Carried implements Surface {
  readonly #surface: Surface;
  readonly #pivot: readonly [x: number, y: number];
  readonly #at: (seconds: number) => Carriage;

  /** @param pivot that it is turned about, in metres from the world's middle */
  constructor(surface: Surface, pivot: readonly [x: number, y: number], at: (seconds: number) => Carriage) {
    [this.#surface, this.#pivot, this.#at] = [surface, pivot, at];
  }

  paint(row: Row, seconds: number): void {
    const { origin, right, down, forward, focal } = row.camera;
    const { angle } = this.#at(seconds);
    const [r, d, f] = [right, down, forward].map((way) => turnedBack(way, angle)) as [Vector, Vector, Vector];
    const camera: Pinhole = { origin: this.#back(origin, seconds), right: r, down: d, forward: f, focal };
    this.#surface.paint({ ...row, camera }, seconds);
  }

  hit(origin: Vector, ray: Vector, seconds: number): number {
    return this.#surface.hit(this.#back(origin, seconds), turnedBack(ray, this.#at(seconds).angle), seconds);
  }

  #back([x, y, z]: Vector, seconds: number): Vector {
    const { shift, angle } = this.#at(seconds);
    const [px, py] = this.#pivot;
    const [u, v, w] = turnedBack([x - shift[0] - px, y - shift[1] - py, z], angle);
    return [u + px, v + py, w];
  }
}

function turnedBack([x, y, z]: Vector, angle: number): Vector {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [c * x + s * y, c * y - s * x, z];
}
