import { Canvas } from '../canvas.js';
import { letter } from '../lettering.js';
import type { Random } from '../random.js';
import { between } from '../random.js';
import type { Texture } from '../texture.js';

/** A control cabinet's door: gauges, push buttons, switches and displays in fields, each with a name plate. */
export function controlPanel(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, 176);
  const parts = [gauge, buttons, display, gauge, rotarySwitch];
  const field = 200;
  for (let top = 0; top < height; top += field) {
    for (let left = 0; left < width; left += field) {
      canvas.bevelled(left + 6, top + 6, field - 12, field - 12, between(random, 150, 185), 3);
      const part = parts[Math.floor(random() * parts.length)]!;
      part(canvas, random, left + field / 2, top + field * 0.44);
      canvas.rectangle(left + 40, top + 158, 120, 26, 232);
      letter(canvas, random, left + 50, top + 164, 15, 8, 25);
      for (const [x, y] of [
        [18, 18],
        [182, 18],
        [18, 182],
        [182, 182],
      ] as const)
        fixing(canvas, random, left + x, top + y);
    }
  }
  canvas.grain(random, 18);
  return canvas.texture();
}

function gauge(canvas: Canvas, random: Random, x: number, y: number): void {
  canvas.disc(x + 3, y + 4, 64, 90);
  canvas.disc(x, y, 62, 40);
  canvas.disc(x, y, 55, 238);
  for (let tick = 0; tick <= 20; tick++) {
    const angle = Math.PI * (0.75 + (1.5 * tick) / 20);
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const inner = tick % 5 ? 45 : 40;
    canvas.line(x + c * inner, y + s * inner, x + c * 51, y + s * 51, tick % 5 ? 1.6 : 3, 25);
    if (tick % 5 === 0) letter(canvas, random, x + c * 30 - 6, y + s * 30 - 4, 9, 2, 40);
  }
  const needle = Math.PI * between(random, 0.8, 2.2);
  canvas.line(x, y, x + Math.cos(needle) * 44, y + Math.sin(needle) * 44, 4, 70);
  canvas.disc(x, y, 8, 50);
}

function buttons(canvas: Canvas, random: Random, x: number, y: number): void {
  for (const [dx, dy] of [
    [-38, -34],
    [38, -34],
    [-38, 36],
    [38, 36],
  ] as const) {
    canvas.disc(x + dx + 2, y + dy + 3, 29, 95);
    canvas.disc(x + dx, y + dy, 28, 60);
    canvas.disc(x + dx, y + dy, 22, between(random, 70, 220));
    canvas.ring(x + dx, y + dy, 22, 2, 215);
    letter(canvas, random, x + dx - 8, y + dy - 6, 12, 2, 20);
  }
}

function display(canvas: Canvas, random: Random, x: number, y: number): void {
  canvas.bevelled(x - 70, y - 50, 140, 100, 70, 4);
  canvas.rectangle(x - 60, y - 40, 120, 80, 28);
  for (let row = 0; row < 3; row++)
    letter(canvas, random, x - 52, y - 32 + row * 25, 18, 4 + Math.floor(random() * 4), 205);
}

function rotarySwitch(canvas: Canvas, random: Random, x: number, y: number): void {
  canvas.disc(x + 3, y + 5, 44, 100);
  canvas.disc(x, y, 42, 55);
  const angle = between(random, 0, 2 * Math.PI);
  const [dx, dy] = [Math.cos(angle) * 36, Math.sin(angle) * 36];
  canvas.line(x - dx, y - dy, x + dx, y + dy, 22, (across) => 95 - 25 * across);
  canvas.line(x, y, x + dx, y + dy, 4, 230);
  for (let step = 0; step < 4; step++) {
    const at = (step * Math.PI) / 2;
    letter(canvas, random, x + Math.cos(at) * 58 - 5, y + Math.sin(at) * 58 - 6, 12, 1, 30);
  }
}

function fixing(canvas: Canvas, random: Random, x: number, y: number): void {
  const angle = random() * Math.PI;
  canvas.disc(x, y, 7, 205);
  canvas.ring(x, y, 7, 1.5, 90);
  canvas.line(
    x - Math.cos(angle) * 5,
    y - Math.sin(angle) * 5,
    x + Math.cos(angle) * 5,
    y + Math.sin(angle) * 5,
    2,
    60,
  );
}
