import { wasLetIn } from '../session.js';
import type { Person, Presence, Session, SessionPerson } from '../session.js';

/** The session with this person's presence set, added if they were not there. */
export function withPerson(session: Session, person: Person, next: Presence, at: string): Session {
  const before = session.people.find((one) => one.id === person.id);
  const others = session.people.filter((one) => one.id !== person.id);
  return { ...session, people: [...others, inPlace(before, person, next, at)] };
}

export function inPlace(
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
