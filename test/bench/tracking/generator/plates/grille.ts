import { Canvas } from '../canvas.js';
import type { Random } from '../random.js';
import { between } from '../random.js';
import type { Texture } from '../texture.js';

/** A ventilation grille: slots in rows, all alike, with a few scratches and screws. */
export function grille(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, 168);
  for (let y = 10; y < height; y += 36) {
    for (let x = 8; x < width; x += 76) {
      canvas.line(x + 10, y + 10, x + 58, y + 10, 17, 205);
      canvas.line(x + 10, y + 8, x + 58, y + 8, 15, 28);
    }
  }
  for (let at = 0; at < 14; at++) {
    const [x, y] = [between(random, 0, width), between(random, 0, height)];
    canvas.line(x, y, x + between(random, -70, 70), y + between(random, -30, 30), 1.6, 215);
  }
  canvas.grain(random, 12, { persistence: 0.65 });
  return canvas.texture();
}
