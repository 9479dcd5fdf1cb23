import { Canvas, HOLE } from '../canvas.js';
import { letter } from '../lettering.js';
import type { Random } from '../random.js';
import { between, integer } from '../random.js';
import type { Texture } from '../texture.js';

/**
 * Thin things with nothing between them: upright pipes with clamps and labels, cables that hang across, and in the middle
 * a short terminal strip, where the mark goes. All else is a hole.
 */
export function pipes(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, HOLE);
  for (let x = between(random, 20, 60); x < width; x += between(random, 90, 190)) pipe(canvas, random, x);
  for (let at = 0; at < 7; at++) cable(canvas, random);
  strip(canvas, random, width / 2, height / 2);
  canvas.grain(random, 20, { longest: 64, persistence: 0.6 });
  return canvas.texture();
}

function pipe(canvas: Canvas, random: Random, x: number): void {
  const wide = between(random, 14, 34);
  const tone = between(random, 110, 210);
  const shade = (side: number): number => tone * (1 - 0.5 * (side + 0.3) ** 2);
  canvas.line(x, -20, x, canvas.height + 20, wide, shade);
  for (let y = between(random, 10, 80); y < canvas.height; y += between(random, 60, 150)) {
    const clamp = between(random, 8, 20);
    canvas.rectangle(x - wide * 0.7, y, wide * 1.4, clamp, between(random, 50, 100));
    canvas.rectangle(x - wide * 0.7, y + 2, wide * 1.4, 3, 190);
    letter(canvas, random, x - wide * 0.3, y + clamp + 8, wide * 0.6, 1, 35);
  }
}

function cable(canvas: Canvas, random: Random): void {
  const [from, to] = [between(random, 0, canvas.height), between(random, 0, canvas.height)];
  const sag = between(random, 20, 160);
  const tone = between(random, 30, 120);
  const points = Array.from({ length: 30 }, (_, at): [number, number] => {
    const along = at / 29;
    return [along * canvas.width, from + (to - from) * along + sag * 4 * along * (1 - along)];
  });
  canvas.polyline(points, between(random, 6, 13), (side) => tone * (1.3 - 0.6 * Math.abs(side)));
}

function strip(canvas: Canvas, random: Random, x: number, y: number): void {
  const terminals = 6;
  for (let at = 0; at < terminals; at++) {
    const left = x + (at - terminals / 2) * 34;
    canvas.bevelled(left, y - 40, 32, 80, between(random, 150, 195), 2);
    canvas.disc(left + 16, y - 20, 10, 60);
    canvas.disc(left + 16, y - 20, 8, 185);
    canvas.line(left + 10, y - 24 + integer(random, 0, 8), left + 22, y - 16 - integer(random, 0, 8), 3, 40);
    canvas.rectangle(left + 4, y + 6, 24, 18, 232);
    letter(canvas, random, left + 8, y + 9, 12, 2, 25);
  }
}
