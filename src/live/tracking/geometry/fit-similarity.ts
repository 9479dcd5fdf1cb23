import { apply, type Homography } from './homography.js';
import type { Matches } from './matches.js';
import type { Consensus, Tolerance } from './ransac.js';

/** Of the matches that weigh most, so many are tried in pairs: 120 pairs. */
const TRIED = 16;

/** Squared standard pixels: two places nearer than this say nothing of turn and scale. */
const APART = 100;

/** By how much a thing may have become larger or smaller since the prediction. */
const LARGEST = 2;

/**
 * The turn, scale and shift on which most weight agrees: every pair of the heaviest matches makes a candidate, the best is
 * refined by least squares over those that agree (Umeyama 1991, in two dimensions). For where there are too few matches
 * for a plane. Undefined if fewer than `tolerance.fewest` agree.
 */
export function robustSimilarity(
  matches: Matches,
  weights: Float32Array,
  tolerance: Pick<Tolerance, 'distance' | 'fewest'>,
): Consensus | undefined {
  const all = Array.from({ length: matches.count }, (_, i) => i).filter((i) => weights[i]! > 0);
  if (all.length < Math.max(2, tolerance.fewest)) return undefined;
  const tried = [...all].sort((one, other) => weights[other]! - weights[one]!).slice(0, TRIED);
  const agreeing = (map: Homography): number[] =>
    all.filter((i) => missOf(matches, i, map) < tolerance.distance);
  let best: number[] = [];
  let most = 0;
  for (const [at, i] of tried.entries()) {
    for (const j of tried.slice(at + 1)) {
      const map = fitSimilarity(matches, weights, [i, j]);
      const agree = map ? agreeing(map) : [];
      const weight = sum(weights, agree);
      if (weight > most) [best, most] = [agree, weight];
    }
  }
  const map = best.length >= tolerance.fewest ? fitSimilarity(matches, weights, best) : undefined;
  if (!map) return undefined;
  const final = agreeing(map);
  if (final.length < tolerance.fewest) return undefined;
  const inliers = new Uint8Array(matches.count);
  for (const i of final) inliers[i] = 1;
  return { map, inliers, count: final.length, support: sum(weights, final) / sum(weights, all) };
}

/** Through these matches by weighted least squares; undefined if they are too near to each other, or changed too much. */
function fitSimilarity(
  { fromX, fromY, toX, toY }: Matches,
  weights: Float32Array,
  indices: readonly number[],
): Homography | undefined {
  let [total, x, y, u, v] = [0, 0, 0, 0, 0];
  for (const i of indices) {
    const w = weights[i]!;
    total += w;
    x += w * fromX[i]!;
    y += w * fromY[i]!;
    u += w * toX[i]!;
    v += w * toY[i]!;
  }
  [x, y, u, v] = [x / total, y / total, u / total, v / total];
  let [spread, along, across] = [0, 0, 0];
  for (const i of indices) {
    const w = weights[i]! / total;
    const [dx, dy, du, dv] = [fromX[i]! - x, fromY[i]! - y, toX[i]! - u, toY[i]! - v];
    spread += w * (dx * dx + dy * dy);
    along += w * (dx * du + dy * dv);
    across += w * (dx * dv - dy * du);
  }
  if (4 * spread < APART) return undefined;
  const [c, s] = [along / spread, across / spread];
  const scale = Math.hypot(c, s);
  if (!(scale < LARGEST && scale > 1 / LARGEST)) return undefined;
  return Float64Array.of(c, -s, u - c * x + s * y, s, c, v - s * x - c * y, 0, 0, 1);
}

function missOf({ fromX, fromY, toX, toY }: Matches, index: number, map: Homography): number {
  const { x, y } = apply(map, fromX[index]!, fromY[index]!);
  return Math.hypot(x - toX[index]!, y - toY[index]!);
}

const sum = (values: Float32Array, indices: readonly number[]): number =>
  indices.reduce((total, i) => total + values[i]!, 0);
