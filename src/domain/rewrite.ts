import type { Change } from './change.js';
import type { ErrorCode } from './error-code.js';
import type { Row } from './records.js';

type Created = Exclude<Change, { collection: 'sessions' | 'invitations' }>;

/**
 * What a created row becomes where one of its id is already kept: the first write stands. The same again changes
 * nothing; another under the same id is refused, as is one of another session. A media item is written again, as
 * it was, by its author once its bytes have arrived.
 */
export function rewrite(change: Change, existing: Row | undefined): Change | ErrorCode {
  if (!existing || change.collection === 'sessions' || change.collection === 'invitations') return change;
  if (!('sessionId' in existing) || existing.sessionId !== change.row.sessionId) return 'backend/conflict';
  const kept = { collection: change.collection, row: existing } as Created;
  if (isWithItsBytes(change, kept)) return change;
  return isSame(change, kept) ? kept : 'backend/id-reused';
}

const isWithItsBytes = (change: Created, kept: Created): boolean =>
  change.collection === 'media' &&
  kept.collection === 'media' &&
  kept.row.ref === undefined &&
  change.row.ref !== undefined &&
  isEqual(looks(change.row), looks(kept.row));

/** But for its times, which may be told anew, and what a backend says of its bytes. */
function isSame(one: Created, other: Created): boolean {
  return isEqual(essence(one), essence(other));
}

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function essence(change: Created): unknown {
  switch (change.collection) {
    case 'messages':
    case 'notes':
      return [change.row.author.id, change.row.text];
    case 'media':
      return [looks(change.row), change.row.kind, change.row.ref];
    case 'events':
      return [change.row.kind, change.row.person?.id, change.row.about];
  }
}

/** What is known of a media item before its bytes are. */
const looks = ({ author, name, width, height }: Row<'media'>): unknown => [author.id, name, width, height];
