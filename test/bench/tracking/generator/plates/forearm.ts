import { Canvas, HOLE } from '../canvas.js';
import { naturalNoise } from '../noise.js';
import type { Random } from '../random.js';
import { between } from '../random.js';
import type { Texture } from '../texture.js';

/**
 * A hand that points to the left, with its arm in a patterned sleeve: four fingers, one of them stretched out, folds at the
 * joints, nails, a ring. All else is a hole.
 */
export function forearm(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, HOLE);
  const middle = height / 2;
  const tone = between(random, 120, 190);
  const skin = (side: number): number => tone * (1.06 - 0.3 * (side + 0.2) ** 2);
  canvas.line(0.62 * width, middle, width, middle, 0.5 * height, skin);
  sleeve(canvas, random, 0.78 * width);
  canvas.line(0.42 * width, middle, 0.62 * width, middle, 0.62 * height, skin);
  for (let at = 0; at < 4; at++) {
    const y = middle + (at - 1.5) * 0.15 * height;
    const tip = at === 1 ? 0.09 * width : between(random, 0.24, 0.3) * width;
    finger(canvas, tip, 0.45 * width, y, 0.15 * height, tone);
  }
  canvas.rectangle(0.33 * width, middle + 0.005 * height, 0.025 * width, 0.14 * height, 235);
  const pores = naturalNoise(random, width, height, { longest: 16, persistence: 0.8 });
  for (let i = 0; i < pores.length; i++) if (canvas.data[i]! > HOLE / 2) canvas.data[i]! += 5 * pores[i]!;
  return canvas.texture();
}

function finger(canvas: Canvas, tip: number, root: number, y: number, wide: number, tone: number): void {
  canvas.line(tip + wide / 2, y, root, y, wide, (side) => tone * (1.05 - 0.35 * side ** 2));
  canvas.disc(tip + 0.45 * wide, y, 0.28 * wide, Math.min(250, tone + 38));
  for (const share of [0.38, 0.42, 0.72, 0.75]) {
    const x = tip + share * (root - tip);
    canvas.line(x, y - 0.38 * wide, x + 0.05 * wide, y + 0.38 * wide, 2, tone - 45);
  }
}

/** Checked cloth. */
function sleeve(canvas: Canvas, random: Random, left: number): void {
  const { width, height, data } = canvas;
  const check = between(random, 10, 18);
  const [dark, bright] = [between(random, 40, 80), between(random, 130, 200)];
  for (let y = 0; y < height; y++) {
    for (let x = Math.round(left); x < width; x++) {
      const at = y * width + x;
      if (data[at]! < HOLE / 2) continue;
      const stripes = Number(x % (2 * check) < check) + Number(y % (2 * check) < check);
      data[at] = dark + ((bright - dark) * stripes) / 2;
    }
  }
}
