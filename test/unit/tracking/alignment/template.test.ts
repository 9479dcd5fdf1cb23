import { expect } from '@open-wc/testing';
import { nudged } from '../../../../src/live/tracking/alignment/nudge.js';
import { Template } from '../../../../src/live/tracking/alignment/template.js';
import {
  disagreement,
  identity,
  multiply,
  similarity,
  translation,
  type Homography,
} from '../../../../src/live/tracking/geometry/homography.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { SmallImage } from '../../../../src/live/tracking/image/small-image.js';
import { naturalTexture, picture } from '../support/scene.js';

const texture = naturalTexture(9);
const place = { x: 320, y: 180 };
const small = (pose: Homography, seed?: number): SmallImage =>
  new SmallImage().load(
    new Pyramid().load(picture(seed === undefined ? texture : naturalTexture(seed), pose)),
  );

/** Standard pixels of one pixel of the small picture. */
const PIXEL = 8;

describe('Template', () => {
  it('turns, stretches and moves until it fits, to a tenth of a small pixel', () => {
    const truth = multiply(translation(9, -6), similarity(0.12, 1.08, place));
    const fit = new Template(small(identity()), identity(), place).fit(small(truth), 40, 22)!;
    expect(disagreement(fit.map, truth, place.x, place.y)).to.be.below(PIXEL / 10);
    expect(disagreement(fit.map, truth, place.x + 60, place.y)).to.be.below(PIXEL / 4);
    expect(fit.score).to.be.above(0.98);
  });

  it('fits nowhere in a picture of something else', () => {
    const fit = new Template(small(identity()), identity(), place).fit(small(identity(), 70), 40, 22);
    expect(fit?.score ?? -1).to.be.below(0.8);
  });
});

describe('nudged', () => {
  it('finds a place anywhere in the picture, also larger or smaller than was predicted', () => {
    for (const [dx, dy, size] of [
      [-190, 60, 1],
      [150, -70, 1.35],
      [90, 50, 0.75],
    ] as const) {
      const truth = multiply(translation(dx, dy), similarity(0.05, size, place));
      const found = nudged(small(identity()), place, identity(), small(truth))!;
      expect(disagreement(found.map, truth, place.x, place.y), `${dx}`).to.be.below(PIXEL / 2);
    }
  });

  it('finds nothing in a picture of something else', () => {
    expect(nudged(small(identity()), place, identity(), small(identity(), 70))).to.equal(undefined);
  });
});
