import type { Pinhole, Pixel, Vector } from './camera.js';
import { seen } from './camera.js';
import type { Lens } from './lens.js';
import { distorted } from './lens.js';
import { rowTime } from './renderer.js';
import type { Surface } from './surface.js';

/** Where one mark truly is on one frame. */
export interface Truth {
  /** Its middle, then four points of its rim: right, bottom, left, top as it was made. In pixels. */
  readonly points: readonly Pixel[];
  /** Its middle is within the picture. */
  readonly inPicture: boolean;
  /** Its middle is within the picture and nothing is before it. */
  readonly visible: boolean;
}

/**
 * Where a point is seen on the frame of this number. A rolling shutter exposes each row at its own time, and the row
 * depends on where the point is seen: solved by iteration, which converges as the picture moves by far less than its
 * height while it is read.
 */
export function truePixel(
  point: Vector,
  frame: number,
  { width, height }: { width: number; height: number },
  lens: Lens,
  cameraAt: (time: number) => Pinhole,
): Pixel {
  let pixel: Pixel = [NaN, height / 2];
  for (let step = 0; step < 8; step++) {
    const row = Math.min(1.5 * height, Math.max(-0.5 * height, pixel[1]));
    const camera = cameraAt(rowTime(frame, row, height));
    const straight = seen(camera, point);
    if (!straight) return [-1e4, -1e4];
    const [x, y] = distorted(lens, straight, camera.focal);
    pixel = [x + width / 2, y + height / 2];
  }
  return pixel;
}

/** Whether the first thing on the way from the camera is the point's own surface. */
export function isVisible(
  point: Vector,
  origin: Vector,
  surfaces: readonly Surface[],
  seconds: number,
): boolean {
  const ray: Vector = [point[0] - origin[0], point[1] - origin[1], point[2] - origin[2]];
  const first = Math.min(...surfaces.map((surface) => surface.hit(origin, ray, seconds)));
  return Math.abs(first - 1) < 0.005;
}
