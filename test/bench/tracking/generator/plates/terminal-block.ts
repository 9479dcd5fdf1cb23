import { Canvas } from '../canvas.js';
import { letter } from '../lettering.js';
import type { Random } from '../random.js';
import { between, integer } from '../random.js';
import type { Texture } from '../texture.js';

/** Rows of screw terminals on rails, each with a label strip and its wires. */
export function terminalBlock(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, 108);
  const rows = 3;
  const pitch = height / rows;
  for (let row = 0; row < rows; row++) {
    canvas.bevelled(0, row * pitch + pitch * 0.44, width, pitch * 0.12, 160, 5);
    wires(canvas, random, row * pitch, pitch);
    block(canvas, random, row * pitch + pitch * 0.22, pitch * 0.56);
  }
  canvas.grain(random, 22);
  return canvas.texture();
}

function wires(canvas: Canvas, random: Random, top: number, pitch: number): void {
  for (let x = 24; x < canvas.width; x += 46) {
    for (const [from, to] of [
      [top + pitch * 0.3, top - pitch * 0.05],
      [top + pitch * 0.7, top + pitch * 1.05],
    ] as const) {
      if (random() < 0.2) continue;
      const tone = between(random, 30, 200);
      const bend = between(random, -30, 30);
      const across = (side: number): number => tone * (1 - 0.45 * side * side);
      canvas.polyline(
        [
          [x, from],
          [x + bend * 0.3, (from * 2 + to) / 3],
          [x + bend, to],
        ],
        13,
        across,
      );
    }
  }
}

function block(canvas: Canvas, random: Random, top: number, height: number): void {
  for (let x = 2; x < canvas.width; x += 46) {
    const tone = random() < 0.15 ? between(random, 60, 110) : between(random, 165, 195);
    canvas.bevelled(x, top, 43, height, tone, 3);
    canvas.rectangle(x + 6, top + height * 0.4, 31, height * 0.2, 232);
    letter(canvas, random, x + 8, top + height * 0.44, height * 0.12, integer(random, 1, 2), 20);
    for (const y of [top + height * 0.2, top + height * 0.8]) screw(canvas, random, x + 21, y);
  }
}

function screw(canvas: Canvas, random: Random, x: number, y: number): void {
  const angle = random() * Math.PI;
  const [dx, dy] = [Math.cos(angle) * 11, Math.sin(angle) * 11];
  canvas.disc(x, y, 16, 45);
  canvas.disc(x, y, 13, 175);
  canvas.disc(x - 2, y - 2, 9, 195);
  canvas.line(x - dx, y - dy, x + dx, y + dy, 4, 40);
}
