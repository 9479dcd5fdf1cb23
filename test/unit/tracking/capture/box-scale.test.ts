import { expect } from '@open-wc/testing';
import { BoxScaler } from '../../../../src/live/tracking/capture/box-scale.js';
import { fitted, scaleLuma } from '../../../../src/live/tracking/capture/scale-luma.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { noise, paint } from './pictures.js';

/** The mean over one new pixel by its definition: each old one by the area that both share. */
function areaMean(luma: Luma, width: number, height: number, column: number, row: number): number {
  const shared = (index: number, step: number, pixel: number): number =>
    Math.max(0, Math.min((index + 1) * step, pixel + 1) - Math.max(index * step, pixel));
  let sum = 0;
  for (let y = 0; y < luma.height; y++)
    for (let x = 0; x < luma.width; x++)
      sum +=
        luma.data[y * luma.width + x]! *
        shared(column, luma.width / width, x) *
        shared(row, luma.height / height, y);
  return (sum * width * height) / (luma.width * luma.height);
}

describe('BoxScaler', () => {
  for (const [from, to] of [
    [
      [48, 32],
      [24, 16],
    ],
    [
      [50, 37],
      [31, 23],
    ],
    [
      [33, 20],
      [32, 19],
    ],
    [
      [21, 13],
      [1, 1],
    ],
    [
      [40, 30],
      [13, 30],
    ],
  ] as const) {
    it(`averages areas, ${from.join('x')} to ${to.join('x')}`, () => {
      const luma = noise(from[0], from[1], 5);
      const small = scaleLuma(luma, to[0], to[1]);
      expect([small.width, small.height]).to.eql([...to]);
      small.data.forEach((grey, index) => {
        const mean = areaMean(luma, to[0], to[1], index % to[0], Math.floor(index / to[0]));
        // Rounded to a whole, with parts of rows counted in 4096ths.
        expect(grey).to.be.closeTo(mean, 0.55);
      });
    });
  }

  it('keeps white white at any ratio', () => {
    const white = paint(641, 359, () => 255);
    for (const [width, height] of [
      [640, 358],
      [480, 270],
      [320, 179],
      [7, 5],
    ] as const)
      expect(new Set(scaleLuma(white, width, height).data)).to.eql(new Set([255]));
  });

  it('shifts nothing: a ramp stays the same ramp', () => {
    const ramp = paint(250, 100, (x, y) => x * 0.8 + y * 0.5);
    const small = scaleLuma(ramp, 170, 64);
    small.data.forEach((grey, index) => {
      const x = ((index % 170) + 0.5) * (250 / 170);
      const y = (Math.floor(index / 170) + 0.5) * (100 / 64);
      expect(grey).to.be.closeTo(x * 0.8 + y * 0.5, 1.01);
    });
  });

  it('reads a part of a padded buffer', () => {
    const inner = noise(20, 10, 2);
    const data = new Uint8Array(7 + 32 * 10).fill(99);
    for (let y = 0; y < 10; y++) data.set(inner.data.subarray(y * 20, y * 20 + 20), 7 + y * 32);
    const plane = { data, offset: 7, stride: 32, width: 20, height: 10 };
    expect(new BoxScaler().scale(plane, 20, 10)).to.eql(inner);
    expect(new BoxScaler().scale(plane, 9, 4)).to.eql(scaleLuma(inner, 9, 4));
  });

  it('makes nothing larger, and says so', () => {
    expect(() => scaleLuma(noise(20, 10, 1), 21, 10)).to.throw(RangeError, '20x10');
    expect(() => scaleLuma(noise(20, 10, 1), 0, 10)).to.throw(RangeError);
  });
});

describe('The size of a smaller picture', () => {
  it('has the wanted longer side, whichever way the picture is turned', () => {
    expect(fitted(1_280, 720, 640)).to.eql({ width: 640, height: 360 });
    expect(fitted(720, 1_280, 480)).to.eql({ width: 270, height: 480 });
    expect(fitted(1_920, 1_080, 320)).to.eql({ width: 320, height: 180 });
  });

  it('is never larger, and never nothing', () => {
    expect(fitted(320, 240, 640)).to.eql({ width: 320, height: 240 });
    expect(fitted(2_000, 1, 640)).to.eql({ width: 640, height: 1 });
  });
});
