import type { Pixel } from './camera.js';

/** Radial distortion after Brown (1966): a point at radius r (in focal lengths) is seen at r (1 + k1 r^2 + k2 r^4). */
export interface Lens {
  readonly k1: number;
  readonly k2: number;
}

export const STRAIGHT: Lens = { k1: 0, k2: 0 };

/** From where a perfect lens shows a point to where this one does; both in pixels from the middle. */
export function distorted({ k1, k2 }: Lens, [x, y]: Pixel, focal: number): Pixel {
  const square = (x * x + y * y) / (focal * focal);
  const factor = 1 + square * (k1 + square * k2);
  return [x * factor, y * factor];
}

/** The other way round, by fixed-point iteration: exact to far below a hundredth of a pixel for mild lenses. */
export function straightened(lens: Lens, [x, y]: Pixel, focal: number): Pixel {
  let [u, v] = [x, y];
  for (let step = 0; step < 12; step++) {
    const square = (u * u + v * v) / (focal * focal);
    const factor = 1 + square * (lens.k1 + square * lens.k2);
    [u, v] = [x / factor, y / factor];
  }
  return [u, v];
}

/** For every pixel of a picture, where a perfect lens would show it: `x` and `y` in pixels from the middle. */
export interface Straight {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export function straightMap(lens: Lens, width: number, height: number, focal: number): Straight {
  const x = new Float32Array(width * height);
  const y = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const pixel: Pixel = [column - width / 2, row - height / 2];
      [x[at], y[at]] = lens === STRAIGHT ? pixel : straightened(lens, pixel, focal);
    }
  }
  return { x, y };
}
