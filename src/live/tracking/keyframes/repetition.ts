import { correlationOf } from '../image/correlation.js';
import { Pyramid, toLevel } from '../image/pyramid.js';
import type { Level } from '../image/pyramid.js';
import type { Place } from '../geometry/homography.js';
import type { Keyframe, Sighting } from './keyframe.js';

/** Half the side of the neighbourhood that is compared, and how far around it is looked: quarter-size pixels. */
const HALF_SIDE = 12;
const REACH = 30;

/** Every so many pixels are compared. */
const STRIDE = 2;

/** Nearer than this a neighbourhood resembles itself because it is smooth, not because it repeats. */
const NEAREST = 3;

/** Zero-mean normalised cross-correlation from which a place looks like another, and most of those that are kept. */
const ALIKE = 0.45;
const MOST = 64;

/** Quarter-size pixels of distance that weigh as much as a correlation of 1: a neighbour is mistaken for sooner. */
const DISTANCE = 100;

/** Shifts, in standard pixels of the keyframe, by which the surroundings of a mark look like themselves; likest first. */
export function repetitionsNear(
  { picture }: Keyframe,
  { centre }: Pick<Sighting, 'centre'>,
): readonly Place[] {
  const level = new Pyramid().load(picture).levels[1];
  if (!level) return [];
  const x = Math.round(toLevel(centre.x, level.scale));
  const y = Math.round(toLevel(centre.y, level.scale));
  const scores = correlations(level, x, y);
  return peaks(scores).map((shift) => ({ x: shift.x / level.scale, y: shift.y / level.scale }));
}

const SIDE = 2 * REACH + 1;

/** Of the neighbourhood with each shift of itself; -1 where too little of it is in the picture. */
function correlations(level: Level, x: number, y: number): Float32Array {
  const scores = new Float32Array(SIDE * SIDE);
  for (let dy = -REACH, at = 0; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++, at++) scores[at] = correlation(level, x, y, dx, dy);
  }
  return scores;
}

function correlation({ width, height, data }: Level, x: number, y: number, dx: number, dy: number): number {
  const left = Math.max(x - HALF_SIDE, 0, -dx);
  const right = Math.min(x + HALF_SIDE, width - 1, width - 1 - dx);
  const top = Math.max(y - HALF_SIDE, 0, -dy);
  const bottom = Math.min(y + HALF_SIDE, height - 1, height - 1 - dy);
  if (right - left < HALF_SIDE || bottom - top < HALF_SIDE) return -1;
  let n = 0;
  let a = 0;
  let b = 0;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let row = top; row <= bottom; row += STRIDE) {
    for (let i = row * width + left, end = row * width + right; i <= end; i += STRIDE) {
      const here = data[i]!;
      const there = data[i + dy * width + dx]!;
      n++;
      a += here;
      b += there;
      aa += here * here;
      bb += there * there;
      ab += here * there;
    }
  }
  return correlationOf(n, a, b, aa, bb, ab);
}

function peaks(scores: Float32Array): Place[] {
  const found: (Place & { readonly score: number })[] = [];
  for (let y = 1; y < SIDE - 1; y++) {
    for (let x = 1; x < SIDE - 1; x++) {
      const at = y * SIDE + x;
      const [dx, dy, score] = [x - REACH, y - REACH, scores[at]!];
      if (score < ALIKE || Math.hypot(dx, dy) < NEAREST || !isPeak(scores, at)) continue;
      found.push({ x: dx, y: dy, score });
    }
  }
  const likeness = ({ x, y, score }: (typeof found)[number]): number => score - Math.hypot(x, y) / DISTANCE;
  return found.sort((one, other) => likeness(other) - likeness(one)).slice(0, MOST);
}

const isPeak = (scores: Float32Array, at: number): boolean =>
  [-SIDE - 1, -SIDE, -SIDE + 1, -1, 1, SIDE - 1, SIDE, SIDE + 1].every(
    (step) => scores[at]! >= scores[at + step]!,
  );
