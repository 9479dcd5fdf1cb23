import { expect } from '@open-wc/testing';
import { disagreement, similarity, translation } from '../../../../src/live/tracking/geometry/homography.js';
import { RobustHomography } from '../../../../src/live/tracking/geometry/ransac.js';
import { uncertaintyAt } from '../../../../src/live/tracking/geometry/uncertainty.js';
import { matchesOf } from '../support/matches.js';

const tilted = Float64Array.of(1.1, 0.2, 30, -0.1, 0.9, 12, 0.0004, -0.0002, 1);
const tolerance = { distance: 2.5, samples: 300, fewest: 10 };
const even = (count: number): Float32Array => new Float32Array(count).fill(1);

describe('RobustHomography', () => {
  it('recovers a perspective map exactly from exact matches', () => {
    const found = new RobustHomography(50).estimate(matchesOf(tilted, { count: 50 }), even(50), tolerance);
    expect(found?.count).to.equal(50);
    for (const [x, y] of [
      [0, 0],
      [639, 0],
      [0, 359],
      [639, 359],
    ] as const) {
      expect(disagreement(found!.map, tilted, x, y)).to.be.below(1e-4);
    }
  });

  it('is not led astray by 40 % of outliers and half a pixel of noise', () => {
    const matches = matchesOf(tilted, { count: 200, outliers: 0.4, noise: 0.5 });
    const found = new RobustHomography(200).estimate(matches, even(200), tolerance);
    expect(disagreement(found!.map, tilted, 320, 180)).to.be.below(0.2);
    expect(found!.count).to.be.within(120, 126);
    expect(found!.support).to.be.within(0.6, 0.63);
    expect(found!.inliers.slice(80).every(Boolean)).to.equal(true);
  });

  it('follows the few matches near the mark against the many of another plane', () => {
    const behind = matchesOf(translation(60, 0), { count: 150 });
    const before = matchesOf(similarity(0.1, 1.2, { x: 320, y: 180 }), { count: 40, seed: 9 });
    const weights = even(150).fill(0.03, 0, 110);
    for (let i = 0; i < 40; i++) {
      behind.fromX[110 + i] = before.fromX[i]!;
      behind.fromY[110 + i] = before.fromY[i]!;
      behind.toX[110 + i] = before.toX[i]!;
      behind.toY[110 + i] = before.toY[i]!;
    }
    const found = new RobustHomography(150).estimate(behind, weights, tolerance);
    expect(disagreement(found!.map, similarity(0.1, 1.2, { x: 320, y: 180 }), 320, 180)).to.be.below(0.01);
  });

  it('finds nothing in chance', () => {
    const matches = matchesOf(tilted, { count: 60, outliers: 1 });
    expect(new RobustHomography(60).estimate(matches, even(60), { ...tolerance, fewest: 12 })).to.equal(
      undefined,
    );
  });
});

describe('uncertaintyAt', () => {
  it('is the standard error amid the matches, and grows with the distance from them', () => {
    const matches = matchesOf(tilted, { count: 103, noise: 0.5 });
    const weights = even(103);
    const found = new RobustHomography(103).estimate(matches, weights, tolerance)!;
    // Uniform noise of +-0.5 in two coordinates has the variance 2/12; a hundred degrees of freedom are left.
    expect(uncertaintyAt({ x: 320, y: 180 }, matches, weights, found)).to.be.closeTo(
      (0.5 * Math.sqrt(2 / 3)) / 10,
      0.01,
    );
    expect(uncertaintyAt({ x: 2_000, y: 180 }, matches, weights, found)).to.be.above(0.3);
  });
});
