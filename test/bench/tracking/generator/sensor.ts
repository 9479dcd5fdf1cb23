import type { Pixel } from './camera.js';
import type { Hand } from './hand.js';
import type { Random } from './random.js';
import { gaussians, seeded } from './random.js';

/** What happens to a picture between the lens and its bytes. */
export interface Exposure {
  /** Times the usual brightness. */
  readonly gain: number;
  /** Middle of a bright reflection, in pixels; it lies on the picture, not on the surface. */
  readonly glare?: Pixel;
  /** Middle of a hand before the lens, in pixels. */
  readonly hand?: Pixel;
}

/** Standard deviation of noise in grey levels: read noise, and what grows with the signal (shot noise, made linear). */
const READ_NOISE = 1.6;
const SHOT_NOISE = 0.012;

/** Turns light into bytes: hand, gain, vignetting, glare, noise, saturation. The noise differs with the frame's number. */
export class Sensor {
  readonly width: number;
  readonly height: number;
  readonly hand: Hand;
  readonly #noise: Float32Array;
  readonly #vignette: Float32Array;
  readonly #seed: number;

  constructor(width: number, height: number, hand: Hand, random: Random) {
    [this.width, this.height, this.hand] = [width, height, hand];
    this.#noise = gaussians(random, 1 << 18);
    this.#seed = random() * 2 ** 32;
    this.#vignette = vignette(width, height);
  }

  develop(light: Float32Array, exposure: Exposure, frame: number): Uint8Array {
    const { gain, glare } = exposure;
    const { width, height } = this;
    if (exposure.hand) this.#cover(light, exposure.hand);
    const noise = this.#noise;
    const start = Math.floor(seeded(this.#seed + frame)() * noise.length);
    const mask = noise.length - 1;
    const bytes = new Uint8Array(width * height);
    for (let at = 0; at < bytes.length; at++) {
      let value = light[at]! * gain * this.#vignette[at]!;
      if (glare) value += shine(glare, at % width, Math.floor(at / width), width);
      value += noise[(start + at + (at >> 9) * 31) & mask]! * (READ_NOISE + SHOT_NOISE * value);
      bytes[at] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
    }
    return bytes;
  }

  #cover(light: Float32Array, middle: Pixel): void {
    for (let y = 0, at = 0; y < this.height; y++)
      for (let x = 0; x < this.width; x++, at++)
        if (this.hand.covers(middle, x, y)) light[at] = this.hand.grey(middle, x, y);
  }
}

/** 45 % less light per squared picture's width from the middle. */
function vignette(width: number, height: number): Float32Array {
  return Float32Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [(at % width) / width - 0.5, (Math.floor(at / width) - height / 2) / width];
    return 1 - 0.45 * (x * x + y * y);
  });
}

/** 170 grey levels in the middle, 45 pixels (at 640 wide) wide. */
function shine([gx, gy]: Pixel, x: number, y: number, width: number): number {
  const spread = (45 * width) / 640;
  const square = ((x - gx) ** 2 + (y - gy) ** 2) / (2 * spread * spread);
  return square < 8 ? 170 * Math.exp(-square) : 0;
}
