import { lineOf } from '../events/line.js';
import type { KindRules } from '../kind-rules.js';
import { oneLine } from '../one-line.js';
import { Context, Id, Title } from '../primitives.js';
import { EndReason } from '../session.js';
import type { Person, Presence, Session } from '../session.js';
import { write, type Outcome, type Stamp } from '../write.js';
import { inPlace, withPerson } from './presence.js';
import { sessionShownTo } from './shown-to-guest.js';

export const sessionRules = {
  guests: {
    at: ['waiting', 'admitted', 'over', 'gone'],
    shown: (row, standing) => sessionShownTo(standing, row),
  },
  writes: [
    write(
      'session.create',
      { context: Context, title: Title },
      {
        to: 'no session',
        timely: (mutation, { written }) => ({ ...mutation, at: written(mutation.at) }),
        apply(mutation, { actor, session, openForContext }) {
          if (actor.role !== 'agent') return { refused: 'backend/forbidden' };
          if (session) return { refused: 'backend/conflict' };
          if (openForContext) return { refused: 'session/exists' };
          const row: Session = {
            id: mutation.sessionId,
            context: mutation.context,
            title: oneLine(mutation.title),
            status: 'open',
            createdBy: actor,
            createdAt: mutation.at,
            people: [],
          };
          return { changes: [{ collection: 'sessions', row }, lineOf(mutation, 'created', actor)] };
        },
      },
    ),
    write(
      'session.rename',
      { title: Title },
      {
        to: 'any session',
        apply: ({ title }, session) => ({
          changes: [{ collection: 'sessions', row: { ...session, title: oneLine(title) } }],
        }),
      },
    ),
    write(
      'session.admit',
      { personId: Id },
      {
        to: 'an open session',
        apply: (mutation, session, actor) => placed(session, mutation, 'admitted', actor),
      },
    ),
    write(
      'session.refuse',
      { personId: Id },
      {
        to: 'an open session',
        apply: (mutation, session, actor) => placed(session, mutation, 'refused', actor),
      },
    ),
    write(
      'session.leave',
      { personId: Id },
      {
        to: 'any session',
        guests: {
          at: ['waiting', 'admitted', 'over'],
          isTheirs: ({ personId }, self) => personId === self.id,
        },
        apply: (mutation, session, actor) => placed(session, mutation, 'left', actor),
      },
    ),
    write(
      'session.delete',
      {},
      {
        to: 'any session',
        rank: 'admin',
        apply: ({ at }, { id }) => ({ changes: [{ collection: 'sessions', deleted: { id }, at }] }),
      },
    ),
    write('session.end', { reason: EndReason }, { to: 'an open session', apply: ended }),
  ],
} as const satisfies KindRules<'sessions'>;

function ended(mutation: Stamp & { reason: EndReason }, session: Session, actor: Person): Outcome {
  const people = session.people.map((person) =>
    person.presence === 'left' || person.presence === 'refused'
      ? person
      : inPlace(person, person, 'left', mutation.at),
  );
  const row: Session = {
    ...session,
    status: 'ended',
    endedAt: mutation.at,
    endReason: mutation.reason,
    people,
  };
  return { changes: [{ collection: 'sessions', row }, lineOf(mutation, 'ended', actor)] };
}

function placed(
  session: Session,
  mutation: Stamp & { personId: string },
  next: Exclude<Presence, 'waiting'>,
  actor: Person,
): Outcome {
  const known = session.people.find((person) => person.id === mutation.personId);
  if (!known) return { refused: 'backend/not-found' };
  // Whoever left has left, and whoever was sent away stays so: neither begins anew by leaving.
  if (next === 'left' && known.presence === 'left') return { changes: [] };
  if (next === 'left' && known.presence === 'refused') return { refused: 'backend/conflict' };
  const row = withPerson(session, known, next, mutation.at);
  const started = next === 'admitted' && !row.startedAt ? { ...row, startedAt: mutation.at } : row;
  const { id, name, role } = known;
  const line = lineOf(mutation, next, { id, name, role }, actor);
  return { changes: [{ collection: 'sessions', row: started }, line] };
}
