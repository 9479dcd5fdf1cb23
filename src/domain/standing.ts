import type { Change } from './change.js';
import type { ErrorCode } from './error-code.js';
import type { Mutation, MutationType } from './mutation.js';
import type { Collection, Invitation, Message } from './records.js';
import { wasLetIn } from './session.js';
import type { Session, SessionPerson } from './session.js';

/** In ms: so long after somebody's part is over, what they said before still arrives, and they still read how it ended. */
export const AFTERWARDS = 600_000;

/**
 * `waiting` stands in the waiting room. `admitted` was let in, and is. `over` was let in, and left or saw the end some
 * minutes ago at most. `gone` may nothing but come back and wait again.
 */
export type Level = 'waiting' | 'admitted' | 'over' | 'gone';

/** How far a guest has been let in. */
export interface Standing {
  readonly level: Level;
  readonly session: Session;
  readonly person: SessionPerson;
}

export interface StandingInput {
  readonly personId: string;
  readonly session: Session | undefined;
  /** The one that they came by. */
  readonly invitation: Invitation | undefined;
  /** In ms since 1970. */
  readonly now: number;
  /** In ms: so long may somebody stay once their invitation has expired. */
  readonly stay: number;
}

const MAY: Readonly<
  Record<
    Level,
    {
      readonly see: readonly Collection[];
      readonly write: readonly MutationType[];
      /** The signalling, who else is there, and to hear of changes. */
      readonly live: boolean;
    }
  >
> = {
  waiting: { see: ['sessions'], write: ['session.leave'], live: true },
  admitted: { see: ['sessions', 'messages'], write: ['message.create', 'session.leave'], live: true },
  over: { see: ['sessions', 'messages'], write: ['message.create', 'session.leave'], live: false },
  gone: { see: ['sessions'], write: [], live: false },
};

/**
 * What a guest was granted, from the rows as they are at this moment: ask at each use, and keep no answer. Whoever was
 * sent away, or whose invitation was taken back or has run out, has nothing left.
 */
export function standingOf(input: StandingInput): Standing | { readonly refused: ErrorCode } {
  const { personId, session, invitation, now, stay } = input;
  const person = session?.people.find((one) => one.id === personId);
  if (!session || !person || invitation?.sessionId !== session.id) return { refused: 'live/refused' };
  if (invitation.status === 'revoked') return { refused: 'link/revoked' };
  if (person.presence === 'refused') return { refused: 'live/refused' };
  if (Date.parse(invitation.expiresAt) + stay <= now) return { refused: 'link/expired' };
  return { level: levelOf(session, person, now), session, person };
}

function levelOf(session: Session, person: SessionPerson, now: number): Level {
  const { presence } = person;
  if (session.status === 'open' && (presence === 'waiting' || presence === 'admitted')) return presence;
  return wasLetIn(person) && now < overSince(session, person) + AFTERWARDS ? 'over' : 'gone';
}

const overSince = ({ endedAt }: Session, { presence, since }: SessionPerson): number =>
  Date.parse(presence === 'left' ? since : (endedAt ?? since));

export const mayUseLive = ({ level }: Standing): boolean => MAY[level].live;

export const maySee = ({ level }: Standing, collection: Collection): boolean =>
  MAY[level].see.includes(collection);

export const seenCollections = ({ level }: Standing): readonly Collection[] => MAY[level].see;

export function mayWrite(standing: Standing, mutation: Mutation): boolean {
  if (!MAY[standing.level].write.includes(mutation.type)) return false;
  return mutation.type !== 'message.create' || !isAfterwards(standing, mutation.message);
}

/** Said after their part was over. */
const isAfterwards = ({ level, session, person }: Standing, { createdAt }: Message): boolean =>
  level === 'over' && Date.parse(createdAt) > overSince(session, person);

/** The row as this guest may have it; undefined: not at all. */
export function shownTo(standing: Standing, change: Change): Change | undefined {
  if (!maySee(standing, change.collection)) return undefined;
  if (change.collection === 'sessions')
    return { collection: 'sessions', row: sessionShownTo(standing, change.row) };
  return change.collection === 'messages' && isAfterwards(standing, change.row) ? undefined : change;
}

/**
 * The session without the vendor's ticket. In the waiting room it is what the page shows there: what it is about, who
 * invites, and oneself. Who was never let in is shown to no guest.
 */
export function sessionShownTo({ level, person }: Pick<Standing, 'level' | 'person'>, row: Session): Session {
  const waits = level === 'waiting' || level === 'gone';
  const people = row.people.filter((one) => one.id === person.id || (!waits && wasLetIn(one)));
  const { startedAt, ...rest } = row;
  const shown = { ...rest, context: `nearhand:session:${row.id}`, people };
  return waits || startedAt === undefined ? shown : { ...shown, startedAt };
}
