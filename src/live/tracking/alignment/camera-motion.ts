import { apply, identity, similarity, type Homography, type Place } from '../geometry/homography.js';
import type { SmallImage } from '../image/small-image.js';
import { solve } from '../geometry/linear-solve.js';
import { toStandard } from '../image/pyramid.js';

/** How the whole picture moved since the frame before. */
export interface CameraMotion {
  /** Frame before to this frame, standard pixels: a turn and a shift. */
  readonly map: Homography;
  /** Mean grey steps by which the small pictures differ once the motion is taken out; 255 if they could not be compared. */
  readonly residual: number;
}

const STEPS = 10;
/** In pixels of the small picture. */
const CONVERGED = 0.01;
const BORDER = 3;

/** Grey steps beyond which a difference is something that moves by itself, and counts ever less (Huber 1964). */
const OUTLIER = 18;

/** Added to the Hessian's diagonal, for pictures without structure. */
const DAMPING = [1, 1, 10] as const;

/**
 * Aligns the small blurred pictures of two frames by turn and shift: efficient second-order minimisation, the mean of
 * both pictures' gradients, as PTAM predicts its camera (Klein & Murray, Improving the Agility of Keyframe-Based SLAM,
 * 2008, after Benhimane & Malis 2004). A change of brightness in between is taken out.
 */
export class MotionEstimator {
  readonly #hessian = new Float64Array(9);
  readonly #vector = new Float64Array(3);
  #angle = 0;
  #x = 0;
  #y = 0;
  #brightness = 0;
  #residual = 0;

  /** `likely`: what is known of the motion already, to start from. */
  estimate(before: SmallImage, now: SmallImage, likely?: Homography): CameraMotion {
    if (before.width !== now.width || before.height !== now.height)
      return { map: likely ?? identity(), residual: 255 };
    this.#begin(before, now, likely);
    for (let step = 0; step < STEPS; step++) {
      this.#accumulate(before, now);
      if (!solve(this.#hessian, this.#vector)) break;
      this.#x += this.#vector[0]!;
      this.#y += this.#vector[1]!;
      this.#angle += this.#vector[2]!;
      if (Math.abs(this.#vector[0]!) + Math.abs(this.#vector[1]!) < CONVERGED) break;
    }
    return { map: this.#map(now), residual: this.#residual };
  }

  #begin(before: SmallImage, now: SmallImage, likely: Homography | undefined): void {
    this.#angle = this.#x = this.#y = 0;
    this.#brightness = mean(now.data) - mean(before.data);
    if (!likely) return;
    const { x, y } = middleOf(now);
    const moved = apply(likely, x, y);
    this.#angle = Math.atan2(likely[3]! - likely[1]!, likely[0]! + likely[4]!);
    this.#x = (moved.x - x) * now.scale;
    this.#y = (moved.y - y) * now.scale;
  }

  #map(now: SmallImage): Homography {
    return similarity(this.#angle, 1, middleOf(now), this.#x / now.scale, this.#y / now.scale);
  }

  /** Sums Hessian and gradient over every second row; what it finds of brightness serves the next step. */
  #accumulate(before: SmallImage, now: SmallImage): void {
    const { width, height, data: a } = before;
    const b = now.data;
    const cos = Math.cos(this.#angle);
    const sin = Math.sin(this.#angle);
    let hxx = DAMPING[0];
    let hyy = DAMPING[1];
    let hrr = DAMPING[2];
    let hxy = 0;
    let hxr = 0;
    let hyr = 0;
    let vx = 0;
    let vy = 0;
    let vr = 0;
    let sum = 0;
    let away = 0;
    let count = 0;
    for (let y = BORDER; y < height - BORDER; y += 2) {
      const v = y - height / 2;
      for (let x = BORDER; x < width - BORDER; x++) {
        const u = x - width / 2;
        const turnedX = cos * u - sin * v;
        const turnedY = sin * u + cos * v;
        const px = turnedX + width / 2 + this.#x;
        const py = turnedY + height / 2 + this.#y;
        if (!(px >= 1 && py >= 1 && px < width - 2 && py < height - 2)) continue;
        const left = px | 0;
        const top = py | 0;
        const i = top * width + left;
        const j = y * width + x;
        const fx = px - left;
        const above = b[i]! + (b[i + 1]! - b[i]!) * fx;
        const below = b[i + width]! + (b[i + width + 1]! - b[i + width]!) * fx;
        const difference = above + (below - above) * (py - top) - a[j]!;
        const error = difference - this.#brightness;
        const size = Math.abs(error);
        const weight = size < OUTLIER ? 1 : OUTLIER / size;
        const gx = (a[j + 1]! - a[j - 1]! + b[i + 1]! - b[i - 1]!) * 0.25;
        const gy = (a[j + width]! - a[j - width]! + b[i + width]! - b[i - width]!) * 0.25;
        const gr = gy * turnedX - gx * turnedY;
        hxx += weight * gx * gx;
        hxy += weight * gx * gy;
        hxr += weight * gx * gr;
        hyy += weight * gy * gy;
        hyr += weight * gy * gr;
        hrr += weight * gr * gr;
        vx -= weight * gx * error;
        vy -= weight * gy * error;
        vr -= weight * gr * error;
        sum += difference;
        away += size;
        count++;
      }
    }
    this.#hessian.set([hxx, hxy, hxr, hxy, hyy, hyr, hxr, hyr, hrr]);
    this.#vector.set([vx, vy, vr]);
    this.#brightness = count > 0 ? sum / count : 0;
    this.#residual = count > 0 ? away / count : 255;
  }
}

/** About which the turn is, in standard pixels. */
const middleOf = ({ width, height, scale }: SmallImage): Place => ({
  x: toStandard(width / 2, scale),
  y: toStandard(height / 2, scale),
});

function mean(values: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
