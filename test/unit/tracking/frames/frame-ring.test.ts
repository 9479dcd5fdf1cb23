import { expect } from '@open-wc/testing';
import { FrameRing } from '../../../../src/live/tracking/frames/frame-ring.js';
import { noise } from '../capture/pictures.js';

const luma = noise(10, 10, 1);
const filled = (count: number, options = {}): FrameRing => {
  const ring = new FrameRing(options);
  for (let index = 0; index < count; index++) ring.put(1_000 + index * 100, luma);
  return ring;
};

describe('FrameRing', () => {
  it('finds the nearest frame, within the tolerance only', () => {
    const ring = filled(10);
    expect(ring.at(1_302, 3)?.time).to.equal(1_300);
    expect(ring.at(1_304, 3)).to.equal(undefined);
    expect(ring.at(1_351, 60)?.time).to.equal(1_400);
    expect(new FrameRing().at(0, Infinity)).to.equal(undefined);
    expect(ring.at(NaN, 3)).to.equal(undefined);
  });

  it('goes back four seconds', () => {
    const ring = filled(60);
    expect(ring.frames.map(({ time }) => time)).to.eql(
      Array.from({ length: 41 }, (_, index) => 2_900 + index * 100),
    );
  });

  it('holds no more bytes than it may', () => {
    const ring = filled(40, { bytes: 550 });
    expect(ring.bytes).to.equal(500);
    expect(ring.frames.length).to.equal(5);
  });

  it('keeps a pinned frame until all who pinned it have released it, once each', () => {
    const ring = filled(10);
    const [first, second] = [ring.pin(1_000, 3), ring.pin(1_001, 3)];
    for (let index = 0; index < 60; index++) ring.put(2_000 + index * 100, luma);
    first?.release();
    first?.release();
    expect(ring.at(1_000, 3)).to.equal(second?.frame);
    second?.release();
    expect(ring.at(1_000, 3)).to.equal(undefined);
  });

  it('pins no more than half of its bytes, and what is not there never', () => {
    const ring = filled(10, { bytes: 1_000 });
    const pins = Array.from({ length: 7 }, (_, index) => ring.pin(1_000 + index * 100, 3));
    expect(pins.map((pin) => pin !== undefined)).to.eql([true, true, true, true, true, false, false]);
    expect(ring.pin(1_000, 3)).not.to.equal(undefined);
    expect(ring.pin(500, 3)).to.equal(undefined);
    for (let index = 0; index < 60; index++) ring.put(2_000 + index * 100, luma);
    expect(ring.bytes).to.equal(1_000);
  });

  it('lets go of all but what is pinned when the time runs backwards', () => {
    const ring = filled(10);
    const pin = ring.pin(1_500, 3);
    ring.put(10, luma);
    expect(ring.frames.map(({ time }) => time)).to.eql([10]);
    expect(ring.at(1_500, 3)).to.equal(pin?.frame);
  });

  it('takes no frame without a time', () => {
    const ring = filled(2);
    ring.put(NaN, luma);
    expect(ring.frames.length).to.equal(2);
  });
});
