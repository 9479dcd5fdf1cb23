import { namedIn, type AnyChange } from './change.js';
import { COLLECTIONS } from './collections.js';
import { RECORDS } from './records.js';

/** The session that a row belongs to: a session to itself, and what names none to the tenant alone. */
export function sessionIdOf(change: AnyChange): string | undefined {
  const named = namedIn(change);
  if (change.collection === 'sessions') return named.id;
  return 'sessionId' in named ? named.sessionId : undefined;
}

export const sessionIdsOf = (changes: readonly AnyChange[]): ReadonlySet<string> =>
  new Set(changes.flatMap((change) => sessionIdOf(change) ?? []));

/** A session itself, and what belongs to it. */
export const OF_SESSIONS = COLLECTIONS.filter(
  (collection) => collection === 'sessions' || 'sessionId' in RECORDS[collection].entries,
);
