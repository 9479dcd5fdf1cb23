import { Canvas } from '../canvas.js';
import type { Random } from '../random.js';
import { between } from '../random.js';
import type { Texture } from '../texture.js';

/** A cloth on a table, plain but for shades of a few grey levels, faint folds and a stain here and there. */
export function cloth(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, between(random, 110, 180));
  for (let at = 0; at < 16; at++) fold(canvas, random);
  for (let at = 0; at < 160; at++) stain(canvas, random);
  canvas.grain(random, between(random, 8, 26), { longest: 220, persistence: 0.6, shortest: 4 });
  return canvas.texture();
}

function fold(canvas: Canvas, random: Random): void {
  const [x, y] = [between(random, 0, canvas.width), between(random, 0, canvas.height)];
  const [angle, length] = [between(random, 0, Math.PI), between(random, 60, 400)];
  const [dx, dy] = [(Math.cos(angle) * length) / 2, (Math.sin(angle) * length) / 2];
  const [depth, wide] = [between(random, 4, 16), between(random, 5, 14)];
  const ground = canvas.data[Math.floor(y) * canvas.width + Math.floor(x)]!;
  canvas.line(x - dx, y - dy, x + dx, y + dy, wide, (side) => ground + depth * Math.sin(Math.PI * side));
}

function stain(canvas: Canvas, random: Random): void {
  const [x, y] = [between(random, 0, canvas.width), between(random, 0, canvas.height)];
  const ground = canvas.data[Math.floor(y) * canvas.width + Math.floor(x)]!;
  canvas.disc(x, y, between(random, 1.5, 6), ground + between(random, -22, 14));
}
