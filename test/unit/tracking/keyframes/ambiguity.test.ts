import { expect } from '@open-wc/testing';
import { translation } from '../../../../src/live/tracking/geometry/homography.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { SmallImage } from '../../../../src/live/tracking/image/small-image.js';
import { AmbiguityTest } from '../../../../src/live/tracking/keyframes/ambiguity.js';
import { KeyframeStore } from '../../../../src/live/tracking/keyframes/keyframe-store.js';
import { KeyframeMaker } from '../../../../src/live/tracking/keyframes/keyframe.js';
import { naturalTexture, picture, repeating, type Texture } from '../support/scene.js';

const PITCH = 28;
const wall = naturalTexture(5);
const keys = repeating((x, y) => (x > 4 && x < 24 && y > 6 && y < 22 ? 60 : 180), PITCH);
const plate: Texture = (x, y) =>
  Math.abs(x - 320) < 190 && Math.abs(y - 180) < 120 ? keys(x, y) : 0.6 * wall(x, y);
const region = { x: 322, y: 182, radius: 30 };

describe('AmbiguityTest', () => {
  const marked = (texture: Texture) => {
    const shown = picture(texture, translation(0, 0));
    const store = new KeyframeStore(new KeyframeMaker());
    const near = store.mark('a', shown, region);
    const frame = new Pyramid().load(shown);
    const small = new SmallImage().load(frame);
    return { keyframe: store.own('a')!, near, pictures: { frame, small }, test: new AmbiguityTest() };
  };

  it('finds a place clear that looks like no other', () => {
    const { keyframe, near, pictures, test } = marked(wall);
    expect(test.judge(keyframe, near, translation(0, 0), pictures)).to.eql({ kind: 'clear' });
  });

  it('prefers the right place in a pattern to each of its neighbours', () => {
    const { keyframe, near, pictures, test } = marked(plate);
    expect(test.judge(keyframe, near, translation(0, 0), pictures).kind).not.to.equal('beaten');
    for (const [x, y] of [
      [PITCH, 0],
      [0, -PITCH],
    ] as const)
      expect(test.judge(keyframe, near, translation(x, y), pictures).kind, `${x}, ${y}`).to.equal('beaten');
  });

  it('looks for the likes of a place once', () => {
    const { keyframe, near, test } = marked(plate);
    expect([test.prepare(keyframe, near), test.prepare(keyframe, near)]).to.eql([true, false]);
  });
});
