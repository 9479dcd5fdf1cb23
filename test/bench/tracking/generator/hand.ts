import type { Pixel } from './camera.js';
import { seeded } from './random.js';

/** A hand with its arm before the lens: an ellipse of 105 by 75 pixels at 640 wide, and below it an arm 96 wide. */
export class Hand {
  readonly #skin: Uint8Array;
  readonly #unit: number;

  /** @param width of the pictures, in pixels */
  constructor(seed: number, width: number) {
    const random = seeded(seed);
    this.#unit = 640 / width;
    this.#skin = Uint8Array.from(
      { length: 128 * 128 },
      (_, at) => 150 + 30 * Math.sin((at % 128) / 9) + 20 * Math.sin((at >> 7) / 6) + 10 * random(),
    );
  }

  covers(middle: Pixel, x: number, y: number): boolean {
    const [dx, dy] = [(x - middle[0]) * this.#unit, (y - middle[1]) * this.#unit];
    if ((dx / 105) ** 2 + (dy / 75) ** 2 < 1) return true;
    return dy > 0 && Math.abs(dx - dy * 0.25) < 48;
  }

  grey(middle: Pixel, x: number, y: number): number {
    const [dx, dy] = [(x - middle[0]) * this.#unit, (y - middle[1]) * this.#unit];
    return this.#skin[(dy & 127) * 128 + (dx & 127)]!;
  }
}
