import type { Region } from '../anchor.js';
import type { Homography } from '../geometry/homography.js';
import { scaleOf, type Luma } from '../luma.js';
import type { PoseNumbers } from '../poses.js';
import type { MarkRegion } from './messages.js';

/** Significant digits of a pose's numbers on the wire: a thousandth of a pixel in 1280, in half the bytes. */
const DIGITS = 7;

interface Sides {
  readonly width: number;
  readonly height: number;
}

/** A picture's sides in standard pixels. */
export function sidesOf(picture: Luma): Sides {
  const scale = scaleOf(picture);
  return { width: picture.width / scale, height: picture.height / scale };
}

/** Standard pixels: what a mark points at is never smaller, nor is more than this needed to know it again. */
const RADIUS = { least: 16, most: 140 } as const;

/** A region in 0..1 of a picture, in the tracker's pixels. */
export function toStandard({ x, y, reachX, reachY }: MarkRegion, picture: Luma): Region {
  const { width, height } = sidesOf(picture);
  const radius = Math.max(reachX * width, reachY * height);
  return { x: x * width, y: y * height, radius: Math.min(RADIUS.most, Math.max(RADIUS.least, radius)) };
}

/** A pose between standard pixels as the wire has it: between 0..1 of both pictures, the ninth number being 1. */
export function toNumbers(pose: Homography, picture: Luma, frame: Luma): PoseNumbers | null {
  const from = sidesOf(picture);
  const to = sidesOf(frame);
  const columns = [from.width, from.height, 1];
  const rows = [1 / to.width, 1 / to.height, 1];
  const scaled = Array.from(
    pose,
    (value, index) => value * (columns[index % 3] ?? 1) * (rows[Math.floor(index / 3)] ?? 1),
  );
  const last = scaled[8] ?? 0;
  const numbers = scaled.slice(0, 8).map((value) => Number((value / last).toPrecision(DIGITS)));
  return numbers.every(Number.isFinite) ? (numbers as PoseNumbers) : null;
}
