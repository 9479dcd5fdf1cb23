import { apply, type Homography } from '../../../../src/live/tracking/geometry/homography.js';
import { Matches } from '../../../../src/live/tracking/geometry/matches.js';
import { randomFrom } from '../../../../src/live/tracking/geometry/random.js';

export interface Made {
  readonly count: number;
  /** Share that is anywhere, and how far the others are off, in pixels. */
  readonly outliers?: number;
  readonly noise?: number;
  readonly seed?: number;
}

/** Places all over a picture and where a map takes them; the outliers come first. */
export function matchesOf(map: Homography, { count, outliers = 0, noise = 0, seed = 7 }: Made): Matches {
  const random = randomFrom(seed);
  for (let i = 0; i < 8; i++) random();
  const matches = new Matches(count);
  for (let i = 0; i < count; i++) {
    const [x, y] = [640 * random(), 360 * random()];
    const { x: u, y: v } = apply(map, x, y);
    if (i < outliers * count) matches.push(x, y, 640 * random(), 360 * random(), 1);
    else matches.push(x, y, u + noise * (2 * random() - 1), v + noise * (2 * random() - 1), 1);
  }
  return matches;
}
