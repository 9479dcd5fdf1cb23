import { expect } from '@open-wc/testing';
import { WORDS } from '../../../../src/live/tracking/features/descriptor.js';
import { Matcher } from '../../../../src/live/tracking/features/matching.js';
import {
  apply,
  identity,
  similarity,
  type Homography,
} from '../../../../src/live/tracking/geometry/homography.js';
import { Matches } from '../../../../src/live/tracking/geometry/matches.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { KeyframeMaker } from '../../../../src/live/tracking/keyframes/keyframe.js';
import { naturalTexture, picture } from '../support/scene.js';

const maker = new KeyframeMaker();
const featuresAt = (seed: number, pose: Homography) =>
  maker.features(new Pyramid().load(picture(naturalTexture(seed), pose)));

/** Of the matches between two views of a texture, how many there are and the share within 4 pixels of the truth. */
function matched(pose: Homography, seed = 5): { count: number; right: number } {
  const matches = new Matches(400);
  new Matcher().match(featuresAt(5, identity()), featuresAt(seed, pose), matches);
  let right = 0;
  for (let i = 0; i < matches.count; i++) {
    const { x, y } = apply(pose, matches.fromX[i]!, matches.fromY[i]!);
    if (Math.hypot(x - matches.toX[i]!, y - matches.toY[i]!) < 4) right++;
  }
  return { count: matches.count, right: right / matches.count };
}

describe('Features', () => {
  it('are found again when the camera was turned by any angle', () => {
    for (const angle of [0.4, 1.6, 3.1]) {
      const { count, right } = matched(similarity(angle, 1, { x: 320, y: 180 }));
      expect(count, `${angle} rad`).to.be.above(40);
      expect(right, `${angle} rad`).to.be.above(0.8);
    }
  });

  it('are found again from somewhat nearer', () => {
    const { count, right } = matched(similarity(0, 1.25, { x: 320, y: 180 }));
    expect(count).to.be.above(30);
    expect(right).to.be.above(0.5);
  });

  it('hardly match those of another surface', () => {
    expect(matched(identity(), 99).count / featuresAt(5, identity()).count).to.be.below(0.1);
  });

  it('of two surfaces are alike by chance only, each bit in about half of the pairs', () => {
    const [one, other] = [featuresAt(5, identity()), featuresAt(99, identity())];
    let [pairs, alike] = [0, 0];
    for (let i = 0; i < one.count; i++) {
      for (let j = 0; j < other.count; j++) {
        pairs++;
        if (bitsApart(one.bits, i, other.bits, j) <= 70) alike++;
      }
    }
    expect(alike / pairs).to.be.below(1 / 50);
  });
});

function bitsApart(one: Int32Array, i: number, other: Int32Array, j: number): number {
  let apart = 0;
  for (let word = 0; word < WORDS; word++) {
    for (let rest = one[i * WORDS + word]! ^ other[j * WORDS + word]!; rest; rest &= rest - 1) apart++;
  }
  return apart;
}
