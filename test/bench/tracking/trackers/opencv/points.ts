import type { Mat, OpenCv } from './load.js';

export type Point = readonly [x: number, y: number];

/** A point of the marked picture and where it is now. */
export interface Pair {
  readonly reference: Point;
  readonly current: Point;
}

export function toMat(cv: OpenCv, points: readonly Point[]): Mat {
  const mat = new cv.Mat(points.length, 1, cv.CV_32FC2);
  points.forEach(([x, y], at) => mat.data32F.set([x, y], 2 * at));
  return mat;
}

export const toPoints = (mat: Mat): Point[] =>
  Array.from({ length: mat.rows }, (_, at) => [mat.data32F[2 * at]!, mat.data32F[2 * at + 1]!] as const);

export const distance = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

/** Runs with matrices that are given back whatever happens: WebAssembly's memory knows no garbage collector. */
export function using<T>(mats: readonly { delete(): void }[], work: () => T): T {
  try {
    return work();
  } finally {
    for (const mat of mats) mat.delete();
  }
}
