import type { CameraTruth } from '../camera-file.js';
import type { Pixel } from '../generator/camera.js';
import type { Seen } from './observer.js';
import { trueMap } from './true-map.js';

/** A rectangle that was drawn on a picture that stood still. */
export interface Drawn {
  readonly id: string;
  /** Number of the camera's frame that it was drawn on. */
  readonly frame: number;
  /** In pixels of that frame, from the first corner on. */
  readonly corners: readonly Pixel[];
}

/** Mean distance of the painted corners from the true ones, for each picture that a screen showed with the mark on it. */
export function errorsOf({ id, frame, corners }: Drawn, seen: readonly Seen[], truth: CameraTruth): number[] {
  const from = truth.frames[frame]?.points;
  if (!from) return [];
  const pictures = seen.filter((now, index) => now.frame !== seen[index - 1]?.frame);
  return pictures.flatMap(({ frame: shown, marks }) => {
    const [to, painted] = [truth.frames[shown]?.points, marks[id]];
    if (!to || painted?.length !== corners.length) return [];
    const map = trueMap(from, to);
    const distances = corners.map((corner, index) => distance(map(corner), painted[index] ?? corner));
    return [distances.reduce((sum, one) => sum + one, 0) / distances.length];
  });
}

const distance = ([ax, ay]: Pixel, [bx, by]: Pixel): number => Math.hypot(ax - bx, ay - by);
