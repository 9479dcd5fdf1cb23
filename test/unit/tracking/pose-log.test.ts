import { expect } from '@open-wc/testing';
import { PoseLog } from '../../../src/live/tracking/pose-log.js';
import type { PoseNumbers, PoseWord } from '../../../src/live/tracking/poses.js';

const shifted = (x: number): PoseNumbers => [1, 0, x, 0, 1, 0, 0, 0];
const word = (x: number | null, state: PoseWord[1] = 'locked'): PoseWord => [
  'm1',
  state,
  x === null ? 0 : 0.9,
  x === null ? null : shifted(x),
];

describe('PoseLog', () => {
  let log: PoseLog;
  const take = (time: number, x: number | null, state?: PoseWord[1]): void =>
    log.take({ time, marks: [word(x, state)] });
  const shiftAt = (time: number): number | undefined => log.at('m1', time)?.pose?.[2];

  beforeEach(() => {
    log = new PoseLog();
  });

  it('gives the pose of the very frame that is asked for', () => {
    take(1_000, 0.1);
    take(1_033, 0.2);
    expect(shiftAt(1_000)).to.equal(0.1);
    expect(shiftAt(1_033.3)).to.equal(0.2);
  });

  it('stands between two poses for a frame between them', () => {
    take(1_000, 0.1);
    take(1_040, 0.3);
    expect(shiftAt(1_010)).to.be.closeTo(0.15, 1e-9);
  });

  it('follows a motion that is not straight', () => {
    for (const time of [0, 100, 200]) take(1_000 + time, (time / 1_000) ** 2);
    expect(shiftAt(1_150)).to.be.closeTo(0.15 ** 2, 1e-9);
  });

  it('claims nothing between a frame where it was found and one where it was not', () => {
    take(1_000, 0.1);
    take(1_066, null, 'lost');
    take(1_133, 0.3);
    expect(log.at('m1', 1_010)?.pose).to.equal(undefined);
    expect(log.at('m1', 1_120)?.pose).to.equal(undefined);
  });

  it('takes packets that have overtaken one another', () => {
    take(1_080, 0.5);
    take(1_000, 0.1);
    take(1_040, 0.3);
    expect(shiftAt(1_040)).to.equal(0.3);
    expect(shiftAt(1_060)).to.be.closeTo(0.4, 1e-9);
    expect(log.latest).to.equal(1_080);
  });

  it('carries a mark on by its own motion for three frames, and no farther', () => {
    take(1_000, 0.1);
    take(1_040, 0.2);
    expect(shiftAt(1_080)).to.be.closeTo(0.3, 1e-9);
    expect(shiftAt(1_140)).to.be.closeTo(0.45, 1e-9);
    expect(shiftAt(1_280)).to.be.closeTo(0.45, 1e-9);
  });

  it('carries a mark back by its own motion to a picture shortly before its first pose, and says nothing of older ones', () => {
    take(1_000, 0.1);
    expect(log.at('m1', 940)).to.equal(undefined);
    take(1_040, 0.2);
    expect(shiftAt(960)).to.be.closeTo(0, 1e-9);
    expect(log.at('m1', 880)).to.equal(undefined);
  });

  it('is not sure any more after three frames without a word, and claims nothing after a quarter of a second', () => {
    take(1_000, 0.1);
    expect(log.at('m1', 1_090)?.state).to.equal('locked');
    expect(log.at('m1', 1_110)).to.include({ state: 'drifting' });
    expect(log.at('m1', 1_240)).to.include({ state: 'drifting' });
    expect(log.at('m1', 1_260)).to.eql({ state: 'lost', quality: 0 });
  });

  it('takes a mark for found once it was verified, or held for a second by less', () => {
    for (let time = 0; time < 900; time += 100) take(time, 0.1, 'drifting');
    take(900, null, 'lost');
    for (let time = 1_000; time < 2_000; time += 100) take(time, 0.1, 'drifting');
    expect(log.wasFound('m1')).to.equal(false);
    take(2_000, 0.1, 'drifting');
    expect(log.wasFound('m1')).to.equal(true);
    log.clear();
    expect(log.wasFound('m1')).to.equal(false);
    take(3_000, 0.1, 'relocated');
    expect(log.wasFound('m1')).to.equal(true);
    log.keepOnly(new Set());
    expect(log.wasFound('m1')).to.equal(false);
  });

  it('makes nothing up over a gap', () => {
    take(1_000, 0.1);
    take(1_600, 0.7);
    expect(shiftAt(1_100)).to.equal(0.1);
    expect(shiftAt(1_550)).to.equal(0.7);
  });

  it('remembers where a lost mark was, and that it was found at all', () => {
    take(1_000, null, 'lost');
    expect(log.hasBegun('m1', Infinity)).to.equal(true);
    expect(log.wasFound('m1')).to.equal(false);
    take(1_033, 0.2);
    take(1_066, null, 'lost');
    expect(log.at('m1', 1_066)?.pose).to.equal(undefined);
    expect(log.lastPose('m1')?.[2]).to.equal(0.2);
    expect(log.wasFound('m1')).to.equal(true);
  });

  it('forgets marks that are no more', () => {
    take(1_000, 0.1);
    log.keepOnly(new Set());
    expect(log.hasBegun('m1', Infinity)).to.equal(false);
    expect(log.wasFound('m1')).to.equal(false);
  });
});
