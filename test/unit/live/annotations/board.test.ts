import { expect } from '@open-wc/testing';
import type { Point } from '../../../../src/domain/annotation.js';
import type { Person } from '../../../../src/domain/session.js';
import { AnnotationBoard } from '../../../../src/live/annotations/board.js';
import { POINTS_PER_MESSAGE, type MarkOp } from '../../../../src/live/wire/message.js';

const lena: Person = { id: 'lena', name: 'Lena', role: 'agent' };
const tomas: Person = { id: 'tomas', name: 'Tomas', role: 'participant' };
const onlooker: Person = { id: 'olga', name: 'Olga', role: 'observer' };

/** A board whose words reach the others at once, and whose pictures are counted by hand. */
function board(self: Person, ...others: AnnotationBoard[]) {
  const sent: MarkOp[] = [];
  let flush = (): void => undefined;
  const subject = new AnnotationBoard({
    self,
    send(op) {
      sent.push(op);
      for (const other of others) other.receive(op, self);
    },
    schedule: (next) => (flush = next),
  });
  return { subject, sent, picture: () => flush() };
}

const drawn = (on: AnnotationBoard): string =>
  on.begin({ shape: 'freehand', color: 'red', surface: 'tomas', start: [0.5, 0.5] });

describe('AnnotationBoard', () => {
  it('shows a stroke at once and sends its points once per picture', () => {
    const { subject, sent, picture } = board(lena);
    const id = drawn(subject);
    for (let x = 1; x <= 5; x++) subject.extend(id, [[x / 10, 0.5]]);
    expect(subject.marks.value[0]?.points.length).to.equal(6);
    expect(sent.map(({ op }) => op)).to.eql(['add']);
    picture();
    expect(sent.map(({ op }) => op)).to.eql(['add', 'extend']);
  });

  it('looks the same on every screen', () => {
    const there = board(tomas).subject;
    const { subject } = board(lena, there);
    const id = drawn(subject);
    subject.extend(id, [[0.123456, 0.2]]);
    subject.finish(id);
    expect(there.marks.value).to.eql(subject.marks.value);
    expect(there.marks.value[0]?.points[1]).to.eql([0.1235, 0.2]);
  });

  it('takes no more than the longest stroke', () => {
    const { subject } = board(lena);
    const id = drawn(subject);
    subject.extend(
      id,
      Array.from({ length: 6_000 }, (): Point => [0, 0]),
    );
    expect(subject.marks.value[0]?.points.length).to.equal(5_000);
  });

  it('lets a guest remove their own marks only, and an agent all', () => {
    const there = board(lena).subject;
    const mine = drawn(board(tomas, there).subject);
    const theirs = drawn(board(lena, there).subject);
    there.receive({ op: 'remove', ids: [mine, theirs] }, tomas);
    expect(there.marks.value.map(({ id }) => id)).to.eql([theirs]);
    there.receive({ op: 'remove', ids: [theirs] }, lena);
    expect(there.marks.value).to.eql([]);
  });

  it('takes nothing from an onlooker, and lets nobody draw on with another’s mark', () => {
    const there = board(lena).subject;
    drawn(board(onlooker, there).subject);
    const id = drawn(board(tomas, there).subject);
    there.receive({ op: 'extend', id, points: [[0, 0]] }, lena);
    expect(there.marks.value.map(({ points }) => points.length)).to.eql([1]);
  });

  it('undoes and does again, on every screen', () => {
    const there = board(tomas).subject;
    const { subject } = board(lena, there);
    subject.finish(drawn(subject));
    subject.undo();
    expect(there.marks.value).to.eql([]);
    subject.redo();
    expect(there.marks.value).to.eql(subject.marks.value);
    expect(there.marks.value[0]?.finished).to.equal(true);
    subject.undo();
    expect(there.marks.value).to.eql([]);
    expect(subject.canUndo).to.equal(false);
  });

  it('clears one’s own, or as an agent all, and can take it back', () => {
    const agent = board(lena);
    const guest = board(tomas, agent.subject);
    guest.subject.finish(drawn(guest.subject));
    agent.subject.finish(drawn(agent.subject));
    agent.subject.clearMine();
    expect(agent.subject.marks.value.map(({ author }) => author.id)).to.eql(['tomas']);
    agent.subject.undo();
    agent.subject.clearAll();
    expect(agent.subject.marks.value).to.eql([]);
  });

  it('gives no way back from clearing others’ marks, rather than half of one', () => {
    const there = board(tomas).subject;
    const agent = board(lena, there);
    const guest = board(tomas, agent.subject);
    guest.subject.finish(drawn(guest.subject));
    agent.subject.finish(drawn(agent.subject));
    agent.subject.clearAll();
    expect([agent.subject.canUndo, agent.subject.canRedo]).to.eql([false, false]);
    agent.subject.undo();
    expect(agent.subject.marks.value).to.eql([]);
  });

  it('takes back the clearing of all where all were one’s own', () => {
    const there = board(tomas).subject;
    const { subject } = board(lena, there);
    subject.finish(drawn(subject));
    subject.finish(drawn(subject));
    subject.clearAll();
    subject.undo();
    expect(subject.marks.value.length).to.equal(2);
    expect(there.marks.value).to.eql(subject.marks.value);
  });

  it('hands all marks to who comes later, in pieces that fit, any number of times', () => {
    const { subject } = board(lena);
    const id = drawn(subject);
    subject.extend(
      id,
      Array.from({ length: 2_500 }, (_, index): Point => [index / 2_500, 0]),
    );
    subject.finish(id);
    const late = board(tomas).subject;
    const pieces = [...subject.pieces(), ...subject.pieces()];
    expect(pieces.every(({ mark }) => mark.points.length <= POINTS_PER_MESSAGE)).to.equal(true);
    for (const { offset, mark } of pieces) late.receiveHeld({ offset, mark }, mark.author);
    expect(late.marks.value).to.eql(subject.marks.value);
  });

  it('does not bring back by a late word what was removed', () => {
    const { subject } = board(lena);
    const id = drawn(subject);
    const pieces = [...subject.pieces()];
    subject.receive({ op: 'remove', ids: [id] }, lena);
    for (const { offset, mark } of pieces) subject.receiveHeld({ offset, mark }, mark.author);
    expect(subject.marks.value).to.eql([]);
  });
});
