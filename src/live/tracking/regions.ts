import type { Annotation, Point } from '../../domain/annotation.js';
import type { MarkRegion } from './worker/messages.js';

/** The part of its still that a mark is about. An arrow is about its tip, however long it is. */
export function regionOf({ shape, points }: Pick<Annotation, 'shape' | 'points'>): MarkRegion {
  return boxOf(shape === 'arrow' ? points.slice(-1) : points);
}

function boxOf(points: readonly Point[]): MarkRegion {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    reachX: (right - left) / 2,
    reachY: (bottom - top) / 2,
  };
}
