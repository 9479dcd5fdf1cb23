/** Below this a pivot is taken for zero. */
const SINGULAR = 1e-12;

/**
 * Solves `A x = b` by Gaussian elimination with partial pivoting (Golub & Van Loan, Matrix Computations, 3.4).
 * `matrix` is n x n, row by row; both arrays are used up, and `vector` holds the answer.
 *
 * @returns false if the matrix is singular, and then `vector` means nothing.
 */
export function solve(matrix: Float64Array, vector: Float64Array): boolean {
  const n = vector.length;
  for (let column = 0; column < n; column++) {
    const pivot = pivotOf(matrix, n, column);
    if (Math.abs(matrix[pivot * n + column]!) < SINGULAR) return false;
    if (pivot !== column) exchange(matrix, vector, pivot, column);
    eliminate(matrix, vector, column);
  }
  substitute(matrix, vector);
  return true;
}

function pivotOf(matrix: Float64Array, n: number, column: number): number {
  let best = column;
  for (let row = column + 1; row < n; row++) {
    if (Math.abs(matrix[row * n + column]!) > Math.abs(matrix[best * n + column]!)) best = row;
  }
  return best;
}

function exchange(matrix: Float64Array, vector: Float64Array, one: number, other: number): void {
  const n = vector.length;
  for (let column = 0; column < n; column++) {
    const kept = matrix[one * n + column]!;
    matrix[one * n + column] = matrix[other * n + column]!;
    matrix[other * n + column] = kept;
  }
  const kept = vector[one]!;
  vector[one] = vector[other]!;
  vector[other] = kept;
}

function eliminate(matrix: Float64Array, vector: Float64Array, from: number): void {
  const n = vector.length;
  for (let row = from + 1; row < n; row++) {
    const factor = matrix[row * n + from]! / matrix[from * n + from]!;
    if (factor === 0) continue;
    for (let column = from; column < n; column++)
      matrix[row * n + column]! -= factor * matrix[from * n + column]!;
    vector[row]! -= factor * vector[from]!;
  }
}

function substitute(matrix: Float64Array, vector: Float64Array): void {
  const n = vector.length;
  for (let row = n - 1; row >= 0; row--) {
    let rest = vector[row]!;
    for (let column = row + 1; column < n; column++) rest -= matrix[row * n + column]! * vector[column]!;
    vector[row] = rest / matrix[row * n + row]!;
  }
}
