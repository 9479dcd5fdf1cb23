import type { Session } from '../domain/session.js';

export type SessionPhase = 'live' | 'waiting' | 'open';

/** Somebody who waits goes first: they need an answer. */
export function phaseOf(session: Session): SessionPhase {
  if (session.people.some((person) => person.presence === 'waiting')) return 'waiting';
  return session.people.some((person) => person.presence === 'admitted') ? 'live' : 'open';
}
