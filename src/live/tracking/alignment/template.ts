import { apply, type Homography, type Place } from '../geometry/homography.js';
import { solve } from '../geometry/linear-solve.js';
import { bilinear } from '../image/bilinear.js';
import { correlationOf } from '../image/correlation.js';
import type { SmallImage } from '../image/small-image.js';
import { toLevel, toStandard } from '../image/pyramid.js';

/** Half the side of a template, in pixels of the small picture. */
export const HALF_SIDE = 10;
export const SIDE = 2 * HALF_SIDE + 1;

/** Every so many pixels of every so many rows are compared: the pictures are smooth. A glance takes fewer yet. */
const STRIDE = 2;
const GLANCE = 4;

/** Share of a template that must be in the picture. */
const LEAST_SHARE = 0.4;

const STEPS = 10;
/** In pixels of the small picture: a step this short ends the iteration; a place that has moved farther is another. */
const SHORT = 0.02;
const FARTHEST = 8;

/** Where a template fits a picture. */
export interface Fit {
  /** From where the template was thought to be to where it is, standard pixels. */
  readonly map: Homography;
  /** Zero-mean normalised cross-correlation there: -1..1. */
  readonly score: number;
}

/** What should be seen around a place of a small picture, by another picture that showed it. */
export class Template {
  /** Grey values row by row; NaN where the other picture ends. */
  readonly greys = new Float32Array(SIDE * SIDE).fill(NaN);
  readonly #at: Place;

  /** `back`: from the picture that is looked at to `from`; `at`: the middle, in standard pixels of the former. */
  constructor({ width, height, data, scale }: SmallImage, back: Homography, at: Place) {
    this.#at = at;
    for (let v = -HALF_SIDE, k = 0; v <= HALF_SIDE; v++) {
      for (let u = -HALF_SIDE; u <= HALF_SIDE; u++, k++) {
        const place = apply(back, at.x + u / scale, at.y + v / scale);
        const [px, py] = [toLevel(place.x, scale), toLevel(place.y, scale)];
        if (px >= 0 && py >= 0 && px < width - 1 && py < height - 1)
          this.greys[k] = bilinear(data, width, px, py);
      }
    }
  }

  /** How alike the picture is around a pixel: -1..1, -1 where too little of it is in the picture. */
  likeness(picture: SmallImage, column: number, row: number): number {
    return this.#likeness(picture, column, row, STRIDE);
  }

  /** The same at a third of the cost, and not as exact. */
  glance(picture: SmallImage, column: number, row: number): number {
    return this.#likeness(picture, column, row, GLANCE);
  }

  #likeness({ width, height, data }: SmallImage, column: number, row: number, stride: number): number {
    const left = -HALF_SIDE + stride * Math.max(0, Math.ceil((HALF_SIDE - column) / stride));
    const top = -HALF_SIDE + stride * Math.max(0, Math.ceil((HALF_SIDE - row) / stride));
    const [right, bottom] = [Math.min(HALF_SIDE, width - 1 - column), Math.min(HALF_SIDE, height - 1 - row)];
    let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
    for (let v = top; v <= bottom; v += stride) {
      let i = (row + v) * width + column + left;
      let k = (v + HALF_SIDE) * SIDE + left + HALF_SIDE;
      for (let u = left; u <= right; u += stride, i += stride, k += stride) {
        const sought = this.greys[k]!;
        if (sought !== sought) continue;
        const seen = data[i]!;
        n++;
        a += sought;
        b += seen;
        aa += sought * sought;
        bb += seen * seen;
        ab += sought * seen;
      }
    }
    if (stride * stride * n < LEAST_SHARE * SIDE * SIDE) return -1;
    return correlationOf(n, a, b, aa, bb, ab);
  }

  /**
   * Turns and stretches it from a first place until it fits: Gauss-Newton over the six unknowns of an affine map, brightness
   * and contrast taken out of both sides (Baker & Matthews, Lucas-Kanade 20 Years On, 2004).
   */
  fit(to: SmallImage, column: number, row: number): Fit | undefined {
    // x = p0 + p1 u + p2 v, y = p3 + p4 u + p5 v, in pixels of the small picture.
    const p = Float64Array.of(column, 1, 0, row, 0, 1);
    const hessian = new Float64Array(36);
    const vector = new Float64Array(6);
    let score = -1;
    for (let step = 0; step < STEPS; step++) {
      const now = this.#accumulate(to, p, hessian, vector);
      if (now === undefined) return undefined;
      score = now;
      if (!solve(hessian, vector)) return undefined;
      for (let i = 0; i < 6; i++) p[i]! += vector[i]!;
      if (Math.hypot(p[0]! - column, p[3]! - row) > FARTHEST) return undefined;
      if (Math.abs(vector[0]!) + Math.abs(vector[3]!) < SHORT) break;
    }
    return { map: this.#mapOf(p, to.scale), score };
  }

  #mapOf(p: Float64Array, scale: number): Homography {
    const { x, y } = this.#at;
    const [cx, cy] = [toStandard(p[0]!, scale), toStandard(p[3]!, scale)];
    return Float64Array.of(
      p[1]!,
      p[2]!,
      cx - p[1]! * x - p[2]! * y,
      p[4]!,
      p[5]!,
      cy - p[4]! * x - p[5]! * y,
      0,
      0,
      1,
    );
  }

  /** Fills the normal equations; gives the correlation, undefined where too little is in the picture. */
  #accumulate(
    to: SmallImage,
    p: Float64Array,
    hessian: Float64Array,
    vector: Float64Array,
  ): number | undefined {
    const { width, height, data } = to;
    const sums = this.#sums(to, p);
    if (!sums) return undefined;
    const { meanSeen, meanSought, gain, score } = sums;
    hessian.fill(0);
    vector.fill(0);
    const slope = new Float64Array(6);
    for (let v = -HALF_SIDE; v <= HALF_SIDE; v += STRIDE) {
      for (let u = -HALF_SIDE; u <= HALF_SIDE; u += STRIDE) {
        const sought = this.greys[(v + HALF_SIDE) * SIDE + u + HALF_SIDE]!;
        const [x, y] = [p[0]! + p[1]! * u + p[2]! * v, p[3]! + p[4]! * u + p[5]! * v];
        if (sought !== sought || !(x >= 1 && y >= 1 && x < width - 2 && y < height - 2)) continue;
        const seen = bilinear(data, width, x, y);
        const gx = (bilinear(data, width, x + 1, y) - bilinear(data, width, x - 1, y)) * 0.5 * gain;
        const gy = (bilinear(data, width, x, y + 1) - bilinear(data, width, x, y - 1)) * 0.5 * gain;
        const error = sought - meanSought - (seen - meanSeen) * gain;
        slope[0] = gx;
        slope[1] = gx * u;
        slope[2] = gx * v;
        slope[3] = gy;
        slope[4] = gy * u;
        slope[5] = gy * v;
        for (let i = 0; i < 6; i++) {
          vector[i]! += slope[i]! * error;
          for (let j = 0; j <= i; j++) hessian[6 * i + j]! += slope[i]! * slope[j]!;
        }
      }
    }
    for (let i = 0; i < 6; i++) {
      hessian[7 * i]! += 1;
      for (let j = 0; j < i; j++) hessian[6 * j + i] = hessian[6 * i + j]!;
    }
    return score;
  }

  #sums({ width, height, data }: SmallImage, p: Float64Array) {
    let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
    for (let v = -HALF_SIDE; v <= HALF_SIDE; v += STRIDE) {
      for (let u = -HALF_SIDE; u <= HALF_SIDE; u += STRIDE) {
        const sought = this.greys[(v + HALF_SIDE) * SIDE + u + HALF_SIDE]!;
        const [x, y] = [p[0]! + p[1]! * u + p[2]! * v, p[3]! + p[4]! * u + p[5]! * v];
        if (sought !== sought || !(x >= 1 && y >= 1 && x < width - 2 && y < height - 2)) continue;
        const seen = bilinear(data, width, x, y);
        n++;
        a += sought;
        b += seen;
        aa += sought * sought;
        bb += seen * seen;
        ab += sought * seen;
      }
    }
    if (STRIDE * STRIDE * n < LEAST_SHARE * SIDE * SIDE) return undefined;
    const [varianceSought, varianceSeen] = [n * aa - a * a, n * bb - b * b];
    return {
      meanSought: a / n,
      meanSeen: b / n,
      gain: Math.sqrt(varianceSought / (varianceSeen + 1e-6)),
      score: correlationOf(n, a, b, aa, bb, ab),
    };
  }
}
