import type { ErrorCode } from './error-code.js';
import type { Invitation } from './invitations/schema.js';
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

/** Who may use the signalling, hear who else is there, and of changes. What they see and write of the records is each kind's rule. */
const LIVE: ReadonlySet<Level> = new Set(['waiting', 'admitted']);

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

export const mayUseLive = ({ level }: Standing): boolean => LIVE.has(level);

/** Said after their part was over. */
export const saidAfterwards = ({ level, session, person }: Standing, at: string): boolean =>
  level === 'over' && Date.parse(at) > overSince(session, person);
