/** A 3x3 projective map, row by row: `[x', y', w] = H [x, y, 1]`, the place being `x'/w, y'/w`. */
export type Homography = Float64Array;

/** A place in standard pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A map near one place: where the place goes to, and the derivative there, `[[a, b], [c, d]]`. */
export interface Jacobian {
  x: number;
  y: number;
  a: number;
  b: number;
  c: number;
  d: number;
}

export const identity = (): Homography => Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

export const translation = (x: number, y: number): Homography => Float64Array.of(1, 0, x, 0, 1, y, 0, 0, 1);

/** Turns by `angle` (radians, x towards y) and scales about a place, then moves that place by `dx, dy`. */
export function similarity(angle: number, scale: number, about: Place, dx = 0, dy = 0): Homography {
  const c = scale * Math.cos(angle);
  const s = scale * Math.sin(angle);
  const { x, y } = about;
  return Float64Array.of(c, -s, x - c * x + s * y + dx, s, c, y - s * x - c * y + dy, 0, 0, 1);
}

/** First `b`, then `a`. */
export function multiply(a: Homography, b: Homography): Homography {
  const product = new Float64Array(9);
  for (let row = 0; row < 9; row += 3) {
    for (let column = 0; column < 3; column++) {
      product[row + column] =
        a[row]! * b[column]! + a[row + 1]! * b[column + 3]! + a[row + 2]! * b[column + 6]!;
    }
  }
  return product;
}

/** The way back, by the adjugate. A map that loses a dimension gives numbers that are not finite. */
export function invert(m: Homography): Homography {
  const inverse = new Float64Array(9);
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) inverse[3 * column + row] = cofactor(m, row, column);
  }
  const determinant = m[0]! * inverse[0]! + m[1]! * inverse[3]! + m[2]! * inverse[6]!;
  return inverse.map((value) => value / determinant);
}

/** Taken with the rows and columns that follow cyclically, so that the sign is right by itself. */
function cofactor(m: Homography, row: number, column: number): number {
  const [r1, r2] = [3 * ((row + 1) % 3), 3 * ((row + 2) % 3)];
  const [c1, c2] = [(column + 1) % 3, (column + 2) % 3];
  return m[r1 + c1]! * m[r2 + c2]! - m[r1 + c2]! * m[r2 + c1]!;
}

export function apply(m: Homography, x: number, y: number): Place {
  const w = 1 / (m[6]! * x + m[7]! * y + m[8]!);
  return { x: (m[0]! * x + m[1]! * y + m[2]!) * w, y: (m[3]! * x + m[4]! * y + m[5]!) * w };
}

export const newJacobian = (): Jacobian => ({ x: 0, y: 0, a: 1, b: 0, c: 0, d: 1 });

/** Writes into `at`, which a loop can use again. */
export function jacobian(m: Homography, x: number, y: number, at: Jacobian = newJacobian()): Jacobian {
  const w = 1 / (m[6]! * x + m[7]! * y + m[8]!);
  at.x = (m[0]! * x + m[1]! * y + m[2]!) * w;
  at.y = (m[3]! * x + m[4]! * y + m[5]!) * w;
  at.a = (m[0]! - at.x * m[6]!) * w;
  at.b = (m[1]! - at.x * m[7]!) * w;
  at.c = (m[3]! - at.y * m[6]!) * w;
  at.d = (m[4]! - at.y * m[7]!) * w;
  return at;
}

/** How much longer things become at a place; 0 or less than it is mirrored. */
export function magnification(m: Homography, x: number, y: number): number {
  const { a, b, c, d } = jacobian(m, x, y);
  const area = a * d - b * c;
  return Math.sign(area) * Math.sqrt(Math.abs(area));
}

/** Distance of the two places to which two maps take one. */
export function disagreement(one: Homography, other: Homography, x: number, y: number): number {
  const here = apply(one, x, y);
  const there = apply(other, x, y);
  return Math.hypot(here.x - there.x, here.y - there.y);
}

/** Smallest and largest change of size that a phone's move between two pictures of one thing can cause. */
const MAGNIFICATIONS = { least: 0.12, most: 8 } as const;

/**
 * Foreshortening, as half the squared Frobenius norm of the derivative over its determinant: 1 when seen straight, 2.6
 * when one side is five times shorter, 4 at 82 degrees, where nothing can be recognised any more.
 */
const MOST_FORESHORTENED = 4;

/** Whether a camera can see the surroundings of a place so: in front of it, not mirrored, not too small or flat. */
export function isPlausible(m: Homography, x: number, y: number): boolean {
  const w = m[6]! * x + m[7]! * y + m[8]!;
  if (!(w > 0.05 * Math.abs(m[8]!))) return false;
  const { a, b, c, d } = jacobian(m, x, y);
  const area = a * d - b * c;
  const { least, most } = MAGNIFICATIONS;
  if (!(area > least * least && area < most * most)) return false;
  return (a * a + b * b + c * c + d * d) / (2 * area) < MOST_FORESHORTENED;
}

/** The same map with 1 as its last number. */
export function normalised(m: Homography): Homography {
  const scale = 1 / m[8]!;
  return m.map((value) => value * scale);
}
