import { invert, type Homography } from '../../../../src/live/tracking/geometry/homography.js';
import { randomFrom } from '../../../../src/live/tracking/geometry/random.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';

/** A surface to look at: grey at any place, in standard pixels of the picture that shows it straight. */
export type Texture = (x: number, y: number) => number;

/** Smooth noise of several sizes: every place looks different, and has corners. */
export function naturalTexture(seed: number, contrast = 1): Texture {
  const octaves = [64, 24, 9, 4].map((size, index) => ({ size, grid: grid(seed + 31 * index) }));
  return (x, y) => {
    let value = 0;
    for (const { size, grid: at } of octaves) value += smooth(at, x / size, y / size);
    return 128 + contrast * 62 * value;
  };
}

/** The same small tile again and again. */
export const repeating =
  (tile: Texture, pitch: number): Texture =>
  (x, y) =>
    tile(x - pitch * Math.floor(x / pitch), y - pitch * Math.floor(y / pitch));

/** The picture of a texture through a map from the texture to the picture, in standard pixels; 2x2 samples a pixel. */
export function picture(texture: Texture, pose: Homography, width = 640, height = 360): Luma {
  const back = invert(pose);
  const scale = Math.max(width, height) / 640;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = grey(texture, back, x, y, scale);
  }
  return { width, height, data };
}

function grey(texture: Texture, back: Homography, x: number, y: number, scale: number): number {
  let sum = 0;
  for (const [dx, dy] of [
    [-0.25, -0.25],
    [0.25, -0.25],
    [-0.25, 0.25],
    [0.25, 0.25],
  ] as const) {
    const [u, v] = [(x + dx + 0.5) / scale - 0.5, (y + dy + 0.5) / scale - 0.5];
    const w = back[6]! * u + back[7]! * v + back[8]!;
    sum += texture(
      (back[0]! * u + back[1]! * v + back[2]!) / w,
      (back[3]! * u + back[4]! * v + back[5]!) / w,
    );
  }
  return Math.max(0, Math.min(255, sum / 4));
}

/** Values in -1..1 on a grid of 64x64 that repeats. */
function grid(seed: number): Float32Array {
  const random = randomFrom(seed + 1);
  for (let i = 0; i < 8; i++) random();
  return Float32Array.from({ length: 4096 }, () => 2 * random() - 1);
}

function smooth(at: Float32Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [ease(x - left), ease(y - top)];
  const value = (dx: number, dy: number) => at[((top + dy) & 63) * 64 + ((left + dx) & 63)]!;
  const above = value(0, 0) + (value(1, 0) - value(0, 0)) * fx;
  const below = value(0, 1) + (value(1, 1) - value(0, 1)) * fx;
  return above + (below - above) * fy;
}

const ease = (t: number): number => t * t * (3 - 2 * t);
