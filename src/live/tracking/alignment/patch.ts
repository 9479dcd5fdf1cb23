import type { Corners } from '../features/corners.js';
import { toStandard, type Level } from '../image/pyramid.js';

/** Pixels from the middle of a patch to its edge, and in all. */
export const PATCH_RADIUS = 4;
export const PATCH_SIZE = (2 * PATCH_RADIUS + 1) ** 2;

/** Of the smaller to the larger eigenvalue of the Hessian: with less a patch is an edge. */
const EDGY = 0.15;

/** Root of the summed squares around the mean; less is noise (a standard deviation of 2.8 grey steps). */
const FAINTEST = 25;

/**
 * 9x9 patches of one level of a keyframe, around its corners, with all that alignment needs of them and can be known
 * beforehand (Baker & Matthews 2004: the gradient and Hessian of the template, not of the picture).
 */
export interface PatchSet {
  readonly count: number;
  /** Of the level they were taken from. */
  readonly scale: number;
  /** Middles, in standard pixels of the keyframe. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** `PATCH_SIZE` for each: grey values with the mean taken off. */
  readonly template: Float32Array;
  /** Their gradients, the mean taken off too, since alignment does not see a change of brightness. */
  readonly gradientX: Float32Array;
  readonly gradientY: Float32Array;
  /** The inverse of the 2x2 Hessian, three numbers for each: xx, xy, yy. */
  readonly inverse: Float32Array;
  /** Root of the summed squares of the template. */
  readonly norm: Float32Array;
}

export function cutPatches(level: Level, corners: Corners): PatchSet {
  const set = allocate(corners.count, level.scale);
  let count = 0;
  for (let i = 0; i < corners.count; i++) {
    if (!cutPatch(level, corners.x[i]!, corners.y[i]!, set, count)) continue;
    set.x[count] = toStandard(corners.x[i]!, level.scale);
    set.y[count] = toStandard(corners.y[i]!, level.scale);
    count++;
  }
  return { ...set, count };
}

/** Numbers that each patch has in each list. */
const LISTS = {
  x: 1,
  y: 1,
  template: PATCH_SIZE,
  gradientX: PATCH_SIZE,
  gradientY: PATCH_SIZE,
  inverse: 3,
  norm: 1,
} as const;
const LIST_NAMES = Object.keys(LISTS) as (keyof typeof LISTS)[];

/** It shows an edge: along that it fits anywhere, and agrees with any map. */
export function isEdge({ inverse }: PatchSet, index: number): boolean {
  const [xx, xy, yy] = [inverse[3 * index]!, inverse[3 * index + 1]!, inverse[3 * index + 2]!];
  const [half, root] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)];
  return half - root < EDGY * (half + root);
}

/** The patches of a set, then those of another of the same level. */
export function joinPatches(set: PatchSet, added: PatchSet): PatchSet {
  const joined = allocate(set.count + added.count, set.scale);
  for (const name of LIST_NAMES) {
    const each = LISTS[name];
    joined[name].set(set[name].subarray(0, set.count * each));
    joined[name].set(added[name].subarray(0, added.count * each), set.count * each);
  }
  return joined;
}

const allocate = (count: number, scale: number): PatchSet => ({
  count,
  scale,
  x: new Float32Array(count),
  y: new Float32Array(count),
  template: new Float32Array(count * PATCH_SIZE),
  gradientX: new Float32Array(count * PATCH_SIZE),
  gradientY: new Float32Array(count * PATCH_SIZE),
  inverse: new Float32Array(count * 3),
  norm: new Float32Array(count),
});

/** False where it does not fit into the level, or has nothing to hold on to. */
function cutPatch(level: Level, x: number, y: number, set: PatchSet, index: number): boolean {
  const margin = PATCH_RADIUS + 1;
  if (x < margin || y < margin || x >= level.width - margin || y >= level.height - margin) return false;
  const start = index * PATCH_SIZE;
  copyPixels(level, x, y, set, start);
  for (const values of [set.template, set.gradientX, set.gradientY]) subtractMean(values, start);
  const norm = Math.sqrt(product(set.template, set.template, start));
  set.norm[index] = norm;
  return norm >= FAINTEST && invertHessian(set, index);
}

function copyPixels({ data, width }: Level, x: number, y: number, set: PatchSet, start: number): void {
  let at = start;
  for (let v = -PATCH_RADIUS; v <= PATCH_RADIUS; v++) {
    let i = (y + v) * width + x - PATCH_RADIUS;
    for (let u = -PATCH_RADIUS; u <= PATCH_RADIUS; u++, i++, at++) {
      set.template[at] = data[i]!;
      set.gradientX[at] = (data[i + 1]! - data[i - 1]!) * 0.5;
      set.gradientY[at] = (data[i + width]! - data[i - width]!) * 0.5;
    }
  }
}

function subtractMean(values: Float32Array, start: number): void {
  let sum = 0;
  for (let i = start; i < start + PATCH_SIZE; i++) sum += values[i]!;
  for (let i = start; i < start + PATCH_SIZE; i++) values[i]! -= sum / PATCH_SIZE;
}

function product(one: Float32Array, other: Float32Array, start: number): number {
  let sum = 0;
  for (let i = start; i < start + PATCH_SIZE; i++) sum += one[i]! * other[i]!;
  return sum;
}

function invertHessian({ gradientX, gradientY, inverse }: PatchSet, index: number): boolean {
  const start = index * PATCH_SIZE;
  const xx = product(gradientX, gradientX, start);
  const xy = product(gradientX, gradientY, start);
  const yy = product(gradientY, gradientY, start);
  const determinant = xx * yy - xy * xy;
  if (determinant < 1) return false;
  inverse[3 * index] = yy / determinant;
  inverse[3 * index + 1] = -xy / determinant;
  inverse[3 * index + 2] = xx / determinant;
  return true;
}
