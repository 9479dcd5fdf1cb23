import { expect } from '@open-wc/testing';
import type { SessionEvent } from '../../../src/domain/events/schema.js';
import type { Person } from '../../../src/domain/session.js';
import { AnnotationBoard } from '../../../src/live/annotations/board.js';
import { logMarks } from '../../../src/ui/mark-log.js';

const lena: Person = { id: 'lena', name: 'Lena', role: 'agent' };
const tomas: Person = { id: 'tomas', name: 'Tomas', role: 'participant' };

describe('logMarks', () => {
  let board: AnnotationBoard;
  let events: SessionEvent[];

  beforeEach(() => {
    board = new AnnotationBoard({ self: lena, send: () => undefined });
    events = [];
    logMarks(board, lena, 's1', (event) => events.push(event));
  });

  it('writes one line for each mark, when it is finished and under the mark’s own id', () => {
    const id = board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.1, 0.1] });
    board.extend(id, [[0.2, 0.2]]);
    expect(events).to.eql([]);
    board.finish(id);
    board.begin({ shape: 'circle', color: 'red', surface: 'tomas', start: [0.5, 0.5] });
    expect(events.map(({ id: line, kind, about }) => [line, kind, about])).to.eql([[id, 'marked', id]]);
  });

  it('leaves what others draw to them', () => {
    const mark = { id: 'm1', surface: 'tomas', shape: 'arrow', color: 'red' } as const;
    board.receive({ op: 'add', ...mark, points: [[0.1, 0.1]], finished: true }, tomas);
    expect(board.marks.value).to.have.length(1);
    expect(events).to.eql([]);
  });
});
