import { expect } from '@open-wc/testing';
import { MotionEstimator } from '../../../../src/live/tracking/alignment/camera-motion.js';
import {
  disagreement,
  identity,
  similarity,
  translation,
  type Homography,
} from '../../../../src/live/tracking/geometry/homography.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { SmallImage } from '../../../../src/live/tracking/image/small-image.js';
import { naturalTexture, picture } from '../support/scene.js';

const texture = naturalTexture(8);
const small = (pose: Homography, gain = 1, seed = 8): SmallImage => {
  const shown = picture(seed === 8 ? texture : naturalTexture(seed), pose);
  return new SmallImage().load(new Pyramid().load({ ...shown, data: shown.data.map((grey) => grey * gain) }));
};

describe('MotionEstimator', () => {
  it('reads a pan and a turn off small pictures, to a pixel of the frame', () => {
    const truth = similarity(0.04, 1, { x: 320, y: 180 }, 14, -9);
    const { map, residual } = new MotionEstimator().estimate(small(identity()), small(truth));
    expect(disagreement(map, truth, 320, 180)).to.be.below(1);
    expect(disagreement(map, truth, 100, 60)).to.be.below(2);
    expect(residual).to.be.below(6);
  });

  it('is not deceived by a lamp that goes on', () => {
    const { map } = new MotionEstimator().estimate(small(identity(), 0.8), small(translation(6, 3)));
    expect(disagreement(map, translation(6, 3), 320, 180)).to.be.below(2);
  });

  it('starts from what a gyroscope says, and so bears a jerk', () => {
    const jerk = translation(120, 40);
    const alone = new MotionEstimator().estimate(small(identity()), small(jerk));
    const told = new MotionEstimator().estimate(small(identity()), small(jerk), translation(110, 45));
    expect(disagreement(told.map, jerk, 320, 180)).to.be.below(1.5);
    expect(told.residual).to.be.below(alone.residual);
  });
});
