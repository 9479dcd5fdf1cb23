import type { Homography } from './homography.js';
import { solve } from './linear-solve.js';

/** Added to the diagonal, so that places on a line give some map instead of none. */
const RIDGE = 1e-9;

/**
 * Homographies from places `from` to places `to`, both normalised, x and y in turn: the direct linear transform with the
 * last number held at 1 (Hartley & Zisserman, Multiple View Geometry, 4.1). Holds its own working memory.
 */
export class HomographyFit {
  readonly #matrix = new Float64Array(64);
  readonly #vector = new Float64Array(8);
  readonly #sums = new Float64Array(23);

  /** Exactly through the four places at `indices`. Gives false where three of them lie on a line. */
  through(from: Float64Array, to: Float64Array, indices: Int32Array, into: Homography): boolean {
    this.#matrix.fill(0);
    for (let k = 0; k < 4; k++) {
      const at = 2 * indices[k]!;
      this.#equation(2 * k, 0, from[at]!, from[at + 1]!, to[at]!);
      this.#equation(2 * k + 1, 3, from[at]!, from[at + 1]!, to[at + 1]!);
    }
    return this.#solution(into);
  }

  /**
   * Least squares over the first `count` places, each with its weight; `into` is the estimate so far, by whose
   * denominators the algebraic distance is made nearly the geometric one, and takes the answer.
   */
  weighted(
    from: Float64Array,
    to: Float64Array,
    weights: Float64Array,
    count: number,
    into: Homography,
  ): boolean {
    const sums = this.#sums.fill(0);
    for (let i = 0; i < count; i++) {
      if (weights[i]! > 0)
        accumulate(sums, from[2 * i]!, from[2 * i + 1]!, to[2 * i]!, to[2 * i + 1]!, weights[i]!, into);
    }
    this.#normalEquations(sums);
    return this.#solution(into);
  }

  #equation(row: number, column: number, x: number, y: number, value: number): void {
    const at = 8 * row;
    this.#matrix[at + column] = x;
    this.#matrix[at + column + 1] = y;
    this.#matrix[at + column + 2] = 1;
    this.#matrix[at + 6] = -value * x;
    this.#matrix[at + 7] = -value * y;
    this.#vector[row] = value;
  }

  /** The rows of the two coordinates share their left block and meet in the last two unknowns. */
  #normalEquations(sums: Float64Array): void {
    const matrix = this.#matrix.fill(0);
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) {
        const value = sums[MOMENTS[row]![column]!]!;
        matrix[8 * row + column] = value;
        matrix[8 * (row + 3) + column + 3] = value;
      }
      this.#lastColumns(sums, row, 6);
      this.#lastColumns(sums, row, 12);
      this.#vector[row] = sums[6 + MOMENTS[row]![2]!]!;
      this.#vector[row + 3] = sums[12 + MOMENTS[row]![2]!]!;
    }
    matrix[54] = sums[18]!;
    matrix[55] = matrix[62] = sums[19]!;
    matrix[63] = sums[20]!;
    this.#vector[6] = -sums[21]!;
    this.#vector[7] = -sums[22]!;
    for (let i = 0; i < 8; i++) matrix[9 * i]! += RIDGE;
  }

  #lastColumns(sums: Float64Array, row: number, block: number): void {
    const at = block === 6 ? row : row + 3;
    for (let column = 0; column < 2; column++) {
      const value = -sums[block + MOMENTS[row]![column]!]!;
      this.#matrix[8 * at + 6 + column] = value;
      this.#matrix[8 * (6 + column) + at] = value;
    }
  }

  #solution(into: Homography): boolean {
    if (!solve(this.#matrix, this.#vector)) return false;
    into.set(this.#vector);
    into[8] = 1;
    return true;
  }
}

/** Where the sum of a product of (x, y, 1) by (x, y, 1) stands among xx, xy, yy, x, y, 1. */
const MOMENTS = [
  [0, 1, 3],
  [1, 2, 4],
  [3, 4, 5],
] as const;

/** Sums: the moments alone, times u, times v, and those without the last times u²+v². */
function accumulate(
  sums: Float64Array,
  x: number,
  y: number,
  u: number,
  v: number,
  weight: number,
  estimate: Homography,
): void {
  const depth = estimate[6]! * x + estimate[7]! * y + 1;
  const w = weight / (depth * depth);
  const wx = w * x;
  const wy = w * y;
  const xx = wx * x;
  const xy = wx * y;
  const yy = wy * y;
  const q = u * u + v * v;
  sums[0]! += xx;
  sums[1]! += xy;
  sums[2]! += yy;
  sums[3]! += wx;
  sums[4]! += wy;
  sums[5]! += w;
  sums[6]! += u * xx;
  sums[7]! += u * xy;
  sums[8]! += u * yy;
  sums[9]! += u * wx;
  sums[10]! += u * wy;
  sums[11]! += u * w;
  sums[12]! += v * xx;
  sums[13]! += v * xy;
  sums[14]! += v * yy;
  sums[15]! += v * wx;
  sums[16]! += v * wy;
  sums[17]! += v * w;
  sums[18]! += q * xx;
  sums[19]! += q * xy;
  sums[20]! += q * yy;
  sums[21]! += q * wx;
  sums[22]! += q * wy;
}
