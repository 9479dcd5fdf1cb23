import { expect } from '@open-wc/testing';
import { Allowance } from '../../../../src/live/wire/allowance.js';

describe('Allowance', () => {
  it('lets a long absence be caught up on at once', () => {
    const allowance = new Allowance();
    const taken = Array.from({ length: 5_600 }, () => allowance.take('tomas', 1_500, 0));
    expect(taken.every(Boolean)).to.equal(true);
  });

  it('bears ten minutes of drawing and pointing sixty times a second', () => {
    const allowance = new Allowance();
    const taken = Array.from({ length: 2 * 60 * 600 }, (_, index) =>
      allowance.take('tomas', 400, (index * 1_000) / 120),
    );
    expect(taken.every(Boolean)).to.equal(true);
  });

  it('ends a flood of messages or of bytes, for its sender alone', () => {
    const allowance = new Allowance();
    expect(Array.from({ length: 9_000 }, () => allowance.take('many', 1, 0)).at(-1)).to.equal(false);
    expect(Array.from({ length: 300 }, () => allowance.take('large', 65_536, 0)).at(-1)).to.equal(false);
    expect(allowance.take('tomas', 100, 0)).to.equal(true);
  });
});
