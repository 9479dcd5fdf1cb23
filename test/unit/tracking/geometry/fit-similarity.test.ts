import { expect } from '@open-wc/testing';
import { robustSimilarity } from '../../../../src/live/tracking/geometry/fit-similarity.js';
import { apply, disagreement, similarity } from '../../../../src/live/tracking/geometry/homography.js';
import { Matches } from '../../../../src/live/tracking/geometry/matches.js';

const TRUTH = similarity(0.3, 1.2, { x: 300, y: 200 }, 14, -6);
const PLACES = [
  [280, 190],
  [320, 185],
  [305, 220],
  [290, 215],
  [330, 210],
] as const;

/** The places as the truth takes them, and some that are elsewhere. */
function matchesWith(strays: number): Matches {
  const matches = new Matches(20);
  for (const [x, y] of PLACES) {
    const to = apply(TRUTH, x, y);
    matches.push(x, y, to.x, to.y, 1);
  }
  for (let i = 0; i < strays; i++) matches.push(300 + 7 * i, 180 + 9 * i, 300 + 31 * i, 240 - 17 * i, 1);
  return matches;
}

const even = new Float32Array(20).fill(1);

describe('robustSimilarity', () => {
  it('is exactly the turn, scale and shift that all matches have in common', () => {
    const { map, count, support } = robustSimilarity(matchesWith(0), even, { distance: 1.5, fewest: 4 })!;
    expect(disagreement(map, TRUTH, 310, 200)).to.be.below(1e-9);
    expect(disagreement(map, TRUTH, 100, 50)).to.be.below(1e-6);
    expect([count, support]).to.eql([5, 1]);
  });

  it('leaves out those that are elsewhere, and says which', () => {
    const { map, inliers, count } = robustSimilarity(matchesWith(3), even, { distance: 1.5, fewest: 4 })!;
    expect(disagreement(map, TRUTH, 310, 200)).to.be.below(1e-9);
    expect([...inliers]).to.eql([1, 1, 1, 1, 1, 0, 0, 0]);
    expect(count).to.equal(5);
  });

  it('is nothing where too few agree, or all are at one place', () => {
    expect(robustSimilarity(matchesWith(3), even, { distance: 1.5, fewest: 6 })).to.equal(undefined);
    const together = new Matches(8);
    for (let i = 0; i < 6; i++) together.push(300 + i / 4, 200, 310 + i / 4, 205, 1);
    expect(robustSimilarity(together, even, { distance: 1.5, fewest: 4 })).to.equal(undefined);
  });

  it('counts a match by its weight', () => {
    const matches = matchesWith(0);
    const weights = new Float32Array(20).fill(1);
    const shifted = matches.fromX.slice(0, 5).map((x) => x + 40);
    for (let i = 0; i < 5; i++)
      matches.push(matches.fromX[i]! + 3, matches.fromY[i]!, shifted[i]!, matches.fromY[i]!, 1);
    weights.fill(0.1, 5, 10);
    const { map } = robustSimilarity(matches, weights, { distance: 1.5, fewest: 4 })!;
    expect(disagreement(map, TRUTH, 310, 200)).to.be.below(1e-6);
  });
});
