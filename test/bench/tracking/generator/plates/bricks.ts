import { Canvas } from '../canvas.js';
import { naturalNoise } from '../noise.js';
import type { Random } from '../random.js';
import { between } from '../random.js';
import type { Texture } from '../texture.js';

/** A brick wall in stretcher bond: the same shape again and again, tones and grain that differ a little. */
export function bricks(random: Random, width: number, height: number): Texture {
  const canvas = new Canvas(width, height, 178);
  const [long, high, joint] = [96, 40, 7];
  for (let row = 0; row * high < height; row++) {
    for (let x = row % 2 ? -long / 2 : 0; x < width; x += long)
      canvas.bevelled(x, row * high, long - joint, high - joint, between(random, 82, 122), 2);
  }
  canvas.grain(random, 16, { longest: 32, persistence: 0.7 });
  weather(canvas, random);
  return canvas.texture();
}

/** Large faint stains, which are all that tells one part of the wall from another. */
function weather(canvas: Canvas, random: Random): void {
  const stains = naturalNoise(random, canvas.width, canvas.height, { longest: 320, shortest: 40 });
  for (let at = 0; at < stains.length; at++) canvas.data[at]! += 14 * stains[at]!;
}
