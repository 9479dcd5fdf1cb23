import type { AnchorPose, AnchorState } from '../../../../src/live/tracking/anchor.js';
import type { Homography } from '../../../../src/live/tracking/geometry/homography.js';
import type { Pixel } from '../generator/camera.js';
import type { Truth } from '../generator/truth.js';

/** One mark on one frame: what a tracker said, against the truth. */
export interface Observation {
  readonly frame: number;
  readonly state: AnchorState;
  readonly quality: number;
  /** Mean distance of the mark's five points from their true places, in pixels; absent when nothing was claimed. */
  readonly error?: number;
  /** How far the mark's middle is out of the picture, in pixels; 0 within it. */
  readonly outside: number;
  /** In the picture with nothing before it. */
  readonly visible: boolean;
  /** That the tracker took for this frame, all marks together. */
  readonly ms: number;
}

export function observe(
  frame: number,
  ms: number,
  marked: Truth,
  now: Truth,
  anchor: AnchorPose | undefined,
  size: { width: number; height: number },
): Observation {
  const { state = 'lost', quality = 0, pose } = anchor ?? {};
  const error = state !== 'lost' && pose ? meanError(pose, marked.points, now.points) : undefined;
  return {
    frame,
    ms,
    state: error === undefined ? 'lost' : state,
    quality,
    ...(error !== undefined && { error }),
    outside: distanceOutside(now.points[0]!, size),
    visible: now.visible,
  };
}

/** A pose that is not finite, or throws a point behind the camera, is infinitely wrong. */
export function meanError(pose: Homography, from: readonly Pixel[], to: readonly Pixel[]): number {
  const errors = from.map(([x, y], at) => {
    const w = pose[6]! * x + pose[7]! * y + pose[8]!;
    const [tx, ty] = to[at]!;
    return Math.hypot(
      (pose[0]! * x + pose[1]! * y + pose[2]!) / w - tx,
      (pose[3]! * x + pose[4]! * y + pose[5]!) / w - ty,
    );
  });
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return Number.isFinite(mean) ? mean : Infinity;
}

function distanceOutside([x, y]: Pixel, { width, height }: { width: number; height: number }): number {
  const beyond = (value: number, limit: number): number => Math.max(0, -value, value - limit);
  return Math.hypot(beyond(x, width), beyond(y, height));
}
