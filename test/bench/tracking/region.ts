import type { Region } from '../../../src/live/tracking/anchor.js';
import type { Truth } from './generator/truth.js';

/** What a tracker is told about a mark where it is made. */
export function regionOf({ points }: Truth): Region {
  const [[x, y], ...rim] = points as readonly [Truth['points'][number], ...Truth['points']];
  return { x, y, radius: Math.max(...rim.map((point) => Math.hypot(point[0] - x, point[1] - y))) };
}
