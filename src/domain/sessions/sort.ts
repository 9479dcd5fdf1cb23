import type { Session } from '../session.js';

/** What a list goes by; with a minus before it, the latest first. By their end only those are listed that have one. */
export const SORTS = ['-createdAt', 'createdAt', '-endedAt', 'endedAt'] as const;
export type SessionSort = (typeof SORTS)[number];

export const NEWEST_FIRST: SessionSort = '-createdAt';

export const isByEnd = (sort: SessionSort = NEWEST_FIRST): boolean => sort.endsWith('endedAt');

export const isLatestFirst = (sort: SessionSort = NEWEST_FIRST): boolean => sort.startsWith('-');

type Times = Pick<Session, 'createdAt' | 'endedAt'>;

/** The time that a list goes by. */
export const timeOf = (session: Times, sort?: SessionSort): string | undefined =>
  isByEnd(sort) ? session.endedAt : session.createdAt;

/**
 * Where a session stands among the others: its time and, for those of one time, its id. Places compare by their
 * characters, also with a time alone, which comes before every place of that time.
 */
export const placeOf = (session: Times & Pick<Session, 'id'>, sort?: SessionSort): string | undefined => {
  const time = timeOf(session, sort);
  return time === undefined ? undefined : `${time} ${session.id}`;
};

/** Compares what a list of this sort has. */
export const bySort =
  (sort?: SessionSort) =>
  (one: Session, other: Session): number => {
    const [a = '', b = ''] = [placeOf(one, sort), placeOf(other, sort)];
    const rising = a < b ? -1 : a > b ? 1 : 0;
    return isLatestFirst(sort) ? -rising : rising;
  };

/** Whether it comes after this place in the list. */
export function isAfter(session: Session, place: string, sort?: SessionSort): boolean {
  const own = placeOf(session, sort);
  return own !== undefined && (isLatestFirst(sort) ? own < place : own > place);
}
