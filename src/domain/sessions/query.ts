import * as v from 'valibot';
import { Context, Id, Text } from '../primitives.js';
import type { Session } from '../session.js';
import { personTerm, termsOf, wordsOf, type Named } from './terms.js';

/** Words that somebody types to find something, in UTF-16 code units. */
export const SoughtText = v.pipe(Text, v.maxLength(200));

/** Which sessions a list shows; all that is said has to be so. The same for pages, the local copy and every backend. */
export const SessionQuery = v.object({
  status: v.exactOptional(v.picklist(['open', 'ended'])),
  context: v.exactOptional(Context),
  /** Each of its words begins one of the title, the ticket's name or somebody's name. */
  text: v.exactOptional(SoughtText),
  /** Id of somebody who began the session or takes part in it. */
  person: v.exactOptional(Id),
});
export type SessionQuery = Readonly<v.InferOutput<typeof SessionQuery>>;

/** More words narrow nothing that anybody could still read. */
const MOST_WORDS = 16;

/**
 * What the terms of a session must begin with, one term for each, so that it is found: the longest, which is likely the
 * rarest, first. Empty where neither words nor a person are asked for.
 */
export function soughtOf({ text = '', person }: Pick<SessionQuery, 'text' | 'person'>): string[] {
  const words = wordsOf(text).slice(0, MOST_WORDS);
  return [...(person === undefined ? [] : [personTerm(person)]), ...words.sort(longest)];
}

export const isFound = (session: Named, sought: readonly string[]): boolean => {
  if (sought.length === 0) return true;
  const terms = termsOf(session);
  return sought.every((beginning) => terms.some((term) => term.startsWith(beginning)));
};

export function fits(session: Session, query: SessionQuery): boolean {
  if (query.context !== undefined && session.context !== query.context) return false;
  if (query.status !== undefined && session.status !== query.status) return false;
  return isFound(session, soughtOf(query));
}

const longest = (a: string, b: string): number => b.length - a.length;
