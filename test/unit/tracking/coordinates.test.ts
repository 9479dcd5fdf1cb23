import { expect } from '@open-wc/testing';
import { toNumbers, toStandard } from '../../../src/live/tracking/worker/coordinates.js';
import { regionOf } from '../../../src/live/tracking/regions.js';

const luma = (width: number, height: number) => ({ width, height, data: new Uint8Array() });

describe('Coordinates of the tracking worker', () => {
  it('speaks of places in standard pixels whatever the picture’s size', () => {
    const region = { x: 0.5, y: 0.5, reachX: 0.1, reachY: 0.1 };
    for (const picture of [luma(640, 360), luma(320, 180), luma(1280, 720)])
      expect(toStandard(region, picture)).to.eql({ x: 320, y: 180, radius: 64 });
    expect(toStandard(region, luma(360, 640))).to.eql({ x: 180, y: 320, radius: 64 });
  });

  it('keeps a mark’s region large enough to be known and small enough to be one plane', () => {
    expect(toStandard({ x: 0, y: 0, reachX: 0, reachY: 0 }, luma(640, 360)).radius).to.equal(16);
    expect(toStandard({ x: 0, y: 0, reachX: 0.5, reachY: 0.5 }, luma(640, 360)).radius).to.equal(140);
  });

  it('gives poses between 0..1 of pictures of different shape', () => {
    // 64 standard pixels to the right, and a little perspective, from a lying to a standing picture.
    const pose = Float64Array.of(1, 0, 64, 0, 1, 32, 0.001, 0, 1);
    const [a, b, c, d, e, f, g, h] = toNumbers(pose, luma(640, 360), luma(180, 320)) ?? [];
    const x = 0.5;
    const y = 0.25;
    const w = (g ?? 0) * x + (h ?? 0) * y + 1;
    const there = [
      ((a ?? 0) * x + (b ?? 0) * y + (c ?? 0)) / w,
      ((d ?? 0) * x + (e ?? 0) * y + (f ?? 0)) / w,
    ];
    const deep = 0.001 * 320 + 1;
    expect(there[0]).to.be.closeTo((320 + 64) / deep / 360, 1e-6);
    expect(there[1]).to.be.closeTo((90 + 32) / deep / 640, 1e-6);
  });

  it('gives no pose where there are no finite numbers', () => {
    expect(toNumbers(new Float64Array(9), luma(640, 360), luma(640, 360))).to.equal(null);
  });
});

describe('regionOf', () => {
  it('spans what a mark goes round', () => {
    const { x, y, reachX, reachY } = regionOf({
      shape: 'circle',
      finished: true,
      points: [
        [0.2, 0.4],
        [0.6, 0.5],
      ],
    });
    expect([x, y, reachX, reachY].map((one) => Math.round(one * 1_000) / 1_000)).to.eql([
      0.4, 0.45, 0.2, 0.05,
    ]);
  });

  it('is an arrow’s tip', () => {
    const points: [number, number][] = [
      [0.1, 0.1],
      [0.8, 0.7],
    ];
    expect(regionOf({ shape: 'arrow', points, finished: true })).to.eql({
      x: 0.8,
      y: 0.7,
      reachX: 0,
      reachY: 0,
    });
  });

  it('is never so small while the mark is only begun that it says nothing of where the mark will end', () => {
    const begun = regionOf({ shape: 'rectangle', points: [[0.2, 0.4]], finished: false });
    expect(begun).to.eql({ x: 0.2, y: 0.4, reachX: 0.08, reachY: 0.08 });
  });
});
