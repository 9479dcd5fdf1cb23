import { expect } from '@open-wc/testing';
import {
  disagreement,
  identity,
  multiply,
  translation,
  type Homography,
} from '../../../../src/live/tracking/geometry/homography.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { KeyframeMaker } from '../../../../src/live/tracking/keyframes/keyframe.js';
import { Mosaic } from '../../../../src/live/tracking/planes/mosaic.js';
import { naturalTexture, picture } from '../support/scene.js';

const texture = naturalTexture(3);
/** Away by 800 standard pixels in steps of 40, and back in steps of 25. */
const PATH = [
  ...Array.from({ length: 21 }, (_, step) => -40 * step),
  ...Array.from({ length: 33 }, (_, step) => -800 + 25 * step),
];

/** Where the mosaic has the first view's middle at each step, if every motion is estimated a sixth too short. */
function followed(): number[] {
  const mosaic = new Mosaic(new KeyframeMaker());
  const frame = new Pyramid();
  let pose: Homography = identity();
  return PATH.map((at, step) => {
    const likely = translation(((at - (PATH[step - 1] ?? at)) * 5) / 6, 0);
    pose = multiply(mosaic.follow(frame.load(picture(texture, translation(at, 0))), likely), pose);
    return disagreement(pose, translation(at, 0), 320, 180);
  });
}

describe('Mosaic', () => {
  it('knows where the first view is while the camera looks away by more than a picture, and back', () => {
    const errors = followed();
    expect(Math.max(...errors)).to.be.below(4);
    expect(errors.at(-1)).to.be.below(1);
  });

  it('goes on by what is known otherwise where nothing can be seen', () => {
    const mosaic = new Mosaic(new KeyframeMaker());
    const bare = new Pyramid().load(picture(() => 128, identity()));
    mosaic.follow(bare, identity());
    expect([...mosaic.follow(bare, translation(7, 2))]).to.eql([...translation(7, 2)]);
  });
});
