import { expect } from '@open-wc/testing';
import { Surface } from '../../../src/live/tracking/surface.js';
import type { Poses, PoseWord } from '../../../src/live/tracking/poses.js';
import { until } from '../../support/until.js';

describe('Surface', () => {
  let surface: Surface;
  const say = (time: number, state: PoseWord[1], hint?: Poses['hint']): void =>
    surface.take({
      surface: 'tomas',
      time,
      marks: [['m1', state, 0.5, state === 'lost' ? null : [1, 0, 0, 0, 1, 0, 0, 0]]],
      ...(hint && { hint }),
    });

  beforeEach(() => {
    surface = new Surface();
  });
  afterEach(() => surface.stop());

  it('tells how marks stand only when that changes', () => {
    let changes = 0;
    surface.states.subscribe(() => (changes += 1));
    for (const time of [0, 33, 66]) say(time, 'locked');
    say(99, 'lost');
    expect(changes).to.equal(2);
  });

  it('takes an old packet into the log, but not for how things stand', () => {
    say(100, 'lost');
    say(67, 'locked');
    expect(surface.states.value.get('m1')).to.equal('lost');
    expect(surface.log.at('m1', 67)?.state).to.equal('locked');
  });

  it('learns from a packet what the lost ones before it said, and nothing twice', () => {
    const told: number[] = [];
    surface.log.onNews((time) => told.push(time));
    const marks = (x: number): PoseWord[] => [['m1', 'locked', 1, [1, 0, x, 0, 1, 0, 0, 0]]];
    surface.take({ surface: 'tomas', time: 100, marks: marks(0.1) });
    surface.take({
      surface: 'tomas',
      time: 200,
      marks: marks(0.4),
      earlier: [
        { time: 166, marks: marks(0.3) },
        { time: 133, marks: marks(0.2) },
        { time: 100, marks: marks(0.1) },
      ],
    });
    expect(told).to.eql([100, 133, 166, 200]);
    expect(surface.log.at('m1', 133)?.pose?.[2]).to.equal(0.2);
  });

  it('believes nothing any more when nobody has said anything for a second', async () => {
    say(0, 'locked', 'move-slower');
    await until(surface.states, (states) => states.get('m1') === 'lost');
    expect(surface.hint.value).to.equal(undefined);
    say(1_200, 'relocated');
    expect(surface.states.value.get('m1')).to.equal('relocated');
  });

  it('begins anew with another camera’s clock', () => {
    say(1_000_000, 'locked');
    say(50, 'relocated');
    expect(surface.log.latest).to.equal(50);
    expect(surface.states.value.get('m1')).to.equal('relocated');
  });
});
