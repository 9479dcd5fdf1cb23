import { expect } from '@open-wc/testing';
import { solve } from '../../../../src/live/tracking/geometry/linear-solve.js';

describe('solve', () => {
  it('solves a system whose first pivot is zero', () => {
    // 2y + z = 7, x + y + z = 6, 2x - y + 3z = 9: x = 1, y = 2, z = 3.
    const vector = Float64Array.of(7, 6, 9);
    expect(solve(Float64Array.of(0, 2, 1, 1, 1, 1, 2, -1, 3), vector)).to.equal(true);
    expect([...vector].map((value) => Math.round(value * 1e9) / 1e9)).to.deep.equal([1, 2, 3]);
  });

  it('says when a matrix is singular', () => {
    expect(solve(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1))).to.equal(false);
  });
});
