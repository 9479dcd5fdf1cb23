import type { Pinhole, Vector } from './camera.js';
import type { Level, Texture } from './texture.js';
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
  readonly texelsPerMetre: number;
  readonly #levels: readonly Level[];

  constructor(texture: Texture, metres: number) {
    this.#levels = mipmaps(texture);
    this.texelsPerMetre = texture.width / metres;
  }

  get finest(): Level {
    return this.#levels[0]!;
  }

  /** @param depth of the surface from the camera, in metres */
  at(depth: number, focal: number): Level {
    const ratio = (this.texelsPerMetre * Math.max(depth, 0.1)) / focal;
    const level = Math.min(this.#levels.length - 1, Math.max(0, Math.floor(Math.log2(ratio) + 0.3)));
    return this.#levels[level]!;
  }
}

/**
 * The grey of a level at a place on the whole texture, between four texels; 0 in a hole, the nearest texel beside one. A
 * texel's middle is that of the square that it stands for.
 */
export function sample({ width, height, data, step }: Level, column: number, row: number): number {
  const x = Math.min(width - 1.001, Math.max(0, (column - (step - 1) / 2) / step));
  const y = Math.min(height - 1.001, Math.max(0, (row - (step - 1) / 2) / step));
  const u = x - (x | 0);
  const v = y - (y | 0);
  const at = (y | 0) * width + (x | 0);
  const a = data[at]!;
  const b = data[at + 1]!;
  const c = data[at + width]!;
  const d = data[at + width + 1]!;
  if (a * b * c * d === 0) return v < 0.5 ? (u < 0.5 ? a : b) : u < 0.5 ? c : d;
  const top = a + (b - a) * u;
  return top + (c + (d - c) * u - top) * v;
}
