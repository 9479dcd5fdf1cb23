import { expect } from '@open-wc/testing';
import { markPath, strokeWidth } from '../../../../src/live/annotations/geometry.js';

const size = { width: 1_000, height: 500 };

describe('Mark geometry', () => {
  it('draws in the picture’s own pixels', () => {
    const { d, paint } = markPath(
      {
        shape: 'rectangle',
        points: [
          [0.9, 0.8],
          [0.1, 0.2],
        ],
      },
      size,
    );
    expect(d).to.equal('M900 400L100 400L100 100L900 100Z');
    expect(paint).to.equal('stroke');
  });

  it('draws a circle as the ellipse that its two points span', () => {
    const { d } = markPath(
      {
        shape: 'circle',
        points: [
          [0, 0],
          [0.5, 1],
        ],
      },
      size,
    );
    const corners = [...d.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(corners.length).to.be.greaterThan(30);
    for (const [x, y] of corners)
      expect(Math.hypot((x - 250) / 250, (y - 250) / 250)).to.be.closeTo(1, 0.001);
  });

  it('draws each shape where a warp takes it, in a line as thick as ever', () => {
    const tilted = ([x, y]: readonly [number, number]): [number, number] => [x / (1 + y), y / (1 + y)];
    const { d } = markPath(
      {
        shape: 'rectangle',
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      size,
      tilted,
    );
    expect(d).to.equal('M0 0L1000 0L500 250L0 250Z');
  });

  it('ends an arrow in a head whose tip is its last point', () => {
    const { d } = markPath(
      {
        shape: 'arrow',
        points: [
          [0, 0.5],
          [0.2, 0.1],
          [0.5, 0.5],
        ],
      },
      size,
    );
    expect(d).to.match(/^M0 250L500 250 M[\d.]+ [\d.]+L500 250L[\d.]+ [\d.]+$/);
  });

  it('fills a freehand line around its points', () => {
    const { d, paint } = markPath(
      {
        shape: 'freehand',
        points: [
          [0.1, 0.1],
          [0.5, 0.5],
          [0.9, 0.1],
        ],
      },
      size,
    );
    expect(paint).to.equal('fill');
    expect(d).to.match(/^M[\d.]+ [\d.]+Q.*Z$/);
  });

  it('bears a mark of a single point, of every shape', () => {
    for (const shape of ['freehand', 'arrow', 'circle', 'rectangle'] as const) {
      expect(markPath({ shape, points: [[0.5, 0.5]] }, size).d).not.to.match(/NaN|undefined/);
    }
  });

  it('gives lines a width by the picture’s smaller side', () => {
    expect(strokeWidth({ width: 1_280, height: 720 })).to.be.closeTo(7.2, 0.001);
    expect(strokeWidth({ width: 100, height: 100 })).to.equal(3);
  });
});
