import { expect } from '@open-wc/testing';
import {
  apply,
  disagreement,
  identity,
  invert,
  isPlausible,
  jacobian,
  magnification,
  multiply,
  similarity,
  translation,
} from '../../../../src/live/tracking/geometry/homography.js';

const tilted = Float64Array.of(1.1, 0.2, 30, -0.1, 0.9, 12, 0.0004, -0.0002, 1);

describe('Homography', () => {
  it('is undone by its inverse', () => {
    const there = multiply(invert(tilted), tilted);
    expect(disagreement(there, identity(), 320, 180)).to.be.below(1e-9);
    expect(disagreement(there, identity(), 0, 359)).to.be.below(1e-9);
  });

  it('applies the right factor of a product first', () => {
    const { x, y } = apply(multiply(translation(10, 0), similarity(Math.PI / 2, 2, { x: 0, y: 0 })), 3, 0);
    expect([x, y].map(Math.round)).to.deep.equal([10, 6]);
  });

  it('has the derivative that small steps show', () => {
    const at = jacobian(tilted, 200, 100);
    const step = 1e-4;
    const right = apply(tilted, 200 + step, 100);
    const below = apply(tilted, 200, 100 + step);
    expect((right.x - at.x) / step).to.be.closeTo(at.a, 1e-5);
    expect((right.y - at.y) / step).to.be.closeTo(at.c, 1e-5);
    expect((below.x - at.x) / step).to.be.closeTo(at.b, 1e-5);
    expect((below.y - at.y) / step).to.be.closeTo(at.d, 1e-5);
  });

  it('magnifies by the scale of a similarity, and by less than nothing in a mirror', () => {
    expect(magnification(similarity(1, 1.7, { x: 5, y: 6 }), 40, 50)).to.be.closeTo(1.7, 1e-9);
    expect(magnification(Float64Array.of(-1, 0, 0, 0, 1, 0, 0, 0, 1), 40, 50)).to.equal(-1);
  });

  it('is plausible as long as a camera can see it so', () => {
    const here = { x: 320, y: 180 };
    expect(isPlausible(tilted, 320, 180)).to.equal(true);
    expect(isPlausible(similarity(3, 7, here), 320, 180)).to.equal(true);
    expect(isPlausible(similarity(0, 9, here), 320, 180), 'nine times as large').to.equal(false);
    expect(isPlausible(similarity(0, 0.1, here), 320, 180), 'a tenth').to.equal(false);
    expect(isPlausible(Float64Array.of(-1, 0, 0, 0, 1, 0, 0, 0, 1), 320, 180), 'mirrored').to.equal(false);
    expect(isPlausible(Float64Array.of(1, 0, 0, 0, 0.1, 0, 0, 0, 1), 320, 180), 'edge on').to.equal(false);
    expect(isPlausible(Float64Array.of(1, 0, 0, 0, 1, 0, -0.01, 0, 1), 320, 180), 'behind').to.equal(false);
    expect(isPlausible(new Float64Array(9).fill(NaN), 320, 180), 'not a number').to.equal(false);
  });
});
