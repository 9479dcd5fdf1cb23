import type { Random } from './random.js';
import { naturalNoise } from './noise.js';
import type { Texture } from './texture.js';

/** Where nothing is painted, so that one sees through; see `Texture`. */
export const HOLE = -1e6;

/** A grey picture under the brush: floating values of about 0..255, painted with hard edges and softened when it is done. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;

  constructor(width: number, height: number, value = 128) {
    [this.width, this.height] = [width, height];
    this.data = new Float32Array(width * height).fill(value);
  }

  set(x: number, y: number, value: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    this.data[y * this.width + x] = value;
  }

  rectangle(left: number, top: number, width: number, height: number, value: number): void {
    const right = Math.min(this.width, Math.round(left + width));
    const bottom = Math.min(this.height, Math.round(top + height));
    const from = Math.max(0, Math.round(left));
    for (let y = Math.max(0, Math.round(top)); y < bottom; y++)
      this.data.fill(value, y * this.width + from, y * this.width + Math.max(from, right));
  }

  /** A rectangle lit from the upper left: its edges are brighter there and darker opposite. */
  bevelled(left: number, top: number, width: number, height: number, value: number, edge = 3): void {
    this.rectangle(left, top, width, height, value - 45);
    this.rectangle(left, top, width - edge, height - edge, value + 40);
    this.rectangle(left + edge, top + edge, width - 2 * edge, height - 2 * edge, value);
  }

  disc(x: number, y: number, radius: number, value: number): void {
    this.#within(x, y, radius, (dx, dy) => (dx * dx + dy * dy <= radius * radius ? value : undefined));
  }

  ring(x: number, y: number, radius: number, width: number, value: number): void {
    const inner = (radius - width) ** 2;
    this.#within(x, y, radius, (dx, dy) => {
      const square = dx * dx + dy * dy;
      return square <= radius * radius && square >= inner ? value : undefined;
    });
  }

  /** A straight stroke with round ends; `value` may depend on the distance from its middle, -1..1. */
  line(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    width: number,
    value: number | ((across: number) => number),
  ): void {
    const radius = width / 2;
    const [dx, dy] = [x1 - x0, y1 - y0];
    const square = dx * dx + dy * dy || 1;
    const shade = typeof value === 'number' ? () => value : value;
    const left = Math.floor(Math.min(x0, x1) - radius);
    const right = Math.ceil(Math.max(x0, x1) + radius);
    for (let y = Math.floor(Math.min(y0, y1) - radius); y <= Math.max(y0, y1) + radius; y++) {
      for (let x = left; x <= right; x++) {
        const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / square));
        const [ox, oy] = [x - x0 - along * dx, y - y0 - along * dy];
        if (ox * ox + oy * oy > radius * radius) continue;
        const side = Math.sign(dx * oy - dy * ox) || 1;
        this.set(x, y, shade((side * Math.hypot(ox, oy)) / radius));
      }
    }
  }

  polyline(points: readonly (readonly [number, number])[], ...[width, value]: StrokeStyle): void {
    for (let at = 1; at < points.length; at++) {
      const [from, to] = [points[at - 1]!, points[at]!];
      this.line(from[0], from[1], to[0], to[1], width, value);
    }
  }

  /** Natural detail over everything that is painted: `amplitude` in grey levels. */
  grain(random: Random, amplitude: number, options: Parameters<typeof naturalNoise>[3] = {}): void {
    const noise = naturalNoise(random, this.width, this.height, options);
    for (let at = 0; at < noise.length; at++)
      if (this.data[at]! > HOLE / 2) this.data[at]! += noise[at]! * amplitude;
  }

  /** Softened by a 3x3 binomial, as a lens would, and rounded to 1..255; holes become 0. */
  texture(): Texture {
    const { width, height } = this;
    const data = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) data[y * width + x] = this.#softened(x, y);
    }
    return { width, height, data };
  }

  #softened(x: number, y: number): number {
    const middle = this.data[y * this.width + x]!;
    if (middle < HOLE / 2) return 0;
    let [sum, weights] = [0, 0];
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const column = Math.min(this.width - 1, Math.max(0, x + dx));
        const row = Math.min(this.height - 1, Math.max(0, y + dy));
        const value = this.data[row * this.width + column]!;
        if (value < HOLE / 2) continue;
        const weight = (2 - Math.abs(dx)) * (2 - Math.abs(dy));
        sum += weight * value;
        weights += weight;
      }
    }
    return Math.min(255, Math.max(1, Math.round(sum / weights)));
  }

  #within(x: number, y: number, radius: number, value: (dx: number, dy: number) => number | undefined): void {
    for (let row = Math.floor(y - radius); row <= y + radius; row++) {
      for (let column = Math.floor(x - radius); column <= x + radius; column++) {
        const painted = value(column - x, row - y);
        if (painted !== undefined) this.set(column, row, painted);
      }
    }
  }
}

type StrokeStyle = [width: number, value: number | ((across: number) => number)];
