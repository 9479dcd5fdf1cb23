import { expect } from '@open-wc/testing';
import { fitAffine } from '../../../../src/live/tracking/geometry/affine.js';
import { disagreement } from '../../../../src/live/tracking/geometry/homography.js';
import { Matches } from '../../../../src/live/tracking/geometry/matches.js';
import { matchesOf } from '../support/matches.js';

const map = Float64Array.of(1.1, 0.2, 30, -0.1, 0.9, 12, 0, 0, 1);

describe('fitAffine', () => {
  it('recovers an affine map from three places', () => {
    const found = fitAffine(matchesOf(map, { count: 3 }), Float64Array.of(1, 1, 1));
    expect(disagreement(found!, map, 100, 300)).to.be.below(1e-8);
  });

  it('leaves out what has no weight', () => {
    const matches = matchesOf(map, { count: 8, outliers: 0.2 });
    const found = fitAffine(matches, Float64Array.of(0, 0, 1, 1, 1, 1, 1, 1));
    expect(disagreement(found!, map, 100, 300)).to.be.below(1e-8);
  });

  it('does not guess from places on a line', () => {
    const matches = new Matches(3);
    for (const x of [1, 2, 3]) matches.push(x, 2 * x, x, x, 1);
    expect(fitAffine(matches, Float64Array.of(1, 1, 1))).to.equal(undefined);
  });
});
