import type { Homography } from '../../../../../src/live/tracking/geometry/homography.js';
import type { OpenCv } from './load.js';
import type { Pair, Point } from './points.js';
import { toMat, using } from './points.js';

export interface Fit {
  readonly pose: Homography;
  readonly inliers: readonly Pair[];
}

/** findHomography with MAGSAC (Barath et al. 2020). @param threshold in pixels */
export function fitHomography(cv: OpenCv, pairs: readonly Pair[], threshold: number): Fit | undefined {
  if (pairs.length < 8) return undefined;
  const from = toMat(
    cv,
    pairs.map(({ reference }) => reference),
  );
  const to = toMat(
    cv,
    pairs.map(({ current }) => current),
  );
  const mask = new cv.Mat();
  const found = cv.findHomography(from, to, cv.USAC_MAGSAC, threshold, mask, 1000, 0.995);
  return using([from, to, mask, found], () => {
    if (found.rows !== 3) return undefined;
    return {
      pose: Float64Array.from(found.data64F),
      inliers: pairs.filter((_, at) => mask.data[at]),
    };
  });
}

export function apply(pose: Homography, [x, y]: Point): Point {
  const w = pose[6]! * x + pose[7]! * y + pose[8]!;
  return [(pose[0]! * x + pose[1]! * y + pose[2]!) / w, (pose[3]! * x + pose[4]! * y + pose[5]!) / w];
}

/** Not mirrored, not behind the camera, and at this place between an eighth and eight times the size. */
export function isPlausible(pose: Homography, at: Point): boolean {
  const w = pose[6]! * at[0] + pose[7]! * at[1] + pose[8]!;
  if (w <= 0.05) return false;
  const [x, y] = apply(pose, at);
  const a = (pose[0]! - x * pose[6]!) / w;
  const b = (pose[1]! - x * pose[7]!) / w;
  const c = (pose[3]! - y * pose[6]!) / w;
  const d = (pose[4]! - y * pose[7]!) / w;
  const area = a * d - b * c;
  return area > 1 / 64 && area < 64;
}
