import { apply, multiply, type Homography, type Place } from '../geometry/homography.js';

/** How fast the camera turns, in rad/s, about its own axes: x to the right of the picture, y down, z into the scene. */
export interface TurnRate {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/**
 * Focal length in standard pixels that a phone's main camera has in video, about: a 26 mm equivalent, cropped by a tenth
 * for stabilisation, sees 62 degrees across.
 */
const FOCAL = 530;
/** In s: a gap in the gyroscope's words that is no turn. */
const GAP = 0.1;
/** For how many frames of motion the past counts, and below which share of the error the prediction is believed. */
const MEMORY = 0.95;
const BELIEVED = 0.4;
/** Standard pixels, squared: what moves less says nothing. */
const STILL = 4;
/** Sum of squared motions that must have been seen before the gyroscope is believed. */
const ENOUGH = 400;

/**
 * Predicts by the gyroscope how the picture moves from one frame to the next. It is believed only while it has said what
 * was then seen: where its axes lie and how long the lens is, differs from phone to phone.
 */
export class TurnPrior {
  #rotation = { x: 0, y: 0, z: 0 };
  #toldAt: number | undefined;
  #last: Homography | undefined;
  #missedBy = 0;
  #moved = 0;

  /** What the gyroscope says at `at` (ms); holds since its last word. */
  turned(rate: TurnRate, at: number): void {
    const seconds = (at - (this.#toldAt ?? at)) / 1_000;
    this.#toldAt = at;
    if (!(seconds > 0 && seconds < GAP)) return;
    for (const axis of ['x', 'y', 'z'] as const) this.#rotation[axis] += rate[axis] * seconds;
  }

  /** From the frame before to this one of these sides (standard pixels); undefined while it is not to be believed. */
  take(sides: { readonly width: number; readonly height: number }): Homography | undefined {
    const { x, y, z } = this.#rotation;
    this.#rotation = { x: 0, y: 0, z: 0 };
    this.#last = this.#toldAt === undefined ? undefined : turnMap({ x, y, z }, sides);
    return this.#moved > ENOUGH && this.#missedBy < BELIEVED * this.#moved ? this.#last : undefined;
  }

  /** Something was seen here on the frame before, and there on this one. */
  saw(before: Place, now: Place): void {
    if (!this.#last) return;
    const told = apply(this.#last, before.x, before.y);
    const moved = squared(before, now);
    if (moved < STILL) return;
    this.#moved = this.#moved * MEMORY + moved;
    this.#missedBy = this.#missedBy * MEMORY + squared(told, now);
  }
}

/**
 * How a picture moves when its camera turns by this (rad): K R K⁻¹ (Hartley & Zisserman, Multiple View Geometry, 8.4),
 * the scene turning the other way than the camera.
 */
export function turnMap(
  { x, y, z }: TurnRate,
  { width, height }: { readonly width: number; readonly height: number },
): Homography {
  const [cx, cy] = [width / 2, height / 2];
  const toRay = Float64Array.of(1 / FOCAL, 0, -cx / FOCAL, 0, 1 / FOCAL, -cy / FOCAL, 0, 0, 1);
  const toPixel = Float64Array.of(FOCAL, 0, cx, 0, FOCAL, cy, 0, 0, 1);
  return multiply(toPixel, multiply(rotation(-x, -y, -z), toRay));
}

/** By Rodrigues' formula. */
function rotation(x: number, y: number, z: number): Homography {
  const angle = Math.hypot(x, y, z);
  if (angle < 1e-12) return Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const [u, v, w] = [x / angle, y / angle, z / angle];
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const rest = 1 - cos;
  return Float64Array.of(
    cos + u * u * rest,
    u * v * rest - w * sin,
    u * w * rest + v * sin,
    v * u * rest + w * sin,
    cos + v * v * rest,
    v * w * rest - u * sin,
    w * u * rest - v * sin,
    w * v * rest + u * sin,
    cos + w * w * rest,
  );
}

const squared = (a: Place, b: Place): number => (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
