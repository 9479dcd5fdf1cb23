import { expect } from '@open-wc/testing';
import { CornerDetector } from '../../../../src/live/tracking/features/corners.js';
import type { Level } from '../../../../src/live/tracking/image/pyramid.js';

const choice = { most: 50, cell: 8, border: 4, weakest: 6 };

/** Bright where `isBright`, 64x64. */
function level(isBright: (x: number, y: number) => boolean): Level {
  const data = Uint8Array.from({ length: 4096 }, (_, at) =>
    isBright(at % 64, Math.floor(at / 64)) ? 200 : 40,
  );
  return { width: 64, height: 64, scale: 1, data };
}

describe('CornerDetector', () => {
  it('finds the four corners of a square, and nothing on its sides', () => {
    const { x, y, count } = new CornerDetector().detect(
      level((column, row) => column >= 20 && column < 44 && row >= 20 && row < 44),
      choice,
    );
    const corners = Array.from({ length: count }, (_, i) => [x[i]!, y[i]!]);
    for (const corner of [
      [20, 20],
      [43, 20],
      [20, 43],
      [43, 43],
    ] as const) {
      expect(corners.some((at) => Math.hypot(at[0]! - corner[0], at[1]! - corner[1]) < 2.5)).to.equal(true);
    }
    expect(corners.every((at) => Math.abs(at[0]! - 31.5) > 8 && Math.abs(at[1]! - 31.5) > 8)).to.equal(true);
  });

  it('finds none on an edge alone, nor where all is the same', () => {
    expect(
      new CornerDetector().detect(
        level((column) => column >= 30),
        choice,
      ).count,
    ).to.equal(0);
    expect(
      new CornerDetector().detect(
        level(() => true),
        choice,
      ).count,
    ).to.equal(0);
  });

  it('spreads them: no more than two from a cell, none at the border', () => {
    const cell = (value: number) => Math.floor(value / 8);
    const { x, y, count } = new CornerDetector().detect(
      level((column, row) => (Math.floor(column / 3) + Math.floor(row / 3)) % 2 === 0),
      choice,
    );
    const perCell = new Map<string, number>();
    for (let i = 0; i < count; i++) {
      const key = `${cell(x[i]!)},${cell(y[i]!)}`;
      perCell.set(key, (perCell.get(key) ?? 0) + 1);
      expect(Math.min(x[i]!, y[i]!, 63 - x[i]!, 63 - y[i]!)).to.be.at.least(4);
    }
    expect(count).to.be.above(20);
    expect(Math.max(...perCell.values())).to.equal(2);
  });
});
