import type { Homography } from './homography.js';
import type { Matches } from './matches.js';

/** A spread of places below this (squared standard pixels, squared) is a line. */
const FLAT = 1e-6;

/**
 * The affine map that fits best in the sense of weighted least squares. Six unknowns: for where matches are too few, or
 * too close together, to say anything of perspective. Undefined if they lie on a line.
 */
export function fitAffine(matches: Matches, weights: Float64Array): Homography | undefined {
  const mean = weightedMeans(matches, weights);
  let [xx, xy, yy, ux, uy, vx, vy] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < matches.count; i++) {
    const w = weights[i]!;
    const x = matches.fromX[i]! - mean.x;
    const y = matches.fromY[i]! - mean.y;
    const u = w * (matches.toX[i]! - mean.u);
    const v = w * (matches.toY[i]! - mean.v);
    xx += w * x * x;
    xy += w * x * y;
    yy += w * y * y;
    ux += u * x;
    uy += u * y;
    vx += v * x;
    vy += v * y;
  }
  const determinant = xx * yy - xy * xy;
  if (!(determinant > FLAT)) return undefined;
  const a = (ux * yy - uy * xy) / determinant;
  const b = (uy * xx - ux * xy) / determinant;
  const c = (vx * yy - vy * xy) / determinant;
  const d = (vy * xx - vx * xy) / determinant;
  const { x, y, u, v } = mean;
  return Float64Array.of(a, b, u - a * x - b * y, c, d, v - c * x - d * y, 0, 0, 1);
}

function weightedMeans({ fromX, fromY, toX, toY, count }: Matches, weights: Float64Array) {
  let [total, x, y, u, v] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const w = weights[i]!;
    total += w;
    x += w * fromX[i]!;
    y += w * fromY[i]!;
    u += w * toX[i]!;
    v += w * toY[i]!;
  }
  return { x: x / total, y: y / total, u: u / total, v: v / total };
}
