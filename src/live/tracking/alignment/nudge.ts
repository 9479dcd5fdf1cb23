import { apply, invert, multiply, translation, type Homography, type Place } from '../geometry/homography.js';
import type { SmallImage } from '../image/small-image.js';
import { toLevel, toStandard } from '../image/pyramid.js';

/** Half the side of what is compared, and how far around it is looked, in pixels of the small picture. */
const HALF_SIDE = 9;
const REACH = 13;

/** Zero-mean normalised cross-correlation from which something looks like what is sought. */
const ALIKE = 0.7;

/** Share of the compared pixels that must be in the picture. */
const LEAST_SHARE = 0.4;

const SIDE = 2 * HALF_SIDE + 1;

/**
 * Moves a prediction to where the surroundings of a place look most as they did: template matching by zero-mean
 * normalised cross-correlation (Lewis, Fast Normalized Cross-Correlation, 1995) on small blurred pictures, which bears
 * a hundred pixels of error and the blur of a fast pan. `map`: from the one picture to the other, as predicted.
 * Undefined where nothing looks like it.
 */
export function nudged(
  from: SmallImage,
  { x, y }: Place,
  map: Homography,
  to: SmallImage,
): Homography | undefined {
  const at = apply(map, x, y);
  const [column, row] = [Math.round(toLevel(at.x, to.scale)), Math.round(toLevel(at.y, to.scale))];
  const template = warped(from, invert(map), to.scale, column, row);
  if (!template) return undefined;
  let best = { score: ALIKE, dx: NaN, dy: NaN };
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) {
      const score = correlation(template, to, column + dx, row + dy);
      if (score > best.score) best = { score, dx, dy };
    }
  }
  if (Number.isNaN(best.dx)) return undefined;
  return multiply(translation(best.dx / to.scale, best.dy / to.scale), map);
}

/** What should be seen around a pixel; NaN where the picture ends. Undefined where it ends nearly everywhere. */
function warped(
  { width, height, data, scale }: SmallImage,
  back: Homography,
  toScale: number,
  column: number,
  row: number,
): Float32Array | undefined {
  const template = new Float32Array(SIDE * SIDE).fill(NaN);
  let inside = 0;
  for (let v = -HALF_SIDE, k = 0; v <= HALF_SIDE; v++) {
    for (let u = -HALF_SIDE; u <= HALF_SIDE; u++, k++) {
      const place = apply(back, toStandard(column + u, toScale), toStandard(row + v, toScale));
      const [px, py] = [Math.round(toLevel(place.x, scale)), Math.round(toLevel(place.y, scale))];
      if (!(px >= 0 && py >= 0 && px < width && py < height)) continue;
      template[k] = data[py * width + px]!;
      inside++;
    }
  }
  return inside >= LEAST_SHARE * SIDE * SIDE ? template : undefined;
}

function correlation(template: Float32Array, to: SmallImage, column: number, row: number): number {
  const { width, height, data } = to;
  const [left, right] = [Math.max(-HALF_SIDE, -column), Math.min(HALF_SIDE, width - 1 - column)];
  const [top, bottom] = [Math.max(-HALF_SIDE, -row), Math.min(HALF_SIDE, height - 1 - row)];
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let v = top; v <= bottom; v++) {
    let i = (row + v) * width + column + left;
    let k = (v + HALF_SIDE) * SIDE + left + HALF_SIDE;
    for (let u = left; u <= right; u++, i++, k++) {
      const sought = template[k]!;
      if (sought !== sought) continue;
      const seen = data[i]!;
      n++;
      a += sought;
      b += seen;
      aa += sought * sought;
      bb += seen * seen;
      ab += sought * seen;
    }
  }
  if (n < LEAST_SHARE * SIDE * SIDE) return -1;
  return (n * ab - a * b) / (Math.sqrt((n * aa - a * a) * (n * bb - b * b)) + 1e-6);
}
