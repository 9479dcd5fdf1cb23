import { expect } from '@open-wc/testing';
import { correlationOf } from '../../../../src/live/tracking/image/correlation.js';

function of(one: readonly number[], other: readonly number[]): number {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const product = (a: readonly number[], b: readonly number[]): number =>
    sum(a.map((value, i) => value * b[i]!));
  return correlationOf(
    one.length,
    sum(one),
    sum(other),
    product(one, one),
    product(other, other),
    product(one, other),
  );
}

describe('correlationOf', () => {
  it('is 1 whatever the brightness and the contrast, and -1 for the negative', () => {
    expect(of([1, 5, 2, 8], [110, 150, 120, 180])).to.be.closeTo(1, 1e-6);
    expect(of([1, 5, 2, 8], [9, 5, 8, 2])).to.be.closeTo(-1, 1e-6);
  });

  it('is 0 for what has nothing in common, and where one is flat', () => {
    expect(of([1, -1, 1, -1], [1, 1, -1, -1])).to.be.closeTo(0, 1e-9);
    expect(of([4, 4, 4, 4], [1, 7, 3, 9])).to.be.closeTo(0, 1e-9);
  });
});
