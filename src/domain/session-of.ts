import type { Change } from './change.js';
import { COLLECTIONS } from './collections.js';
import { RECORDS } from './records.js';

/** The session that a row belongs to: a session to itself, and what names none to the tenant alone. */
export function sessionIdOf({ collection, row }: Change): string | undefined {
  if (collection === 'sessions') return row.id;
  return 'sessionId' in row ? row.sessionId : undefined;
}

export const sessionIdsOf = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(changes.flatMap((change) => sessionIdOf(change) ?? []));

/** A session itself, and what belongs to it. */
export const OF_SESSIONS = COLLECTIONS.filter(
  (collection) => collection === 'sessions' || 'sessionId' in RECORDS[collection].entries,
);
