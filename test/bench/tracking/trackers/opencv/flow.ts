import type { Mat, OpenCv } from './load.js';
import type { Point } from './points.js';
import { distance, toMat, toPoints, using } from './points.js';

/** Pixels by which a point may miss its start when it is followed forth and back (Kalal et al. 2010). */
const ROUND_TRIP = 1;

/**
 * Pyramidal Lucas-Kanade (Bouguet 2000), window 21, four levels, forth and back.
 * @returns where each point went; undefined for those that did not come back
 */
export function follow(cv: OpenCv, before: Mat, now: Mat, points: readonly Point[]): (Point | undefined)[] {
  if (points.length === 0) return [];
  const there = flow(cv, before, now, points);
  const back = flow(cv, now, before, there.points);
  return points.map((point, at) => {
    const returned = there.found[at] && back.found[at] && distance(back.points[at]!, point) < ROUND_TRIP;
    return returned && isInside(there.points[at]!, now) ? there.points[at] : undefined;
  });
}

function flow(cv: OpenCv, from: Mat, to: Mat, points: readonly Point[]) {
  const [start, end, status, error] = [toMat(cv, points), new cv.Mat(), new cv.Mat(), new cv.Mat()];
  return using([start, end, status, error], () => {
    const criteria = new cv.TermCriteria(cv.TermCriteria_COUNT + cv.TermCriteria_EPS, 20, 0.03);
    cv.calcOpticalFlowPyrLK(from, to, start, end, status, error, new cv.Size(21, 21), 3, criteria);
    return { points: toPoints(end), found: Array.from(status.data as Uint8Array) };
  });
}

const isInside = ([x, y]: Point, { cols, rows }: Mat): boolean =>
  x > 2 && y > 2 && x < cols - 2 && y < rows - 2;
