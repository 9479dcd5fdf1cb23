import type { Person, Session, SessionPerson } from './session.js';
import { wasLetIn } from './session.js';

/** A session's row has room for so many people: for those who are there, and the newest of those who were. */
export const MOST_PEOPLE = 200;

/** In ms: whoever waits for so long has gone without a word, where somebody else needs the place. */
const LONG_WAIT = 3600_000;

/**
 * The session with a place for this person: whoever is not there any more makes room, those first who were never let in,
 * and of them those who went the longest ago. An agent also gets the place of whoever waits the longest, so that nobody
 * can keep agents out by coming often. Undefined: everybody is there, and it is full.
 */
export function withRoomFor(session: Session, person: Person, now: number): Session | undefined {
  const others = session.people.filter(({ id }) => id !== person.id);
  const tooMany = others.length + 1 - MOST_PEOPLE;
  if (tooMany <= 0) return session;
  const place = (one: SessionPerson): number => placeOf(one, person, now);
  const first = others
    .filter((one) => place(one) < Infinity)
    .sort((a, b) => place(a) - place(b) || (a.since < b.since ? -1 : 1));
  if (first.length < tooMany) return undefined;
  const gone = new Set(first.slice(0, tooMany));
  return { ...session, people: session.people.filter((one) => !gone.has(one)) };
}

/** The less, the sooner they go; infinite: they stay. */
function placeOf(one: SessionPerson, { role }: Person, now: number): number {
  if (one.presence === 'left' || one.presence === 'refused') return wasLetIn(one) ? 1 : 0;
  if (one.presence === 'admitted') return Infinity;
  return role === 'agent' || now - Date.parse(one.since) > LONG_WAIT ? 2 : Infinity;
}
