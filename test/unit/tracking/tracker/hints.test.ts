import { expect } from '@open-wc/testing';
import type { AnchorState, TrackingHint } from '../../../../src/live/tracking/anchor.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import type { SequenceClass } from '../../../bench/tracking/generator/classes.js';
import { plate } from '../../../bench/tracking/generator/scene.js';
import { Sequence } from '../../../bench/tracking/generator/sequence.js';

interface Told {
  readonly frame: number;
  readonly state: AnchorState;
  readonly hint: TrackingHint | undefined;
}

/** What is told of one mark, made on the first frame, on each of these frames of a camera at 30 a second. */
function told(camera: Partial<SequenceClass>, frames: readonly number[], seed = 2): Told[] {
  const sequence = new Sequence({ about: '', stage: plate, motion: () => ({}), ...camera }, seed, seed);
  const [x = NaN, y = NaN] = sequence.truths(0)[0]?.points[0] ?? [];
  const tracker = new Tracker();
  tracker.add('m', sequence.frame(0), { x, y, radius: 47 });
  return frames.map((frame) => {
    const [pose] = tracker.track(sequence.frame(frame), frame * 33);
    return { frame, state: pose?.state ?? 'lost', hint: tracker.hint };
  });
}

const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + step * index);
const hints = (all: readonly Told[]): Set<TrackingHint | undefined> => new Set(all.map(({ hint }) => hint));
const after = (all: readonly Told[], first: number): Told[] => all.filter(({ frame }) => frame >= first);
const before = (all: readonly Told[], end: number): Told[] => all.filter(({ frame }) => frame < end);

describe('What the tracker says can be done', function () {
  // Drawing the frames takes most of it; how long is the machine's affair.
  this.timeout(60_000);

  it('nothing while the phone is held still', () => {
    const all = told({}, range(1, 40, 3));
    expect(hints(all)).to.eql(new Set([undefined]));
    expect(new Set(all.map(({ state }) => state))).to.eql(new Set(['locked']));
  });

  it('more light, in a room that has become dark, until it is bright again', () => {
    const isDark = (seconds: number): boolean => seconds > 0.3 && seconds < 1.2;
    const all = told({ conditions: ({ seconds }) => ({ gain: isDark(seconds) ? 0.008 : 1 }) }, [
      ...range(1, 8),
      ...range(12, 34, 2),
      ...range(38, 60, 2),
    ]);
    expect(hints(before(all, 9))).to.eql(new Set([undefined]));
    const dark = before(after(all, 16), 31);
    expect(hints(dark)).to.eql(new Set(['more-light']));
    expect(dark.at(-1)?.state).not.to.equal('locked');
    expect(all.at(-1)).to.include({ hint: undefined });
    expect(all.at(-1)?.state).to.be.oneOf(['locked', 'relocated']);
  });

  it('that the lens is covered, where there is no light at all but the sensor’s own noise', () => {
    const all = told({ conditions: ({ seconds }) => ({ gain: seconds > 0.3 ? 0 : 1 }) }, [
      ...range(1, 8),
      ...range(12, 34, 2),
    ]);
    expect(hints(after(all, 26))).to.eql(new Set(['lens-covered']));
  });

  it('to move slower, where the hand is so fast that the picture blurs, until it rests', () => {
    const swept = (seconds: number): number =>
      0.34 * Math.sin(Math.min(4 * Math.PI, 9 * Math.max(0, seconds - 0.3)));
    const all = told({ exposure: 0.9, motion: ({ seconds }) => ({ pan: swept(seconds) }) }, range(1, 75));
    expect(hints(before(all, 9))).to.eql(new Set([undefined]));
    const fast = before(after(all, 10), 52);
    expect([...hints(fast)].sort()).to.eql(['move-slower', undefined]);
    expect(fast.filter(({ hint }) => hint === 'move-slower').length).to.be.greaterThan(8);
    expect(all.at(-1)).to.include({ hint: undefined });
    expect(all.at(-1)?.state).to.be.oneOf(['locked', 'relocated']);
  });

  it('to step back, where the phone is so near that nothing known is in view', () => {
    const all = told(
      { motion: ({ seconds }) => ({ distance: Math.max(0.1, 0.6 - 0.4 * seconds) }) },
      range(1, 41, 2),
    );
    expect(hints(before(all, 25))).to.eql(new Set([undefined]));
    expect(hints(after(all, 31)).has('step-back')).to.equal(true);
    expect(after(all, 31).filter(({ hint }) => hint === 'step-back').length).to.be.greaterThan(2);
  });
});
