import type { Canvas } from './canvas.js';
import type { Random } from './random.js';
import { integer } from './random.js';

/** Strokes between the nodes of a grid of 3 columns and 5 rows, as `from to` node numbers: shapes like those of letters. */
const GLYPHS = [
  [0, 12, 12, 14],
  [0, 2, 2, 14, 14, 12, 12, 0],
  [12, 1, 1, 14, 7, 8],
  [0, 12, 0, 2, 6, 7, 12, 14],
  [0, 12, 6, 8, 2, 14],
  [1, 13],
  [0, 2, 2, 12],
  [0, 2, 2, 8, 8, 6, 6, 0, 8, 14, 14, 12],
  [0, 12, 0, 14, 2, 14],
  [2, 0, 0, 6, 6, 8, 8, 14, 14, 12],
  [0, 12, 0, 2, 2, 8, 8, 6],
  [0, 13, 13, 2],
  [0, 14, 2, 12],
  [0, 6, 6, 8, 2, 14],
] as const;

/** Writes `length` glyphs from (x, y), their upper left, `size` pixels high; gives where the line ends. */
export function letter(
  canvas: Canvas,
  random: Random,
  x: number,
  y: number,
  size: number,
  length: number,
  value: number,
): number {
  const step = size / 4;
  for (let at = 0; at < length; at++) {
    const strokes = GLYPHS[integer(random, 0, GLYPHS.length - 1)]!;
    const left = x + at * size * 0.8;
    for (let stroke = 0; stroke < strokes.length; stroke += 2) {
      const [from, to] = [strokes[stroke]!, strokes[stroke + 1]!];
      canvas.line(
        left + (from % 3) * step,
        y + Math.floor(from / 3) * step,
        left + (to % 3) * step,
        y + Math.floor(to / 3) * step,
        Math.max(1.4, size * 0.13),
        value,
      );
    }
  }
  return x + length * size * 0.8;
}

/** Words in a line as wide as `width`. */
export function writing(
  canvas: Canvas,
  random: Random,
  x: number,
  y: number,
  size: number,
  width: number,
  value: number,
): void {
  for (let at = x; at < x + width - size * 3; at += size * 0.6)
    at = letter(
      canvas,
      random,
      at,
      y,
      size,
      Math.min(integer(random, 2, 9), Math.floor((x + width - at) / (size * 0.8))),
      value,
    );
}
