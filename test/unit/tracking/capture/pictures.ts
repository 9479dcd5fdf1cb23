import type { Luma } from '../../../../src/live/tracking/luma.js';
import { seeded } from '../frames/camera.js';

/** A picture by its formula, 0..255 for each pixel's middle. */
export function paint(width: number, height: number, grey: (x: number, y: number) => number): Luma {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data[y * width + x] = Math.round(grey(x + 0.5, y + 0.5));
  return { width, height, data };
}

export function noise(width: number, height: number, seed: number): Luma {
  const random = seeded(seed);
  return paint(width, height, () => random() * 255);
}

/** A scene of waves in many directions, smooth and nowhere the same; pixels may be of any size. */
export function scene(seed: number): (x: number, y: number) => number {
  const random = seeded(seed);
  const waves = Array.from({ length: 24 }, () => ({
    u: (random() - 0.5) * 0.5,
    v: (random() - 0.5) * 0.5,
    phase: random() * 7,
  }));
  return (x, y) =>
    128 + waves.reduce((sum, { u, v, phase }) => sum + Math.sin(u * x + v * y + phase), 0) * 12;
}
