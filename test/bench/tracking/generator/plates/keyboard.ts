import { Canvas } from '../canvas.js';
import { letter } from '../lettering.js';
import type { Random } from '../random.js';
import type { Texture } from '../texture.js';

/** A keyboard from edge to edge: equal keys that only their small letters tell apart. */
export function keyboard(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, 38);
  const pitch = 62;
  for (let row = 0; row * pitch < height; row++) {
    for (let x = -((row * 17) % pitch); x < width; x += pitch) {
      canvas.bevelled(x + 3, row * pitch + 3, pitch - 6, pitch - 6, 78, 3);
      canvas.bevelled(x + 9, row * pitch + 6, pitch - 18, pitch - 20, 92, 2);
      letter(canvas, random, x + 15, row * pitch + 14, 15, 1, 215);
    }
  }
  canvas.grain(random, 7, { persistence: 0.7 });
  return canvas.texture();
}
