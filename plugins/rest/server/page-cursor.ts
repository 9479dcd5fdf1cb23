import { placeOf, type Session } from '../../../src/domain.js';
import { refuse } from './answer.js';
import type { ListSpec, StoredRow } from './storage.js';

type Listed = Pick<ListSpec, 'collection' | 'sort' | 'before'>;

const PLACE = /^s(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [\w.:-]{1,64})$/;
const NUMBER = /^[lc](\d{1,15})$/;

/**
 * Whether a list goes by the arrival of its rows and not by the times in them. One of sessions does where it was begun on a
 * server of an earlier release, which knew nothing else.
 */
export const goesByArrival = ({ collection, before }: Pick<Listed, 'collection' | 'before'>): boolean =>
  collection !== 'sessions' || before !== undefined;

/** Names the place after this row: what comes in meanwhile moves no row from one page to another. */
export const cursorAfter = ({ born, change }: StoredRow, list: Listed): string =>
  goesByArrival(list) ? `l${born}` : `s${placeOf(change.row as Session, list.sort) ?? ''}`;

/** @throws NearhandError `backend/invalid-request` for what is no cursor of such a list */
export function startAfter(
  cursor: string,
  { collection, sort }: Omit<Listed, 'before'>,
): Pick<ListSpec, 'before' | 'after'> {
  const after = collection === 'sessions' ? PLACE.exec(cursor)?.[1] : undefined;
  if (after !== undefined) return { after };
  if (sort !== undefined) throw unknownCursor();
  return { before: numberIn(cursor, 'l') };
}

/** The number in a cursor of a list (`l`) or of the changes (`c`). */
export function numberIn(cursor: string, kind: 'l' | 'c'): number {
  const digits = cursor.startsWith(kind) ? NUMBER.exec(cursor)?.[1] : undefined;
  if (digits === undefined) throw unknownCursor();
  return Number(digits);
}

export const unknownCursor = (): Error =>
  refuse('backend/invalid-request', 'the cursor is not one of this server');
