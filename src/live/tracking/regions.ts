import type { Annotation, Point } from '../../domain/annotation.js';
import type { MarkRegion } from './worker/messages.js';

/** In 0..1 of the still's sides, either way: of a mark that is only begun. */
const BEGUN = 0.08;

/**
 * The part of its still that a mark is about. An arrow is about its tip, however long it is. A mark that is only begun is
 * about what surrounds it: what is found by a single point is not true at the other end of what is drawn from there.
 */
export function regionOf({
  shape,
  points,
  finished,
}: Pick<Annotation, 'shape' | 'points' | 'finished'>): MarkRegion {
  const box = boxOf(shape === 'arrow' ? points.slice(-1) : points);
  if (finished) return box;
  return { ...box, reachX: Math.max(box.reachX, BEGUN), reachY: Math.max(box.reachY, BEGUN) };
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
