import { expect } from '@open-wc/testing';
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
    expect(matched(identity(), 99).count).to.be.below(30);
  });
});
