import { jacobian, newJacobian, type Homography } from '../geometry/homography.js';
import { toLevel, toStandard, type Level, type Pyramid } from '../image/pyramid.js';
import { PATCH_RADIUS, PATCH_SIZE, type PatchSet } from './patch.js';

export interface Search {
  /** Most steps of the iteration. */
  readonly steps: number;
  /** How far from the prediction a patch may be found, in its own pixels. */
  readonly reach: number;
  /** Zero-mean normalised cross-correlation from which it counts as found. */
  readonly alike: number;
}

/** In patch pixels: a step this short ends the iteration, and none is taken longer. */
const SHORT = 0.02;
const LONG = 2;

/** Correlation below which a patch that has had two steps is not there. */
const HOPELESS = 0.25;

/**
 * Finds patches of a keyframe on a frame: each is warped by the derivative of a predicted map and moved until it fits, by
 * the inverse compositional iteration (Baker & Matthews, Lucas-Kanade 20 Years On, 2004) over the two unknowns of
 * position. Brightness and contrast are taken out of both sides, and the correlation that is left tells whether the
 * patch was found at all.
 */
export class PatchAligner {
  readonly #sampled = new Float32Array(PATCH_SIZE);
  readonly #warp = newJacobian();
  #norm = 0;
  #stepU = 0;
  #stepV = 0;
  /** Where the last patch was found, in standard pixels of the frame, and how alike it is there: -1..1. */
  x = 0;
  y = 0;
  score = 0;

  /** `map`: keyframe to frame, as predicted. */
  align(set: PatchSet, index: number, map: Homography, frame: Pyramid, search: Search): boolean {
    const warp = jacobian(map, set.x[index]!, set.y[index]!, this.#warp);
    const level = chooseLevel(frame, set.scale, Math.abs(warp.a * warp.d - warp.b * warp.c));
    if (!level) return false;
    const ratio = level.scale / set.scale;
    warp.a *= ratio;
    warp.b *= ratio;
    warp.c *= ratio;
    warp.d *= ratio;
    warp.x = toLevel(warp.x, level.scale);
    warp.y = toLevel(warp.y, level.scale);
    return this.#iterate(set, index, level, search);
  }

  #iterate(set: PatchSet, index: number, level: Level, { steps, reach, alike }: Search): boolean {
    const warp = this.#warp;
    const marginX = (Math.abs(warp.a) + Math.abs(warp.b)) * PATCH_RADIUS + 1;
    const marginY = (Math.abs(warp.c) + Math.abs(warp.d)) * PATCH_RADIUS + 1;
    const [farX, farY] = [level.width - marginX - 1, level.height - marginY - 1];
    let [u, v] = [0, 0];
    for (let step = 0, last = steps; ; step++) {
      const x = warp.x + warp.a * u + warp.b * v;
      const y = warp.y + warp.c * u + warp.d * v;
      // Written so that a place that is not a number fails too.
      if (!(x >= marginX && y >= marginY && x < farX && y < farY)) return false;
      this.#sample(level, x, y);
      this.score = this.#correlate(set, index);
      if (step >= last) return this.#found(level, x, y) && this.score > alike;
      if (step === 2 && this.score < HOPELESS) return false;
      const length = this.#step(set, index);
      u += this.#stepU;
      v += this.#stepV;
      if (u * u + v * v > reach * reach) return false;
      if (length < SHORT && step > 0) last = step + 1;
    }
  }

  #found(level: Level, x: number, y: number): true {
    this.x = toStandard(x, level.scale);
    this.y = toStandard(y, level.scale);
    return true;
  }

  /** Reads the patch off the frame, bilinearly. */
  #sample({ data, width }: Level, centreX: number, centreY: number): void {
    const sampled = this.#sampled;
    const { a, b, c, d } = this.#warp;
    let k = 0;
    for (let v = -PATCH_RADIUS; v <= PATCH_RADIUS; v++) {
      let x = centreX + b * v - a * PATCH_RADIUS;
      let y = centreY + d * v - c * PATCH_RADIUS;
      for (let u = -PATCH_RADIUS; u <= PATCH_RADIUS; u++, k++, x += a, y += c) {
        const left = x | 0;
        const top = y | 0;
        const fx = x - left;
        const i = top * width + left;
        const above = data[i]! + (data[i + 1]! - data[i]!) * fx;
        const below = data[i + width]! + (data[i + width + 1]! - data[i + width]!) * fx;
        sampled[k] = above + (below - above) * (y - top);
      }
    }
  }

  /** Takes the mean off what was read and gives its zero-mean normalised cross-correlation with the template. */
  #correlate({ template, norm }: PatchSet, index: number): number {
    const sampled = this.#sampled;
    let mean = 0;
    for (let k = 0; k < PATCH_SIZE; k++) mean += sampled[k]!;
    mean /= PATCH_SIZE;
    let energy = 0;
    let common = 0;
    for (let k = 0, at = index * PATCH_SIZE; k < PATCH_SIZE; k++, at++) {
      const value = sampled[k]! - mean;
      sampled[k] = value;
      energy += value * value;
      common += value * template[at]!;
    }
    this.#norm = Math.sqrt(energy) + 1e-6;
    return common / (this.#norm * norm[index]!);
  }

  /** One Gauss-Newton step, in patch pixels, of at most `LONG`; gives its length. */
  #step({ template, gradientX, gradientY, inverse, norm }: PatchSet, index: number): number {
    const sampled = this.#sampled;
    const gain = norm[index]! / this.#norm;
    let ex = 0;
    let ey = 0;
    for (let k = 0, at = index * PATCH_SIZE; k < PATCH_SIZE; k++, at++) {
      const error = sampled[k]! * gain - template[at]!;
      ex += error * gradientX[at]!;
      ey += error * gradientY[at]!;
    }
    const u = -(inverse[3 * index]! * ex + inverse[3 * index + 1]! * ey);
    const v = -(inverse[3 * index + 1]! * ex + inverse[3 * index + 2]! * ey);
    const length = Math.sqrt(u * u + v * v);
    const shorten = length > LONG ? LONG / length : 1;
    this.#stepU = u * shorten;
    this.#stepV = v * shorten;
    return length;
  }
}

/** Where a pixel of the patch covers about one pixel of the frame. `area`: by how much the map magnifies areas. */
function chooseLevel({ levels }: Pyramid, scale: number, area: number): Level | undefined {
  const wanted = scale / Math.sqrt(area);
  let best = levels[0];
  for (const level of levels) {
    if (best && wanted < Math.SQRT2 * level.scale) best = level;
  }
  return best;
}
