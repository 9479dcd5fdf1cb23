import type { Vector } from './camera.js';
import type { Row, Surface } from './surface.js';
import { EMPTY, Mipmaps, sample } from './surface.js';
import type { Texture } from './texture.js';

/** A plane that faces the camera's usual place, at one depth. */
export interface PlaneShape {
  readonly texture: Texture;
  /** Of the texture, in metres; its height follows from its sides. */
  readonly width: number;
  readonly depth: number;
  /** Of its middle, in metres. */
  readonly middle?: readonly [x: number, y: number];
  /** Only this part of it is there: metres from the world's middle. */
  readonly cut?: Cut;
  /** Repeated in mirror images without end. */
  readonly endless?: true;
  /** Where it has moved, in metres. */
  readonly moved?: (seconds: number) => readonly [x: number, y: number];
}

export class Plane implements Surface {
  readonly #shape: PlaneShape;
  readonly #mipmaps: Mipmaps;
  readonly #endless: boolean;
  readonly #height: number;

  constructor(shape: PlaneShape) {
    this.#shape = shape;
    this.#endless = shape.endless ?? false;
    this.#mipmaps = new Mipmaps(shape.texture, shape.width);
    this.#height = (shape.width * shape.texture.height) / shape.texture.width;
  }

  paint({ camera, right, down, grey }: Row, seconds: number): void {
    const { origin, right: r, down: d, forward: f } = camera;
    const distance = this.#shape.depth - origin[2];
    const level = this.#mipmaps.at(distance, camera.focal);
    const scale = this.#mipmaps.texelsPerMetre;
    const { left, top } = this.#corner(seconds);
    const [startU, startV] = [(origin[0] - left) * scale, (origin[1] - top) * scale];
    const [fx, fy, fz, rx, ry, rz, dx, dy, dz] = [...f, ...r, ...d];
    const part = this.#part(left, top);
    for (let x = 0; x < grey.length; x++) {
      if (grey[x]! >= 0) continue;
      const u = right[x]!;
      const v = down[x]!;
      const far = distance / (fz + u * rz + v * dz);
      if (far <= 0) continue;
      const scaled = far * scale;
      const column = startU + scaled * (fx + u * rx + v * dx);
      const row = startV + scaled * (fy + u * ry + v * dy);
      if (this.#endless) grey[x] = sample(level, mirrored(column, part.right), mirrored(row, part.bottom));
      else if (isWithin(part, column, row)) grey[x] = sample(level, column, row) || EMPTY;
    }
  }

  hit(origin: Vector, ray: Vector, seconds: number): number {
    const far = (this.#shape.depth - origin[2]) / ray[2];
    if (!(far > 0)) return Infinity;
    if (this.#endless) return far;
    const { left, top } = this.#corner(seconds);
    const scale = this.#mipmaps.texelsPerMetre;
    const [u, v] = [(origin[0] + far * ray[0] - left) * scale, (origin[1] + far * ray[1] - top) * scale];
    return isWithin(this.#part(left, top), u, v) && sample(this.#mipmaps.finest, u, v) > 0 ? far : Infinity;
  }

  #corner(seconds: number): { left: number; top: number } {
    const { width, middle = [0, 0], moved } = this.#shape;
    const [x, y] = moved?.(seconds) ?? [0, 0];
    return { left: middle[0] + x - width / 2, top: middle[1] + y - this.#height / 2 };
  }

  /** The part of the texture that is there, in texels. */
  #part(left: number, top: number): Cut {
    const { texture, cut } = this.#shape;
    const scale = this.#mipmaps.texelsPerMetre;
    return {
      left: cut ? (cut.left - left) * scale : 0,
      right: cut ? (cut.right - left) * scale : texture.width - 1,
      top: cut ? (cut.top - top) * scale : 0,
      bottom: cut ? (cut.bottom - top) * scale : texture.height - 1,
    };
  }
}

interface Cut {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const isWithin = ({ left, right, top, bottom }: Cut, u: number, v: number): boolean =>
  u >= left && u <= right && v >= top && v <= bottom;

/** Back and forth within 0..length. */
function mirrored(value: number, length: number): number {
  const turns = Math.abs(value) / (2 * length);
  const folded = (turns - Math.floor(turns)) * 2 * length;
  return folded < length ? folded : 2 * length - folded;
}
