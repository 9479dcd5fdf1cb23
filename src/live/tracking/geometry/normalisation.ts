import type { Homography } from './homography.js';

/** Moves places to their middle and scales them to a mean distance of 1. */
export interface Normalisation {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/**
 * Brings places into a range where the equations of a homography are well conditioned (Hartley, In Defense of the
 * Eight-Point Algorithm, 1997). Writes x and y in turn into `into`.
 */
export function normalise(
  x: Float64Array,
  y: Float64Array,
  count: number,
  into: Float64Array,
): Normalisation {
  let [middleX, middleY, spread] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    middleX += x[i]!;
    middleY += y[i]!;
  }
  middleX /= count;
  middleY /= count;
  for (let i = 0; i < count; i++) {
    const dx = x[i]! - middleX;
    const dy = y[i]! - middleY;
    spread += Math.sqrt(dx * dx + dy * dy);
  }
  const scale = spread > 0 ? count / spread : 1;
  for (let i = 0; i < count; i++) {
    into[2 * i] = (x[i]! - middleX) * scale;
    into[2 * i + 1] = (y[i]! - middleY) * scale;
  }
  return { x: middleX, y: middleY, scale };
}

export const toNormalised = ({ x, y, scale }: Normalisation): Homography =>
  Float64Array.of(scale, 0, -x * scale, 0, scale, -y * scale, 0, 0, 1);

export const fromNormalised = ({ x, y, scale }: Normalisation): Homography =>
  Float64Array.of(1 / scale, 0, x, 0, 1 / scale, y, 0, 0, 1);
