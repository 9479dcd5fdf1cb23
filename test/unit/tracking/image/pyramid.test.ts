import { expect } from '@open-wc/testing';
import { Pyramid, toLevel, toStandard } from '../../../../src/live/tracking/image/pyramid.js';

const ramp = (width: number, height: number) => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, at) => (at % width) % 256),
});

describe('Pyramid', () => {
  it('halves a picture down to where nothing can be seen, each pixel the mean of four', () => {
    const { levels } = new Pyramid().load(ramp(640, 360));
    expect(levels.map(({ width, height }) => [width, height])).to.deep.equal([
      [640, 360],
      [320, 180],
      [160, 90],
      [80, 45],
    ]);
    expect([...levels[2]!.data.slice(0, 3)]).to.deep.equal([2, 6, 10]);
  });

  it('has the scale of standard pixels for any size and orientation', () => {
    expect(new Pyramid().load(ramp(320, 180)).levels.map(({ scale }) => scale)).to.deep.equal([
      0.5, 0.25, 0.125,
    ]);
    expect(new Pyramid().load(ramp(360, 640)).levels[0]!.scale).to.equal(1);
    expect(new Pyramid().load(ramp(480, 270)).at(0.25).width).to.equal(120);
  });

  it('takes pictures of another size from one to the next', () => {
    const pyramid = new Pyramid().load(ramp(640, 360));
    expect(pyramid.load(ramp(320, 180)).levels[0]!.width).to.equal(320);
  });

  it("places a level's pixel in the middle of those that it is made of", () => {
    expect(toStandard(0, 0.5)).to.equal(0.5);
    expect(toStandard(3, 0.25)).to.equal(13.5);
    expect(toLevel(toStandard(17, 0.125), 0.125)).to.equal(17);
  });
});
