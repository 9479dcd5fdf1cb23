import type { Change } from '../change.js';
import type { Person } from '../session.js';
import type { Stamp } from '../write.js';
import type { SessionEvent } from './schema.js';

/** The log line of a mutation takes the mutation's own id, so that applying it twice writes one line. */
export function lineOf(
  { id, sessionId, at }: Stamp,
  kind: SessionEvent['kind'],
  person: Person,
  actor = person,
): Change {
  const row: SessionEvent = {
    id,
    sessionId,
    at,
    kind,
    person,
    ...(actor.id === person.id ? {} : { by: actor }),
  };
  return { collection: 'events', row };
}
