import { expect } from '@open-wc/testing';
import type { Annotation } from '../../../src/domain/annotation.js';
import { edgePoint, placeMark } from '../../../src/live/tracking/placement.js';
import { PoseLog } from '../../../src/live/tracking/pose-log.js';
import type { PoseNumbers } from '../../../src/live/tracking/poses.js';

const mark: Annotation = {
  id: 'm1',
  surface: 'tomas',
  author: { id: 'lena', name: 'Lena', role: 'agent' },
  shape: 'circle',
  color: 'red',
  points: [
    [0.4, 0.4],
    [0.6, 0.6],
  ],
  finished: true,
  still: 's1',
};
const shifted = (x: number): PoseNumbers => [1, 0, x, 0, 1, 0, 0, 0];
const live = { time: 1_000, patient: false };

describe('placeMark', () => {
  let log: PoseLog;

  beforeEach(() => {
    log = new PoseLog();
  });

  it('takes a mark to where its thing is on the shown frame', () => {
    log.take({ time: 1_000, marks: [['m1', 'locked', 1, shifted(0.2)]] });
    const placement = placeMark(mark, log, live);
    expect(placement).to.deep.include({ kind: 'placed', look: 'firm' });
    expect(placement.kind === 'placed' && placement.warp?.([0.4, 0.4])).to.eql([0.4 + 0.2, 0.4]);
  });

  it('shows a drifting mark faint', () => {
    log.take({ time: 1_000, marks: [['m1', 'drifting', 0.3, shifted(0.2)]] });
    expect(placeMark(mark, log, live)).to.deep.include({ kind: 'placed', look: 'faint' });
  });

  it('leaves it as drawn on the still that it was drawn on', () => {
    log.take({ time: 1_000, marks: [['m1', 'locked', 1, shifted(0.2)]] });
    expect(placeMark(mark, log, { ...live, still: 's1' })).to.eql({ kind: 'placed', look: 'firm' });
  });

  it('points to where its thing left the view', () => {
    log.take({ time: 1_000, marks: [['m1', 'locked', 1, shifted(0.9)]] });
    const away = placeMark(mark, log, live);
    expect(away.kind).to.equal('away');
    if (away.kind === 'away') expect(away.towards[0]).to.be.closeTo(1.4, 1e-9);
  });

  it('goes on pointing there when it is lost on its way out, and claims nothing when it is lost within', () => {
    log.take({ time: 900, marks: [['m1', 'locked', 1, shifted(0.45)]] });
    log.take({ time: 1_000, marks: [['m1', 'lost', 0, null]] });
    expect(placeMark(mark, log, live).kind).to.equal('away');
    log.take({ time: 1_033, marks: [['m1', 'relocated', 1, shifted(0.1)]] });
    log.take({ time: 1_050, marks: [['m1', 'locked', 1, shifted(0.1)]] });
    log.take({ time: 1_066, marks: [['m1', 'lost', 0, null]] });
    expect(placeMark(mark, log, { ...live, time: 1_066 }).kind).to.equal('lost');
  });

  it('points there also when it was lost far from the edge, but fast on its way to it', () => {
    log.take({ time: 934, marks: [['m1', 'locked', 1, shifted(0)]] });
    log.take({ time: 967, marks: [['m1', 'locked', 1, shifted(-0.07)]] });
    log.take({ time: 1_000, marks: [['m1', 'lost', 0, null]] });
    const away = placeMark(mark, log, live);
    expect(away.kind).to.equal('away');
    if (away.kind === 'away') expect(away.towards[0]).to.be.lessThan(0.08);
  });

  it('says that a mark is not pinned when its thing was never found, but waits for a first word', () => {
    expect(placeMark(mark, log, { ...live, patient: true }).kind).to.equal('sought');
    expect(placeMark(mark, undefined, live).kind).to.equal('unpinned');
    log.take({ time: 1_000, marks: [['m1', 'lost', 0, null]] });
    expect(placeMark(mark, log, live).kind).to.equal('unpinned');
  });

  it('goes on saying so on pictures from before it was looked for, and claims nothing on one that is forgotten', () => {
    log.take({ time: 2_000, marks: [['m1', 'locked', 1, shifted(0.2)]] });
    expect(placeMark(mark, log, live).kind).to.equal('unpinned');
    expect(placeMark(mark, log, { ...live, patient: true }).kind).to.equal('sought');
    for (let time = 2_033; time < 6_000; time += 33)
      log.take({ time, marks: [['m1', 'locked', 1, shifted(0.2)]] });
    expect(placeMark(mark, log, { ...live, time: 2_000 }).kind).to.equal('sought');
    expect(placeMark(mark, log, { ...live, time: 5_000 }).kind).to.equal('placed');
  });

  it('lays no mark over the view that was drawn on a kept picture: it is looked for until it is found', () => {
    const kept = { ...live, fromKept: true };
    expect(placeMark(mark, undefined, kept)).to.eql({ kind: 'sought' });
    log.take({ time: 1_000, marks: [['m1', 'lost', 0, null]] });
    expect(placeMark(mark, log, kept)).to.eql({ kind: 'sought' });
    log.take({ time: 1_033, marks: [['m1', 'relocated', 1, shifted(0.2)]] });
    expect(placeMark(mark, log, { ...kept, time: 1_033 })).to.deep.include({ kind: 'placed', look: 'firm' });
  });

  it('says of a mark that was drawn on no still that it is not pinned', () => {
    const { still: _, ...flat } = mark;
    expect(placeMark(flat, log, live)).to.eql({ kind: 'unpinned' });
  });
});

describe('edgePoint', () => {
  const box = { left: 10, top: 10, right: 110, bottom: 60 };

  it('stands on the edge, on the way from the middle', () => {
    expect(edgePoint([260, 35], box)).to.eql({ at: [110, 35], angle: 0 });
    expect(edgePoint([60, -500], box).at).to.eql([60, 10]);
    const corner = edgePoint([60 + 500, 35 + 250], box);
    expect(corner.at[0]).to.be.closeTo(110, 1e-9);
    expect(corner.at[1]).to.be.closeTo(60, 1e-9);
  });
});
