import type { Change } from './change.js';
import type { ErrorCode } from './error-code.js';
import type { Mutation } from './mutation.js';
import { oneLine } from './one-line.js';
import type { Rank } from './rank.js';
import type { Message, SessionEvent } from './records.js';
import { wasLetIn } from './session.js';
import type { Person, Presence, Session, SessionPerson } from './session.js';

export type Outcome = { changes: Change[] } | { refused: ErrorCode };

export interface ReduceInput {
  /** Who asks. Authors of created rows are set from it, never taken from the mutation. */
  actor: Person;
  /** What the vendor says of them besides; guests have none. For rules of what only an admin may do. */
  rank?: Rank | undefined;
  /** The session that the mutation belongs to, if it exists. */
  session: Session | undefined;
  /** The open session of the same context, if there is one; asked for `session.create` only. */
  openForContext: Session | undefined;
}

/**
 * What a mutation does to the rows. The backends of this repository and the local copy share it,
 * so that the guess shown before the server answers is the server's own rule.
 */
export function reduce(mutation: Mutation, input: ReduceInput): Outcome {
  if (mutation.type === 'session.create') return createSession(mutation, input);
  const { session } = input;
  if (!session) return { refused: 'backend/not-found' };
  if (session.status === 'ended' && !ALLOWED_AFTER_END.has(mutation.type))
    return { refused: 'session/ended' };
  if (!mayApply(mutation, input.actor, session)) return { refused: 'backend/forbidden' };
  return applyTo(session, mutation, input.actor);
}

/** What was said or seen before the end may arrive after it; notes can always be added. */
const ALLOWED_AFTER_END: ReadonlySet<Mutation['type']> = new Set([
  'message.create',
  'note.create',
  'media.create',
  'event.append',
  'session.leave',
  'session.rename',
]);

const GUEST_MAY: ReadonlySet<Mutation['type']> = new Set(['message.create', 'session.leave']);

/**
 * A backend also asks `mayWrite`. It is not asked here: a guest's page hears that it was let in before its copy of the
 * row does, and what is written in that moment is no mistake.
 */
function mayApply(mutation: Mutation, actor: Person, session: Session): boolean {
  if (actor.role === 'agent') return true;
  const self = session.people.find((person) => person.id === actor.id);
  if (self?.presence === 'refused' || (self?.presence === 'left' && !wasLetIn(self))) return false;
  if (mutation.type === 'session.leave' && mutation.personId !== actor.id) return false;
  return GUEST_MAY.has(mutation.type);
}

function createSession(
  mutation: Extract<Mutation, { type: 'session.create' }>,
  { actor, session, openForContext }: ReduceInput,
): Outcome {
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
  return { changes: [{ collection: 'sessions', row }, event(mutation, 'created', actor)] };
}

function applyTo(
  session: Session,
  mutation: Exclude<Mutation, { type: 'session.create' }>,
  actor: Person,
): Outcome {
  switch (mutation.type) {
    case 'session.rename':
      return { changes: [{ collection: 'sessions', row: { ...session, title: oneLine(mutation.title) } }] };
    case 'session.admit':
      return presence(session, mutation, 'admitted', actor);
    case 'session.refuse':
      return presence(session, mutation, 'refused', actor);
    case 'session.leave':
      return presence(session, mutation, 'left', actor);
    case 'session.end':
      return endSession(session, mutation, actor);
    case 'message.create':
      return created(session, mutation.message, {
        collection: 'messages',
        row: message(session, mutation.message, actor),
      });
    case 'note.create':
      return created(session, mutation.note, {
        collection: 'notes',
        row: { ...mutation.note, author: actor },
      });
    case 'media.create':
      return created(session, mutation.media, {
        collection: 'media',
        row: { ...mutation.media, author: actor },
      });
    case 'event.append':
      return appended(session, mutation.event, actor);
  }
}

/**
 * An agent's device may pass on what a guest of this session said while that guest could not reach the backend; the row
 * says that it did.
 */
function message(session: Session, { by: _claimed, ...row }: Message, actor: Person): Message {
  const isOthers = actor.role === 'agent' && row.author.id !== actor.id;
  const guest = isOthers
    ? session.people.find(({ id, role }) => id === row.author.id && role !== 'agent')
    : undefined;
  if (!guest) return { ...row, author: actor };
  const { id, name, role } = guest;
  return { ...row, author: { id, name, role }, by: actor };
}

/** What the page of whoever does it tells. All else is written with what it tells of, by whoever decides that. */
const OWN_DOING: ReadonlySet<SessionEvent['kind']> = new Set(['snapshot', 'marked', 'markLost', 'markFound']);

function appended(session: Session, { by: _claimed, ...event }: SessionEvent, actor: Person): Outcome {
  if (!OWN_DOING.has(event.kind)) return { refused: 'backend/forbidden' };
  return created(session, event, { collection: 'events', row: { ...event, person: actor } });
}

function created(session: Session, row: { sessionId: string }, change: Change): Outcome {
  if (row.sessionId !== session.id) return { refused: 'backend/invalid-request' };
  return { changes: [change] };
}

function endSession(
  session: Session,
  mutation: Extract<Mutation, { type: 'session.end' }>,
  actor: Person,
): Outcome {
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
  return { changes: [{ collection: 'sessions', row }, event(mutation, 'ended', actor)] };
}

function presence(
  session: Session,
  mutation: Extract<Mutation, { type: 'session.admit' | 'session.refuse' | 'session.leave' }>,
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
  const line = event(mutation, next, { id, name, role }, actor);
  return { changes: [{ collection: 'sessions', row: started }, line] };
}

/** The session with this person's presence set, added if they were not there. */
export function withPerson(session: Session, person: Person, next: Presence, at: string): Session {
  const before = session.people.find((one) => one.id === person.id);
  const others = session.people.filter((one) => one.id !== person.id);
  return { ...session, people: [...others, inPlace(before, person, next, at)] };
}

function inPlace(
  before: SessionPerson | undefined,
  { id, name, role }: Person,
  presence: Presence,
  since: string,
): SessionPerson {
  const granted = before && wasLetIn(before) ? (before.admittedAt ?? before.since) : undefined;
  const admittedAt =
    presence === 'waiting' ? undefined : (granted ?? (presence === 'admitted' ? since : undefined));
  return { id, name, role, presence, since, ...(admittedAt === undefined ? {} : { admittedAt }) };
}

/** The log line of a mutation takes the mutation's own id, so that applying it twice writes one line. */
function event(mutation: Mutation, kind: SessionEvent['kind'], person: Person, actor = person): Change {
  const row: SessionEvent = {
    id: `${mutation.id}`,
    sessionId: mutation.sessionId,
    at: mutation.at,
    kind,
    person,
    ...(actor.id === person.id ? {} : { by: actor }),
  };
  return { collection: 'events', row };
}
