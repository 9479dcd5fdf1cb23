import type { Change } from './change.js';
import { newId } from './ids.js';
import { withPerson } from './sessions/presence.js';
import type { Person, Session, SessionPerson } from './session.js';

/** Whoever of these waits or is in is out, and the log says who did it. Nothing where nobody is. */
export function sentAway(
  session: Session,
  isMeant: (person: SessionPerson) => boolean,
  by: Person,
  at: string,
): Change[] {
  const here = session.people.filter(
    (person) => (person.presence === 'waiting' || person.presence === 'admitted') && isMeant(person),
  );
  if (here.length === 0) return [];
  const row = here.reduce((left, person) => withPerson(left, person, 'refused', at), session);
  const lines = here.map(({ id, name, role }): Change => {
    const person = { id, name, role };
    return {
      collection: 'events',
      row: { id: newId(), sessionId: session.id, at, kind: 'refused', person, by },
    };
  });
  return [{ collection: 'sessions', row }, ...lines];
}
