import { expect } from '@open-wc/testing';
import type { Observation } from '../../../bench/tracking/score/observation.js';
import { meanError } from '../../../bench/tracking/score/observation.js';
import { quantile } from '../../../bench/tracking/score/quantile.js';
import { returns } from '../../../bench/tracking/score/returns.js';
import { score } from '../../../bench/tracking/score/score.js';

const seen = (frame: number, more: Partial<Observation> = {}): Observation => ({
  frame,
  state: 'locked',
  quality: 1,
  error: 1,
  outside: 0,
  visible: true,
  ms: 4,
  ...more,
});
function lost(frame: number, more: Partial<Observation> = {}): Observation {
  const { error: _, ...rest } = seen(frame, { state: 'lost', ...more });
  return rest;
}

describe('the score of a tracker', () => {
  it('counts errors of claims, and what is lost of what can be seen', () => {
    const track = [
      seen(1),
      seen(2, { error: 3 }),
      seen(3, { error: 7 }),
      lost(4),
      lost(5, { visible: false }),
    ];
    const figures = score([track]);
    expect(figures.frames).to.equal(4);
    expect(figures.median).to.equal(3);
    expect(figures.p95).to.equal(7);
    expect(figures.within5).to.equal(50);
    expect(figures.lost).to.equal(25);
    expect(figures.wrong).to.equal(0);
  });

  it('counts a claim as wrong beyond 10 px, also while the mark is covered', () => {
    const figures = score([
      [seen(1), seen(2, { error: 10 }), seen(3, { error: 10.1 }), seen(4, { error: 40, visible: false })],
    ]);
    expect(figures.wrong).to.equal(50);
    expect(figures.frames).to.equal(3);
  });

  it('bears a claim out of the picture that says which way to look', () => {
    const outside = { outside: 200, visible: false };
    expect(score([[seen(1, { ...outside, error: 29 })]]).wrong).to.equal(0);
    expect(score([[seen(1, { ...outside, error: 31 })]]).wrong).to.equal(100);
  });

  it('tells how far each state may be believed', () => {
    const { byState } = score([
      [seen(1), seen(2), seen(3, { error: 20 }), seen(4, { state: 'drifting', error: 20 })],
    ]);
    expect(byState.locked.share).to.equal(75);
    expect(byState.locked.wrong).to.be.closeTo(100 / 3, 1e-9);
    expect(byState.drifting).to.deep.equal({ share: 25, wrong: 100 });
    expect(byState.relocated.wrong).to.be.NaN;
  });

  it('compares the slow frames with the usual one', () => {
    const track = Array.from({ length: 100 }, (_, at) => seen(at, { ms: at < 90 ? 2 : 10 }));
    expect(score([track]).ms).to.deep.equal({ median: 2, p95: 10, ratio: 5 });
  });
});

describe('frames until back', () => {
  const away = (from: number, count: number): Observation[] =>
    Array.from({ length: count }, (_, at) => lost(from + at, { outside: 50, visible: false }));

  it('are counted from the frame that the mark is in the picture again', () => {
    expect(returns([seen(0), ...away(1, 20), seen(21)], 10)).to.deep.equal([0]);
    expect(
      returns([...away(1, 20), lost(21), seen(22, { error: 12 }), seen(23), seen(24)], 10),
    ).to.deep.equal([2]);
  });

  it('do not count a short look aside', () => {
    expect(returns([...away(1, 14), seen(15)], 10)).to.deep.equal([]);
  });

  it('are endless if the mark is not found before it leaves again, or at all', () => {
    expect(returns([...away(1, 20), lost(21), ...away(22, 20), seen(42)], 10)).to.deep.equal([Infinity, 0]);
    expect(returns([...away(1, 20), lost(21)], 10)).to.deep.equal([Infinity]);
  });
});

describe('the error of a pose', () => {
  const square = [
    [0, 0],
    [10, 0],
    [0, 10],
  ] as const;

  it('is the mean distance of the mark’s points', () => {
    const moved = Float64Array.of(1, 0, 3, 0, 1, 4, 0, 0, 1);
    expect(meanError(moved, square, square)).to.equal(5);
    const perspective = Float64Array.of(2, 0, 0, 0, 2, 0, 0, 0, 2);
    expect(meanError(perspective, square, square)).to.equal(0);
  });

  it('is infinite for a pose that is not finite', () => {
    expect(meanError(Float64Array.of(NaN, 0, 0, 0, 1, 0, 0, 0, 1), square, square)).to.equal(Infinity);
    expect(meanError(new Float64Array(9), square, square)).to.equal(Infinity);
  });
});

describe('a quantile', () => {
  it('is the nearest rank', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).to.equal(2);
    expect(quantile([4, 1, 3, 2], 0.95)).to.equal(4);
    expect(quantile([Infinity, 1], 0.5)).to.equal(1);
    expect(quantile([], 0.5)).to.be.NaN;
  });
});
