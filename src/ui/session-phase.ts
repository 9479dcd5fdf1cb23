import type { Session } from '../domain/session.js';

export type SessionPhase = 'live' | 'waiting' | 'open';

/** Somebody who waits goes first: they need an answer. */
export function phaseOf(session: Session): SessionPhase {
  if (session.people.some((person) => person.presence === 'waiting')) return 'waiting';
  return session.people.some((person) => person.presence === 'admitted') ? 'live' : 'open';
}

/** Whether all of the words stand in the subject or the ticket's name, in any case. */
export function matches(session: Session, words: string): boolean {
  const text = `${session.title} ${session.context}`.toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
