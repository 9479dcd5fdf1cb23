import type { Pinhole, Vector } from './camera.js';
import type { Texture } from './texture.js';
import { mipmaps } from './texture.js';

/** One row of a picture while it is exposed: the camera, and the rays of its pixels in focal lengths right and down. */
export interface Row {
  readonly camera: Pinhole;
  readonly right: Float32Array;
  readonly down: Float32Array;
  /** Grey levels; EMPTY where nothing was hit yet. */
  readonly grey: Float32Array;
}

/** Of a row's pixels that nothing fills yet. */
export const EMPTY = -1;

/** Something to be seen. Surfaces are painted from the nearest to the farthest: each fills what is still empty. */
export interface Surface {
  paint(row: Row, seconds: number): void;
  /** How far along the ray, in its own lengths, the surface is hit; Infinity for a miss. */
  hit(origin: Vector, ray: Vector, seconds: number): number;
}

/** Picks the level whose texels are about as large as the pixels. */
export class Mipmaps {
  readonly #levels: readonly Texture[];
  readonly #texelsPerMetre: number;

  constructor(texture: Texture, metres: number) {
    this.#levels = mipmaps(texture);
    this.#texelsPerMetre = texture.width / metres;
  }

  /** @param depth of the surface from the camera, in metres */
  at(depth: number, focal: number): Texture {
    const ratio = (this.#texelsPerMetre * Math.max(depth, 0.1)) / focal;
    const level = Math.min(this.#levels.length - 1, Math.max(0, Math.floor(Math.log2(ratio) + 0.3)));
    return this.#levels[level]!;
  }
}

/** Between four texels; 0 in a hole, the nearest texel beside one. */
export function sample({ width, data }: Texture, x: number, y: number): number {
  const column = x | 0;
  const row = y | 0;
  const u = x - column;
  const v = y - row;
  const at = row * width + column;
  const a = data[at]!;
  const b = data[at + 1]!;
  const c = data[at + width]!;
  const d = data[at + width + 1]!;
  if (a * b * c * d === 0) return v < 0.5 ? (u < 0.5 ? a : b) : u < 0.5 ? c : d;
  const top = a + (b - a) * u;
  return top + (c + (d - c) * u - top) * v;
}
