import { Canvas } from '../canvas.js';
import { letter } from '../lettering.js';
import type { Random } from '../random.js';
import { between, integer } from '../random.js';
import type { Texture } from '../texture.js';

/** A populated circuit board: traces at 45 degrees, vias, chips with pins and a printed name, small parts, capacitors. */
export function circuitBoard(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, 62);
  for (let at = 0; at < 90; at++) trace(canvas, random);
  for (let at = 0; at < 260; at++) {
    const [x, y] = place(canvas, random);
    canvas.disc(x, y, 4, 150);
    canvas.disc(x, y, 1.8, 25);
  }
  for (let at = 0; at < 120; at++) smallPart(canvas, random);
  for (let at = 0; at < 16; at++) chip(canvas, random);
  for (let at = 0; at < 12; at++) capacitor(canvas, random);
  canvas.grain(random, 20);
  return canvas.texture();
}

const place = (canvas: Canvas, random: Random): [number, number] => [
  between(random, 0, canvas.width),
  between(random, 0, canvas.height),
];

function trace(canvas: Canvas, random: Random): void {
  let [x, y] = place(canvas, random);
  const points: [number, number][] = [[x, y]];
  let direction = integer(random, 0, 7);
  for (let bend = 0; bend < 5; bend++) {
    const length = between(random, 20, 160);
    x += Math.cos((direction * Math.PI) / 4) * length;
    y += Math.sin((direction * Math.PI) / 4) * length;
    points.push([x, y]);
    direction += integer(random, -1, 1);
  }
  canvas.polyline(points, between(random, 2, 6), between(random, 85, 115));
}

function smallPart(canvas: Canvas, random: Random): void {
  const [x, y] = place(canvas, random);
  const long = between(random, 14, 30);
  const wide = long * 0.5;
  const [w, h] = random() < 0.5 ? [long, wide] : [wide, long];
  canvas.rectangle(x, y, w, h, 205);
  const inset = w > h ? [w * 0.25, 0] : [0, h * 0.25];
  canvas.rectangle(
    x + inset[0]!,
    y + inset[1]!,
    w - 2 * inset[0]!,
    h - 2 * inset[1]!,
    between(random, 15, 120),
  );
  if (random() < 0.6) letter(canvas, random, x, y - 13, 9, 2, 225);
}

function chip(canvas: Canvas, random: Random): void {
  const [x, y] = place(canvas, random);
  const [w, h] = [between(random, 50, 130), between(random, 40, 110)];
  for (let pin = 6; pin < w - 6; pin += 11) {
    canvas.rectangle(x + pin, y - 8, 5, h + 16, 190);
  }
  canvas.bevelled(x, y, w, h, 34, 2);
  canvas.disc(x + 9, y + 9, 4, 70);
  letter(canvas, random, x + 14, y + h * 0.35, 13, Math.floor((w - 24) / 11), 150);
  letter(canvas, random, x + 14, y + h * 0.65, 10, Math.floor((w - 30) / 8), 120);
}

function capacitor(canvas: Canvas, random: Random): void {
  const [x, y] = place(canvas, random);
  const radius = between(random, 14, 30);
  canvas.disc(x + 4, y + 5, radius, 25);
  canvas.disc(x, y, radius, 165);
  canvas.ring(x, y, radius, 3, 95);
  canvas.rectangle(x - radius * 0.8, y - 2, radius * 1.6, 4, 120);
  canvas.rectangle(x - 2, y - radius * 0.8, 4, radius * 1.6, 120);
}
