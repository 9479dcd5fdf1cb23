import { expect } from '@open-wc/testing';
import type { PatchSet } from '../../../../src/live/tracking/alignment/patch.js';
import { Locality, VOTE } from '../../../../src/live/tracking/keyframes/locality.js';

/** Patches at these distances to the right of the mark's middle. */
const patches = (...distances: number[]): PatchSet =>
  ({
    count: distances.length,
    x: Float32Array.from(distances, (distance) => 100 + distance),
    y: new Float32Array(distances.length).fill(50),
    inverse: Float32Array.from({ length: 3 * distances.length }, (_, at) => (at % 3 === 1 ? 0 : 1)),
  }) as PatchSet;

const extent = { centre: { x: 100, y: 50 }, sigma: 40, rim: 5, cutOff: 0 };

describe('Locality', () => {
  it('is near by a Gaussian of the distance, and counts what is far a little', () => {
    const locality = new Locality(extent, patches(0, 40, 4_000));
    expect(locality.nearness(0)).to.equal(1);
    expect(locality.nearness(1)).to.be.closeTo(Math.exp(-0.5), 1e-6);
    expect(locality.nearness(2)).to.equal(0);
    expect(locality.weight(2) / locality.weight(0)).to.be.closeTo(0.03, 1e-6);
  });

  it('learns within a few frames whose a patch is, and that it came back', () => {
    const locality = new Locality(extent, patches(0, 10));
    for (let frame = 0; frame < 3; frame++) locality.learn(Uint8Array.of(VOTE.with, VOTE.against));
    expect(locality.isStrange(1)).to.equal(true);
    expect(locality.isStrange(0)).to.equal(false);
    expect(locality.weight(0)).to.be.above(3 * locality.weight(1));
    for (let frame = 0; frame < 15; frame++) locality.learn(Uint8Array.of(VOTE.with, VOTE.with));
    expect(locality.isStrange(1)).to.equal(false);
    expect(locality.isProven(0)).to.equal(true);
  });

  it('forgives what is not to be seen for a while, and says nothing of what was not looked for', () => {
    const locality = new Locality(extent, patches(0, 10));
    const before = locality.weight(1);
    for (let frame = 0; frame < 10; frame++) locality.learn(Uint8Array.of(VOTE.missing, VOTE.none));
    expect(locality.isStrange(0)).to.equal(false);
    expect(locality.weight(1)).to.equal(before);
  });

  it('keeps what it knows when the set gets more patches', () => {
    const locality = new Locality(extent, patches(0));
    for (let frame = 0; frame < 5; frame++) locality.learn(Uint8Array.of(VOTE.against));
    locality.extend(patches(0, 20));
    expect(locality.isStrange(0)).to.equal(true);
    expect(locality.isStrange(1)).to.equal(false);
    expect(locality.nearness(1)).to.be.closeTo(Math.exp(-0.125), 1e-6);
  });
});
