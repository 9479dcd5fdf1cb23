import { rowsIn } from '../../../src/domain/change.js';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { Mutation } from '../../../src/domain/mutation.js';
import type { Invitation } from '../../../src/domain/invitations/schema.js';
import { reduce } from '../../../src/domain/reduce.js';
import { withPerson } from '../../../src/domain/sessions/presence.js';
import type { Person, Session } from '../../../src/domain/session.js';
import { AFTERWARDS, mayUseLive, standingOf } from '../../../src/domain/standing.js';
import { seenCollections } from '../../../src/domain/guest-scope.js';

const lena: Person = { id: 'lena', name: 'Lena', role: 'agent' };
const tomas: Person = { id: 'tomas', name: 'Tomas', role: 'participant' };
const START = Date.parse('2026-11-22T10:00:00.000Z');
const iso = (ms: number): string => new Date(ms).toISOString();

const session: Session = {
  id: 's1',
  context: 'demo:ticket:1',
  title: 'T',
  status: 'open',
  createdBy: lena,
  createdAt: iso(START),
  people: [],
};
const invitation: Invitation = {
  id: 'i1',
  sessionId: 's1',
  channel: 'link',
  role: 'participant',
  status: 'waiting',
  createdBy: lena,
  createdAt: iso(START),
  expiresAt: iso(START + 24 * 3600_000),
};

type Step = 'comes' | 'leaves' | 'is let in' | 'is sent away' | 'end';
const steps = fc.array(
  fc.constantFrom<Step>('comes', 'comes', 'leaves', 'leaves', 'is let in', 'is sent away', 'end'),
  { maxLength: 12 },
);

function after(row: Session, step: Step, at: string): Session {
  if (step === 'comes') {
    const before = row.people.find(({ id }) => id === tomas.id)?.presence;
    const mayCome = row.status === 'open' && before !== 'refused' && before !== 'admitted';
    return mayCome ? withPerson(row, tomas, 'waiting', at) : row;
  }
  const common = { id: `m${at}`, sessionId: 's1', at };
  const mutation: Mutation =
    step === 'end'
      ? { ...common, type: 'session.end', reason: 'agentEnded' }
      : {
          ...common,
          personId: tomas.id,
          type:
            step === 'leaves' ? 'session.leave' : step === 'is let in' ? 'session.admit' : 'session.refuse',
        };
  const outcome = reduce(mutation, {
    actor: step === 'leaves' ? tomas : lena,
    session: row,
    openForContext: undefined,
  });
  const [change] = 'changes' in outcome ? rowsIn(outcome.changes) : [];
  return change?.collection === 'sessions' ? change.row : row;
}

describe('standing', () => {
  it('gives the chat to nobody but whom an agent let in since they came, whatever happened in between', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let row = session;
        let granted = false;
        taken.forEach((step, index) => {
          const before = row;
          row = after(row, step, iso(START + index));
          if (row === before) return;
          if (step === 'is let in') granted = true;
          if (step === 'is sent away' || step === 'comes') granted = false;
        });
        const now = START + taken.length;
        const standing = standingOf({ personId: tomas.id, session: row, invitation, now, stay: 0 });
        const sees = !('refused' in standing) && seenCollections(standing).includes('messages');
        expect(sees, taken.join()).to.equal(granted);
        const isThere = row.people.some(({ presence }) => presence === 'waiting' || presence === 'admitted');
        const live = !('refused' in standing) && mayUseLive(standing);
        expect(live, taken.join()).to.equal(row.status === 'open' && isThere);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is nothing without the invitation, after its end, or long after one’s part is over', () => {
    const row = withPerson(session, tomas, 'admitted', iso(START));
    const base = { personId: tomas.id, session: row, invitation, now: START + 1, stay: 1000 };
    const of = (more: Partial<Parameters<typeof standingOf>[0]>): string => {
      const standing = standingOf({ ...base, ...more });
      return 'refused' in standing ? standing.refused : standing.level;
    };
    expect(of({})).to.equal('admitted');
    expect(of({ invitation: undefined })).to.equal('live/refused');
    expect(of({ invitation: { ...invitation, sessionId: 's2' } })).to.equal('live/refused');
    expect(of({ invitation: { ...invitation, status: 'revoked' } })).to.equal('link/revoked');
    const end = Date.parse(invitation.expiresAt);
    expect([of({ now: end + 999 }), of({ now: end + 1000 })]).to.eql(['admitted', 'link/expired']);
    const left = withPerson(row, tomas, 'left', iso(START));
    const soon = of({ session: left, now: START + AFTERWARDS - 1 });
    expect([soon, of({ session: left, now: START + AFTERWARDS })]).to.eql(['over', 'gone']);
  });
});
