import type { Place } from './homography.js';
import type { Matches } from './matches.js';
import type { Consensus } from './ransac.js';

/**
 * Standard error, in standard pixels of the frame, with which a map takes one place, from how well the agreeing matches
 * fit it and how they lie around the place: the leverage of weighted linear regression (Draper & Smith, Applied
 * Regression Analysis, 5.1) over the affine unknowns. Grows fast where the place lies outside of what was matched.
 */
export function uncertaintyAt(
  place: Place,
  matches: Matches,
  weights: Float32Array,
  consensus: Consensus,
): number {
  const moments = weightedMoments(matches, weights, consensus);
  const { total, squares, x, y, xx, xy, yy, residual } = moments;
  const determinant = xx * yy - xy * xy;
  if (!(determinant > 0)) return Infinity;
  const [dx, dy] = [place.x - x, place.y - y];
  const outlying = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant;
  const effective = (total * total) / squares;
  return Math.sqrt((residual * (1 + outlying)) / Math.max(1, effective - 3));
}

/** Means and central moments of the agreeing matches' places, and their mean squared distance from the map. */
function weightedMoments(matches: Matches, weights: Float32Array, { inliers, map }: Consensus) {
  let [total, squares, x, y, xx, xy, yy, residual] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < matches.count; i++) {
    if (!inliers[i]) continue;
    const w = weights[i]!;
    const px = matches.fromX[i]!;
    const py = matches.fromY[i]!;
    total += w;
    squares += w * w;
    x += w * px;
    y += w * py;
    xx += w * px * px;
    xy += w * px * py;
    yy += w * py * py;
    const depth = 1 / (map[6]! * px + map[7]! * py + map[8]!);
    const ex = (map[0]! * px + map[1]! * py + map[2]!) * depth - matches.toX[i]!;
    const ey = (map[3]! * px + map[4]! * py + map[5]!) * depth - matches.toY[i]!;
    residual += w * (ex * ex + ey * ey);
  }
  x /= total;
  y /= total;
  return {
    total,
    squares,
    x,
    y,
    xx: xx / total - x * x,
    xy: xy / total - x * y,
    yy: yy / total - y * y,
    residual: residual / total,
  };
}
