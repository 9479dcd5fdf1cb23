import { invert, type Homography } from '../../../../src/live/tracking/geometry/homography.js';
import { randomFrom } from '../../../../src/live/tracking/geometry/random.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';

/** A surface to look at: grey at any place, in standard pixels of the picture that shows it straight. */
export type Texture = (x: number, y: number) => number;

/** Side of the square after which a natural texture begins again, in standard pixels. */
const SIDE = 1024;

/** Smooth noise of several sizes: every place looks different, and has corners. Drawn once, then read bilinearly. */
export function naturalTexture(seed: number): Texture {
  const octaves = [64, 32, 16, 8].map((size, index) => ({
    size,
    grid: grid(seed + 31 * index, SIDE / size),
  }));
  const drawn = new Float32Array(SIDE * SIDE);
  for (const { size, grid: values } of octaves) {
    for (let y = 0, at = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++, at++) drawn[at]! += 62 * smooth(values, SIDE / size, x / size, y / size);
    }
  }
  return (x, y) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - left, y - top];
    const [row, next] = [(top & (SIDE - 1)) * SIDE, ((top + 1) & (SIDE - 1)) * SIDE];
    const [column, right] = [left & (SIDE - 1), (left + 1) & (SIDE - 1)];
    const above = drawn[row + column]! * (1 - fx) + drawn[row + right]! * fx;
    const below = drawn[next + column]! * (1 - fx) + drawn[next + right]! * fx;
    return 128 + above * (1 - fy) + below * fy;
  };
}

/** The same small tile again and again. */
export const repeating =
  (tile: Texture, pitch: number): Texture =>
  (x, y) =>
    tile(x - pitch * Math.floor(x / pitch), y - pitch * Math.floor(y / pitch));

/** The picture of a texture through a map from the texture to the picture, in standard pixels. */
export function picture(texture: Texture, pose: Homography, width = 640, height = 360): Luma {
  const back = invert(pose);
  const pixel = 640 / Math.max(width, height);
  const data = new Uint8Array(width * height);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const x = (column + 0.5) * pixel - 0.5;
      const y = (row + 0.5) * pixel - 0.5;
      const w = 1 / (back[6]! * x + back[7]! * y + back[8]!);
      const u = (back[0]! * x + back[1]! * y + back[2]!) * w;
      const v = (back[3]! * x + back[4]! * y + back[5]!) * w;
      data[at] = Math.max(0, Math.min(255, texture(u, v) + 0.5));
    }
  }
  return { width, height, data };
}

/** Values in -1..1 on a square grid. */
function grid(seed: number, side: number): Float32Array {
  const random = randomFrom(seed + 1);
  for (let i = 0; i < 8; i++) random();
  return Float32Array.from({ length: side * side }, () => 2 * random() - 1);
}

function smooth(at: Float32Array, side: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [ease(x - left), ease(y - top)];
  const value = (dx: number, dy: number) => at[((top + dy) % side) * side + ((left + dx) % side)]!;
  const above = value(0, 0) + (value(1, 0) - value(0, 0)) * fx;
  const below = value(0, 1) + (value(1, 1) - value(0, 1)) * fx;
  return above + (below - above) * fy;
}

const ease = (t: number): number => t * t * (3 - 2 * t);
