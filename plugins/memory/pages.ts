import * as v from 'valibot';
import {
  bySort,
  type Change,
  type Collection,
  fits,
  isAfter,
  placeOf,
  type Row,
  sessionIdOf,
  SessionQuery,
} from '../../src/domain.js';
import { type ListQuery, NearhandError, type Page } from '../../src/plugin.js';

/** A row as whoever asks may see it, and when it arrived. */
export interface SeenRow {
  readonly change: Change;
  readonly born: number;
}

/** @throws NearhandError `backend/invalid-request` where nothing can be meant by it */
export function requireSound(query: ListQuery<Collection>): void {
  const result = v.safeParse(SessionQuery, query);
  if (!result.success) throw new NearhandError('backend/invalid-request', v.summarize(result.issues));
}

/** The page of these rows, newest arrival first, that is asked for: of sessions in the order that is. */
export function pageOf<C extends Collection>(rows: readonly SeenRow[], query: ListQuery<C>): Page<C> {
  const { collection, sort, cursor, limit } = query;
  const isSessions = collection === 'sessions';
  const found = rows.filter(({ change }) => matches(query, change));
  const sorted = isSessions ? found.sort((a, b) => bySort(sort)(sessionIn(a), sessionIn(b))) : found;
  const rest =
    cursor === undefined
      ? sorted
      : sorted.filter((one) =>
          isSessions ? isAfter(sessionIn(one), cursor, sort) : one.born < Number(cursor),
        );
  const shown = rest.slice(0, limit);
  const last = rest.length > limit ? shown.at(-1) : undefined;
  const next = last && (isSessions ? placeOf(sessionIn(last), sort) : String(last.born));
  return {
    rows: shown.map(({ change }) => change.row as Row<C>),
    ...(next === undefined ? {} : { cursor: next }),
  };
}

const sessionIn = ({ change }: SeenRow): Row<'sessions'> => change.row as Row<'sessions'>;

function matches(query: ListQuery<Collection>, change: Change): boolean {
  if (change.collection !== query.collection) return false;
  if (query.sessionId !== undefined && sessionIdOf(change) !== query.sessionId) return false;
  return change.collection !== 'sessions' || fits(change.row, query);
}
