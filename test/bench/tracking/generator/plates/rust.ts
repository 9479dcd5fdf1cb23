import { Canvas } from '../canvas.js';
import { naturalNoise } from '../noise.js';
import type { Random } from '../random.js';
import { between } from '../random.js';
import type { Texture } from '../texture.js';

/** Painted steel that rusts: patches where the noise runs high, scratches, drips and bolts. */
export function rust(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, 168);
  const wear = naturalNoise(random, width, height, { longest: 180, persistence: 0.58 });
  const tone = naturalNoise(random, width, height, { longest: 24, persistence: 0.75 });
  for (let at = 0; at < wear.length; at++) {
    const depth = Math.min(1, Math.max(0, (wear[at]! - 0.12) * 7));
    canvas.data[at] = 168 + 8 * tone[at]! - depth * (80 - 34 * tone[at]!);
  }
  for (let at = 0; at < 40; at++) scratch(canvas, random);
  for (let at = 0; at < 14; at++) bolt(canvas, between(random, 0, width), between(random, 0, height));
  for (let at = 0; at < 900; at++) speck(canvas, random);
  canvas.grain(random, 14, { persistence: 0.6 });
  return canvas.texture();
}

function scratch(canvas: Canvas, random: Random): void {
  const [x, y] = [between(random, 0, canvas.width), between(random, 0, canvas.height)];
  const angle = between(random, 0, Math.PI);
  const length = between(random, 20, 140);
  canvas.line(
    x,
    y,
    x + Math.cos(angle) * length,
    y + Math.sin(angle) * length,
    between(random, 1.2, 2.6),
    216,
  );
}

function speck(canvas: Canvas, random: Random): void {
  const [x, y] = [between(random, 0, canvas.width), between(random, 0, canvas.height)];
  canvas.disc(
    x,
    y,
    between(random, 0.6, 2.4),
    random() < 0.5 ? between(random, 60, 110) : between(random, 190, 220),
  );
}

function bolt(canvas: Canvas, x: number, y: number): void {
  for (let drip = 0; drip < 60; drip++)
    canvas.disc(x + Math.sin(drip * 0.3) * 2, y + drip, 5 - drip / 16, 96);
  canvas.disc(x + 3, y + 4, 19, 60);
  canvas.disc(x, y, 18, 130);
  canvas.disc(x - 2, y - 2, 13, 158);
  for (let side = 0; side < 6; side++) {
    const [from, to] = [(side * Math.PI) / 3, ((side + 1) * Math.PI) / 3];
    canvas.line(
      x + Math.cos(from) * 13,
      y + Math.sin(from) * 13,
      x + Math.cos(to) * 13,
      y + Math.sin(to) * 13,
      2,
      85,
    );
  }
}
