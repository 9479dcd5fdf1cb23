import { rowsIn } from '../../../src/domain/change.js';
import { expect } from '@open-wc/testing';
import { reduce } from '../../../src/domain/reduce.js';
import { withPerson } from '../../../src/domain/sessions/presence.js';
import type { Mutation } from '../../../src/domain/mutation.js';
import type { Person, Session } from '../../../src/domain/session.js';
import type { ReduceInput } from '../../../src/domain/write.js';

const lena: Person = { id: 'lena', name: 'Lena', role: 'agent' };
const tomas: Person = { id: 'tomas', name: 'Tomas', role: 'participant' };
const at = '2026-11-22T10:00:00.000Z';

const open: Session = {
  id: 's1',
  context: 'demo:ticket:1042',
  title: 'Pump P-07 leaks',
  status: 'open',
  createdBy: lena,
  createdAt: at,
  people: [{ ...tomas, presence: 'waiting', since: at }],
};
const ended: Session = { ...open, status: 'ended', endedAt: at, endReason: 'agentEnded' };

const create: Mutation = {
  type: 'session.create',
  id: 'm1',
  sessionId: 's1',
  at,
  context: open.context,
  title: open.title,
};

const run = (mutation: Mutation, session: Session | undefined, actor = lena, openForContext?: Session) =>
  reduce(mutation, { actor, session, openForContext });

describe('reduce', () => {
  it('creates a session and its first log line', () => {
    const outcome = run(create, undefined);
    expect('changes' in outcome && outcome.changes.map((change) => change.collection)).to.eql([
      'sessions',
      'events',
    ]);
  });

  it('refuses a second open session of one context', () => {
    expect(run(create, undefined, lena, open)).to.eql({ refused: 'session/exists' });
  });

  it('starts the session when the first person is let in', () => {
    const outcome = run({ type: 'session.admit', id: 'm2', sessionId: 's1', at, personId: 'tomas' }, open);
    const row = 'changes' in outcome ? (rowsIn(outcome.changes)[0]?.row as Session) : undefined;
    expect(row?.startedAt).to.equal(at);
    expect(row?.people).to.eql([{ ...tomas, presence: 'admitted', since: at, admittedAt: at }]);
  });

  it('lets a guest neither admit nor end', () => {
    const admit: Mutation = { type: 'session.admit', id: 'm3', sessionId: 's1', at, personId: 'tomas' };
    const end: Mutation = { type: 'session.end', id: 'm4', sessionId: 's1', at, reason: 'agentEnded' };
    expect(run(admit, open, tomas)).to.eql({ refused: 'backend/forbidden' });
    expect(run(end, open, tomas)).to.eql({ refused: 'backend/forbidden' });
  });

  it('remembers who was let in, until they come back to wait', () => {
    const leave: Mutation = { type: 'session.leave', id: 'm8', sessionId: 's1', at, personId: 'tomas' };
    const left = (before: Session) => {
      const outcome = run(leave, before, tomas);
      return 'changes' in outcome ? (rowsIn(outcome.changes)[0]?.row as Session | undefined) : undefined;
    };
    const admitted = withPerson(open, tomas, 'admitted', at);
    expect(left(open)?.people).to.eql([{ ...tomas, presence: 'left', since: at }]);
    expect(left(admitted)?.people[0]).to.deep.include({ presence: 'left', admittedAt: at });
    const back = withPerson(left(admitted) ?? open, tomas, 'waiting', at);
    expect(left(back)?.people).to.eql([{ ...tomas, presence: 'left', since: at }]);
  });

  it('takes leaving from nobody who has left or was sent away', () => {
    const leave: Mutation = { type: 'session.leave', id: 'm9', sessionId: 's1', at, personId: 'tomas' };
    const message = { id: 'x', sessionId: 's1', author: tomas, text: 'hello', createdAt: at };
    const say: Mutation = { type: 'message.create', id: 'm10', sessionId: 's1', at, message };
    const never = withPerson(open, tomas, 'left', at);
    const left = withPerson(withPerson(open, tomas, 'admitted', at), tomas, 'left', at);
    const refused = withPerson(left, tomas, 'refused', at);
    expect(run(leave, left, tomas)).to.eql({ changes: [] });
    expect(run(leave, refused)).to.eql({ refused: 'backend/conflict' });
    for (const session of [never, refused])
      expect([run(leave, session, tomas), run(say, session, tomas)]).to.eql([
        { refused: 'backend/forbidden' },
        { refused: 'backend/forbidden' },
      ]);
  });

  it('sets the author from whoever asks, so that a guest cannot speak as the agent', () => {
    const message = { id: 'x', sessionId: 's1', author: lena, text: 'hello', createdAt: at };
    const outcome = run({ type: 'message.create', id: 'm5', sessionId: 's1', at, message }, open, tomas);
    expect('changes' in outcome && rowsIn(outcome.changes)[0]?.row).to.deep.include({ author: tomas });
  });

  it('keeps notes possible after the end, and nothing that would revive it', () => {
    const note = { id: 'n', sessionId: 's1', author: lena, text: 'seal replaced', createdAt: at };
    expect(run({ type: 'note.create', id: 'm6', sessionId: 's1', at, note }, ended)).to.have.property(
      'changes',
    );
    const admit: Mutation = { type: 'session.admit', id: 'm7', sessionId: 's1', at, personId: 'tomas' };
    expect(run(admit, ended)).to.eql({ refused: 'session/ended' });
  });
});

describe('deleting', () => {
  const message = { id: 'x', sessionId: 's1', author: tomas, text: 'hello', createdAt: at };
  const ask = (type: 'message.delete' | 'note.delete' | 'media.delete', input: Partial<ReduceInput>) =>
    reduce(
      { type, id: 'm', sessionId: 's1', at, rowId: 'x' },
      { actor: lena, session: open, openForContext: undefined, row: message, ...input },
    );
  const goes = (collection: 'messages' | 'notes' | 'media') => ({
    changes: [{ collection, deleted: { id: 'x', sessionId: 's1' }, at }],
  });

  it('is for the author, and for an admin', () => {
    expect(ask('message.delete', { actor: tomas })).to.eql(goes('messages'));
    expect(ask('message.delete', {})).to.eql({ refused: 'backend/forbidden' });
    expect(ask('message.delete', { rank: 'agent' })).to.eql({ refused: 'backend/forbidden' });
    expect(ask('message.delete', { rank: 'admin' })).to.eql(goes('messages'));
  });

  it('is of files for every agent, and of notes and files for no guest', () => {
    expect(ask('media.delete', {})).to.eql(goes('media'));
    for (const type of ['note.delete', 'media.delete'] as const)
      expect(ask(type, { actor: tomas })).to.eql({ refused: 'backend/forbidden' });
  });

  it('is of a row that there is, of the session that it says', () => {
    const elsewhere = { ...message, sessionId: 's2' };
    for (const row of [undefined, elsewhere])
      expect(ask('message.delete', { row, rank: 'admin' })).to.eql({ refused: 'backend/not-found' });
  });

  it('is of a session for admins alone', () => {
    const end: Mutation = { type: 'session.delete', id: 'm', sessionId: 's1', at };
    const input = { actor: lena, session: ended, openForContext: undefined };
    for (const rank of [undefined, 'agent'] as const)
      expect(reduce(end, { ...input, rank })).to.eql({ refused: 'backend/forbidden' });
    const changes = [{ collection: 'sessions', deleted: { id: 's1' }, at }];
    expect(reduce(end, { ...input, rank: 'admin' })).to.eql({ changes });
  });
});
