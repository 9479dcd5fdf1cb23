/**
 * Zero-mean normalised cross-correlation of two samples, -1..1, from their sums: of `n` pairs, `a` and `b` the sums of
 * each, `aa`, `bb` and `ab` those of the products (Lewis, Fast Normalized Cross-Correlation, 1995). 0 where one is flat.
 */
export const correlationOf = (n: number, a: number, b: number, aa: number, bb: number, ab: number): number =>
  (n * ab - a * b) / (Math.sqrt((n * aa - a * a) * (n * bb - b * b)) + 1e-6);
