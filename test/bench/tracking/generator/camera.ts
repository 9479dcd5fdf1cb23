/** x to the right, y down, z away from the camera; metres. */
export type Vector = readonly [x: number, y: number, z: number];

/** Where the camera is and what it does with the light; every angle in radians, every length in metres. */
export interface Viewpoint {
  /** Seen from beside (yaw) and from above or below (pitch): the camera goes round its target. */
  readonly yaw: number;
  readonly pitch: number;
  /** The camera turned about its own axis. */
  readonly roll: number;
  /** From the target. */
  readonly distance: number;
  /** The target is moved along the plate. */
  readonly shift: readonly [x: number, y: number];
  /** The camera looks past its target: to the right, and down. */
  readonly pan: number;
  readonly tilt: number;
  /** Times the usual focal length. */
  readonly zoom: number;
}

/** A pinhole camera at one instant. */
export interface Pinhole {
  readonly origin: Vector;
  readonly right: Vector;
  readonly down: Vector;
  readonly forward: Vector;
  /** In pixels. */
  readonly focal: number;
}

/** In pixels at 640 wide: 60 degrees of view, about a phone's wide camera. */
export const FOCAL = 560;

export function pinhole(view: Viewpoint, width: number): Pinhole {
  const { yaw, pitch, distance, shift } = view;
  const away: Vector = [Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), -Math.cos(yaw) * Math.cos(pitch)];
  const origin: Vector = [shift[0] + distance * away[0], shift[1] + distance * away[1], distance * away[2]];
  let forward: Vector = [-away[0], -away[1], -away[2]];
  let right = unit([forward[2], 0, -forward[0]]);
  let down = cross(forward, right);
  [forward, right] = turned(forward, right, view.pan);
  [forward, down] = turned(forward, down, view.tilt);
  [right, down] = turned(right, down, view.roll);
  return { origin, right, down, forward, focal: (FOCAL * view.zoom * width) / 640 };
}

/** Where a point is seen, in pixels from the picture's middle, without distortion; undefined behind the camera. */
export function seen({ origin, right, down, forward, focal }: Pinhole, point: Vector): Pixel | undefined {
  const ray: Vector = [point[0] - origin[0], point[1] - origin[1], point[2] - origin[2]];
  const depth = dot(ray, forward);
  if (depth < 0.02) return undefined;
  return [(focal * dot(ray, right)) / depth, (focal * dot(ray, down)) / depth];
}

export type Pixel = readonly [x: number, y: number];

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

function unit(vector: Vector): Vector {
  const length = Math.hypot(...vector);
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}

/** Both turned in the plane that they span, the first towards the second. */
function turned(first: Vector, second: Vector, angle: number): [Vector, Vector] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const mix = (a: Vector, b: Vector, towards: number): Vector => [
    c * a[0] + towards * b[0],
    c * a[1] + towards * b[1],
    c * a[2] + towards * b[2],
  ];
  return [mix(first, second, s), mix(second, first, -s)];
}
