import { expect } from '@open-wc/testing';
import type { Person } from '../../../src/domain/session.js';
import { AnnotationBoard } from '../../../src/live/annotations/board.js';
import { Anchoring } from '../../../src/live/tracking/anchoring.js';
import type { Still } from '../../../src/live/tracking/still.js';
import { shiftClocks } from '../../support/clock-shift.js';

const lena: Person = { id: 'lena', name: 'Lena', role: 'agent' };
const MOMENT = { id: 's1', surface: 'tomas', time: 1_000, by: 'rtp' } as const;
const STILL = { ...MOMENT, picture: btoa('jpeg') } as const;

describe('What was seen while drawing', () => {
  let board: AnnotationBoard;
  let anchoring: Anchoring;
  let clocks: ReturnType<typeof shiftClocks>;
  /** What goes to everybody, in its order. */
  let sent: (Still | string)[];

  beforeEach(() => {
    sent = [];
    clocks = shiftClocks();
    board = new AnnotationBoard({
      self: lena,
      send: ({ op }) => sent.push(op),
      schedule: (flush) => flush(),
    });
    anchoring = new Anchoring({
      marks: board.marks,
      publish: (still) => sent.push(still),
      announce: () => undefined,
    });
  });
  afterEach(() => {
    anchoring.stop();
    clocks.restore();
  });

  /** Frames have been kept for a while. */
  const settle = (): void => {
    anchoring.aim('tomas');
    clocks.ahead(2_000);
  };

  const begin = (still: string): string =>
    board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.5, 0.5], still });

  it('is named at once, and shown only after the mark that is drawn on it', async () => {
    settle();
    const id = begin('s1');
    anchoring.saw(STILL);
    board.extend(id, [[0.6, 0.6]]);
    board.finish(id);
    await Promise.resolve();
    expect(sent).to.eql(['add', MOMENT, 'extend', 'finish', STILL]);
  });

  it('is shown once, whatever else is drawn on it', async () => {
    settle();
    anchoring.saw(STILL);
    for (let marks = 0; marks < 2; marks++) board.finish(begin('s1'));
    await Promise.resolve();
    board.finish(begin('s1'));
    await Promise.resolve();
    expect(sent.filter((one) => one === STILL)).to.have.length(1);
  });

  it('is shown at once where its time names no frame, or the mark is finished already', async () => {
    settle();
    const vague = { ...STILL, id: 's2', by: 'beacon' } as const;
    anchoring.saw(vague);
    expect(sent).to.eql([vague]);
    board.finish(begin('s1'));
    await Promise.resolve();
    anchoring.saw(STILL);
    expect(sent.slice(-2)).to.eql([MOMENT, STILL]);
  });

  it('is shown at once where its frame may be older than those that are kept', () => {
    anchoring.saw({ ...STILL, id: 'before' });
    anchoring.aim('tomas');
    clocks.ahead(1_000);
    anchoring.saw({ ...STILL, id: 'soon' });
    clocks.ahead(6_000);
    anchoring.aim('tomas');
    clocks.ahead(1_000);
    anchoring.saw({ ...STILL, id: 'kept' });
    clocks.ahead(60_000);
    anchoring.aim('tomas');
    anchoring.saw({ ...STILL, id: 'late' });
    const shown = sent.filter((one): one is Still => typeof one !== 'string' && one.picture !== undefined);
    expect(shown.map(({ id }) => id)).to.eql(['before', 'soon', 'late']);
  });

  it('is not shown where nothing was drawn on it', async () => {
    settle();
    anchoring.saw(STILL);
    board.finish(begin('s2'));
    await Promise.resolve();
    expect(sent).to.not.include(STILL);
  });

  it('is what the first word said, to which another only adds the picture', () => {
    const { stills } = anchoring;
    expect(stills.take(MOMENT)).to.equal(true);
    expect(stills.take({ ...STILL, time: 2_000 })).to.equal(false);
    expect(stills.take(STILL)).to.equal(true);
    expect(stills.take({ ...STILL, picture: btoa('other') })).to.equal(false);
    expect(stills.get('s1')).to.eql(STILL);
  });
});
