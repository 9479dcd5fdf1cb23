import { HomographyFit } from '../../../../src/live/tracking/geometry/fit-homography.js';
import type { Pixel } from '../generator/camera.js';

/** Places are brought near 1 before they are fitted, as the fit wants them. */
const SCALE = 320;

/**
 * Where what stood at a place of one frame stands on another, by the true places of five points of the same flat thing
 * on both. Exact for a plane but for the rolling shutter, whose share within a mark's reach is some hundredths of a pixel.
 */
export function trueMap(from: readonly Pixel[], to: readonly Pixel[]): (place: Pixel) => Pixel {
  const flat = (points: readonly Pixel[]): Float64Array =>
    Float64Array.from(points.flatMap(([x, y]) => [x / SCALE - 1, y / SCALE - 0.5]));
  const map = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const fit = new HomographyFit();
  const weights = new Float64Array(from.length).fill(1);
  for (let step = 0; step < 4; step++) fit.weighted(flat(from), flat(to), weights, from.length, map);
  return ([px, py]) => {
    const [x, y] = [px / SCALE - 1, py / SCALE - 0.5];
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 1] = map;
    const w = g * x + h * y + i;
    return [((a * x + b * y + c) / w + 1) * SCALE, ((d * x + e * y + f) / w + 0.5) * SCALE];
  };
}
