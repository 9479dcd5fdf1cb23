import type { Change } from './change.js';
import type { Row } from './records.js';

/**
 * What a created row becomes where one of its id is already kept: the first write stands, so that a repeated or a
 * forged `create` changes nothing. A media item may be written again by its author (its bytes have arrived).
 * Undefined: the id belongs to another session, and the write is a conflict.
 */
export function rewrite(change: Change, existing: Row | undefined): Change | undefined {
  if (!existing || change.collection === 'sessions' || change.collection === 'invitations') return change;
  if (!('sessionId' in existing) || existing.sessionId !== change.row.sessionId) return undefined;
  if (change.collection === 'media' && change.row.author.id === (existing as Row<'media'>).author.id)
    return change;
  return { collection: change.collection, row: existing } as Change;
}
