import { expect } from '@open-wc/testing';
import { identity } from '../../../../src/live/tracking/geometry/homography.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { KeyframeMaker, MOST_PATCHES } from '../../../../src/live/tracking/keyframes/keyframe.js';
import { naturalTexture, picture, type Texture } from '../support/scene.js';

const place = { x: 330, y: 180 };
const RADIUS = 80;

/** Rich in contrast everywhere but around `place`, where a seventh of it is left. */
function dullThere(): Texture {
  const rich = naturalTexture(5);
  const isDull = (x: number, y: number) => Math.hypot(x - place.x, y - place.y) < RADIUS + 10;
  return (x, y) => (isDull(x, y) ? 128 + (rich(x, y) - 128) / 7 : rich(x, y));
}

function nearIn({ fine }: ReturnType<KeyframeMaker['make']>): number[] {
  return Array.from({ length: fine.count }, (_, i) => i).filter(
    (i) => Math.hypot(fine.x[i]! - place.x, fine.y[i]! - place.y) < RADIUS,
  );
}

describe('A keyframe of a dull thing amid rich ones', () => {
  const maker = new KeyframeMaker();
  const make = () => maker.make(new Pyramid().load(picture(dullThere(), identity())));

  it('takes patches of the dull thing once a mark is there', () => {
    const keyframe = make();
    const before = nearIn(keyframe).length;
    maker.enrich(keyframe, place, RADIUS);
    expect(nearIn(keyframe).length).to.be.at.least(2 * before + 20);
  });

  it('takes no corner twice, however often it is marked', () => {
    const keyframe = make();
    for (let mark = 0; mark < 12; mark++) maker.enrich(keyframe, { x: place.x + mark, y: place.y }, RADIUS);
    const { fine } = keyframe;
    const near = nearIn(keyframe);
    const apart = near.flatMap((i) =>
      near.filter((j) => j > i).map((j) => Math.hypot(fine.x[i]! - fine.x[j]!, fine.y[i]! - fine.y[j]!)),
    );
    expect(Math.min(...apart)).to.be.above(2);
    expect(fine.count).to.be.at.most(MOST_PATCHES);
  });

  it('leaves the patches that it had as they are', () => {
    const keyframe = make();
    const before = keyframe.fine;
    maker.enrich(keyframe, place, RADIUS);
    expect(keyframe.fine.count).to.be.above(before.count);
    for (const list of ['x', 'template', 'inverse'] as const)
      expect(keyframe.fine[list].subarray(0, 20)).to.deep.equal(before[list].subarray(0, 20));
  });
});
