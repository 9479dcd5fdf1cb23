import { Canvas } from '../canvas.js';
import { writing } from '../lettering.js';
import type { Random } from '../random.js';
import { between, integer } from '../random.js';
import type { Texture } from '../texture.js';

/** Printed pages side by side on a desk: headings, lines of text, a table and a diagram of boxes and arrows. */
export function paper(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, 116);
  canvas.grain(random, 30, { persistence: 0.6 });
  const pages = Math.ceil(width / 420);
  for (let page = 0; page < pages; page++)
    sheet(canvas, random, page * 420 + between(random, 4, 22), between(random, 8, 60));
  canvas.grain(random, 9);
  return canvas.texture();
}

function sheet(canvas: Canvas, random: Random, left: number, top: number): void {
  const width = 380;
  canvas.rectangle(left + 6, top + 7, width, 730, 78);
  canvas.rectangle(left, top, width, 730, 228);
  writing(canvas, random, left + 30, top + 30, 26, 300, 30);
  for (let y = top + 78; y < top + 700;) {
    const block = [paragraph, table, diagram][integer(random, 0, 2)]!;
    y += block(canvas, random, left + 30, y) + 22;
  }
}

function paragraph(canvas: Canvas, random: Random, left: number, top: number): number {
  const lines = integer(random, 3, 7);
  for (let line = 0; line < lines; line++)
    writing(canvas, random, left, top + line * 19, 11, line === lines - 1 ? 180 : 320, 48);
  return lines * 19;
}

function table(canvas: Canvas, random: Random, left: number, top: number): number {
  const rows = integer(random, 3, 5);
  canvas.rectangle(left, top, 320, 24, 190);
  for (let row = 0; row <= rows; row++) canvas.rectangle(left, top + row * 24, 320, 2, 70);
  for (const x of [0, 90, 200, 318]) canvas.rectangle(left + x, top, 2, rows * 24, 70);
  for (let row = 0; row < rows; row++)
    for (const x of [8, 98, 208]) writing(canvas, random, left + x, top + row * 24 + 7, 10, 70, 45);
  return rows * 24;
}

function diagram(canvas: Canvas, random: Random, left: number, top: number): number {
  for (let box = 0; box < 3; box++) {
    const x = left + box * 112;
    const y = top + between(random, 0, 40);
    canvas.rectangle(x, y, 84, 56, 60);
    canvas.rectangle(x + 3, y + 3, 78, 50, between(random, 180, 225));
    writing(canvas, random, x + 10, y + 22, 12, 70, 40);
    if (box < 2) canvas.line(x + 86, y + 28, x + 110, top + 48, 3, 60);
  }
  return 100;
}
