import type { Vector } from './camera.js';
import type { Row, Surface } from './surface.js';
import { Mipmaps, sample } from './surface.js';
import type { Level, Texture } from './texture.js';

/** An upright cylinder whose nearest line is at depth 0; its texture is wrapped round it. */
export class Cylinder implements Surface {
  readonly radius: number;
  readonly width: number;
  readonly #mipmaps: Mipmaps;

  /**
   * @param radius in metres
   * @param width of the texture along the surface, in metres
   */
  constructor(texture: Texture, radius: number, width: number) {
    [this.radius, this.width] = [radius, width];
    this.#mipmaps = new Mipmaps(texture, width);
  }

  /** The point of the surface that lies `along` metres round from its nearest line. */
  point(along: number, y: number): Vector {
    const angle = along / this.radius;
    return [this.radius * Math.sin(angle), y, this.radius * (1 - Math.cos(angle))];
  }

  paint({ camera, right, down, grey }: Row): void {
    const { origin, forward: f, right: r, down: d, focal } = camera;
    const level = this.#mipmaps.at(-origin[2], focal);
    for (let x = 0; x < grey.length; x++) {
      if (grey[x]! >= 0) continue;
      const [u, v] = [right[x]!, down[x]!];
      const ray: Vector = [
        f[0] + u * r[0] + v * d[0],
        f[1] + u * r[1] + v * d[1],
        f[2] + u * r[2] + v * d[2],
      ];
      const far = this.#distance(origin, ray);
      if (far === Infinity) continue;
      const value = this.#grey(level, origin, ray, far);
      if (value > 0) grey[x] = value;
    }
  }

  hit(origin: Vector, ray: Vector): number {
    const far = this.#distance(origin, ray);
    return far < Infinity && this.#grey(this.#mipmaps.finest, origin, ray, far) > 0 ? far : Infinity;
  }

  #distance(origin: Vector, ray: Vector): number {
    const depth = origin[2] - this.radius;
    const a = ray[0] * ray[0] + ray[2] * ray[2];
    const b = origin[0] * ray[0] + depth * ray[2];
    const root = b * b - a * (origin[0] * origin[0] + depth * depth - this.radius * this.radius);
    if (root < 0) return Infinity;
    const far = (-b - Math.sqrt(root)) / a;
    return far > 0 ? far : Infinity;
  }

  /** Lit from the front: darker where the surface turns away. */
  #grey(level: Level, origin: Vector, ray: Vector, far: number): number {
    const x = origin[0] + far * ray[0];
    const z = origin[2] + far * ray[2] - this.radius;
    const scale = this.#mipmaps.texelsPerMetre;
    const { width, height } = this.#mipmaps.finest;
    const u = (Math.atan2(x, -z) * this.radius + this.width / 2) * scale;
    const v = (origin[1] + far * ray[1]) * scale + height / 2;
    if (u < 0 || v < 0 || u > width - 1 || v > height - 1) return 0;
    return sample(level, u, v) * (0.55 + 0.45 * Math.max(0, -z / this.radius));
  }
}
