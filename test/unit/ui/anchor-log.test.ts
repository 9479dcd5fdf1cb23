import { expect } from '@open-wc/testing';
import type { SessionEvent } from '../../../src/domain/events/schema.js';
import type { Person } from '../../../src/domain/session.js';
import { AnnotationBoard } from '../../../src/live/annotations/board.js';
import type { AnchorState } from '../../../src/live/tracking/anchor.js';
import { Anchoring } from '../../../src/live/tracking/anchoring.js';
import { Value } from '../../../src/ports/value.js';
import { logAnchors } from '../../../src/ui/anchor-log.js';
import { until } from '../../support/until.js';

const lena: Person = { id: 'lena', name: 'Lena', role: 'agent' };

describe('logAnchors', () => {
  let board: AnnotationBoard;
  let anchoring: Anchoring;
  let events: Value<readonly SessionEvent[]>;
  let time: number;
  let stop: () => void;

  beforeEach(() => {
    board = new AnnotationBoard({ self: lena, send: () => undefined });
    anchoring = new Anchoring({ marks: board.marks, publish: () => undefined, announce: () => undefined });
    events = new Value<readonly SessionEvent[]>([]);
    time = 0;
    stop = logAnchors({ board, anchoring }, lena, 's1', (event) => events.set([...events.value, event]));
  });
  afterEach(() => stop());

  const draw = (): string =>
    board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.1, 0.1], still: 'still' });
  const becomes = (id: string, state: AnchorState): void => {
    time += 33;
    anchoring.surface('tomas').take({ surface: 'tomas', time, marks: [[id, state, 0.5, null]] });
  };
  const lines = (): unknown[] => events.value.map(({ kind, about }) => [kind, about]);

  it('tells that a mark was lost for a while, and found again', async () => {
    const id = draw();
    becomes(id, 'locked');
    becomes(id, 'lost');
    await until(events, (all) => all.length === 1);
    becomes(id, 'relocated');
    expect(lines()).to.eql([
      ['markLost', id],
      ['markFound', id],
    ]);
  });

  it('keeps silent of what was lost for a moment only, or never found', async () => {
    const [held, never, later] = [draw(), draw(), draw()];
    becomes(held, 'locked');
    becomes(held, 'lost');
    becomes(held, 'relocated');
    becomes(never, 'lost');
    becomes(later, 'locked');
    becomes(later, 'lost');
    await until(events, (all) => all.length > 0);
    expect(lines()).to.eql([['markLost', later]]);
  });
});
