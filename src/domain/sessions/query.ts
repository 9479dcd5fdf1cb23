import * as v from 'valibot';
import { Context, Id, Instant, Text } from '../primitives.js';
import type { Session } from '../session.js';
import { NEWEST_FIRST, SORTS, timeOf, type SessionSort } from './sort.js';
import { participantTerm, personTerm, termsOf, wordsOf, type Named } from './terms.js';

/** Words that somebody types to find something, in UTF-16 code units. */
export const SoughtText = v.pipe(Text, v.maxLength(200));

/** `2026-02-31T…` reads like a time and is none. */
const isTime = (instant: string): boolean => {
  const ms = Date.parse(instant);
  return v.is(Instant, instant) && !Number.isNaN(ms) && new Date(ms).toISOString() === instant;
};

interface Narrowed {
  readonly person?: string;
  readonly agent?: string;
  readonly participant?: string;
  readonly from?: string;
  readonly to?: string;
  readonly sort?: SessionSort;
}

/** Whether ids are ids, times are times, the span does not end before it begins, and there is such a sort. */
export const isSound = ({ person, agent, participant, from, to, sort }: Narrowed): boolean =>
  [person, agent, participant].every((id) => id === undefined || v.is(Id, id)) &&
  [from, to].every((time) => time === undefined || isTime(time)) &&
  (from === undefined || to === undefined || from <= to) &&
  (sort === undefined || SORTS.includes(sort));

/** What no single part of a query shows, for every schema that one is part of. */
export const soundness = <T extends Narrowed>() =>
  v.check<T, string>(isSound, 'a span of times that there are, forwards');

/** Which sessions a list shows; all that is said has to be so. The same for pages, the local copy and every backend. */
export const SessionQuery = v.pipe(
  v.object({
    status: v.exactOptional(v.picklist(['open', 'ended'])),
    context: v.exactOptional(Context),
    /** Each of its words begins one of the title, the ticket's name or somebody's name. */
    text: v.exactOptional(SoughtText),
    /** Id of somebody who began the session or takes part in it. */
    person: v.exactOptional(Id),
    /** Id of the agent whose session it is: who began it. */
    agent: v.exactOptional(Id),
    /** Id of somebody who takes part in it, did, or asked to. */
    participant: v.exactOptional(Id),
    /** The first time that there may be, of those that the list is sorted by. */
    from: v.exactOptional(Instant),
    /** The first one after it that there may not be any more. */
    to: v.exactOptional(Instant),
    /** By default the newest first. */
    sort: v.exactOptional(v.picklist(SORTS)),
  }),
  soundness(),
);
export type SessionQuery = Readonly<v.InferOutput<typeof SessionQuery>>;

/** More words narrow nothing that anybody could still read. */
const MOST_WORDS = 16;

/**
 * What the terms of a session must begin with, one term for each, so that it is found: the longest, which is likely the
 * rarest, first. Empty where neither words nor somebody who is in it are asked for.
 */
export function soughtOf({
  text = '',
  person,
  participant,
}: Pick<SessionQuery, 'text' | 'person' | 'participant'>): string[] {
  const words = wordsOf(text).slice(0, MOST_WORDS);
  return [
    ...(person === undefined ? [] : [personTerm(person)]),
    ...(participant === undefined ? [] : [participantTerm(participant)]),
    ...words.sort(longest),
  ];
}

/** Whether it asks for what somebody knows already: by the answer a guest would learn of whom and what a session is. */
export const namesSomething = ({ context, text, person, agent, participant }: SessionQuery): boolean =>
  [context, text, person, agent, participant].some((asked) => asked !== undefined);

/**
 * Names what is looked for among the sessions of a state or a ticket, in whatever way it was typed; empty where all of them
 * are listed, the newest first.
 */
export function lookedFor({ agent, from, to, sort = NEWEST_FIRST, ...query }: SessionQuery): string {
  const narrowed = agent ?? from ?? to ?? (sort === NEWEST_FIRST ? undefined : sort);
  const sought = soughtOf(query).join(' ');
  return narrowed === undefined ? sought : [sought, agent, from, to, sort].join('|');
}

export const isFound = (session: Named, sought: readonly string[]): boolean => {
  if (sought.length === 0) return true;
  const terms = termsOf(session);
  return sought.every((beginning) => terms.some((term) => term.startsWith(beginning)));
};

export function fits(session: Session, query: SessionQuery): boolean {
  const { context, status, agent, from = '', to, sort } = query;
  if (context !== undefined && session.context !== context) return false;
  if (status !== undefined && session.status !== status) return false;
  if (agent !== undefined && session.createdBy.id !== agent) return false;
  const time = timeOf(session, sort);
  if (time === undefined || time < from || (to !== undefined && time >= to)) return false;
  return isFound(session, soughtOf(query));
}

const longest = (a: string, b: string): number => b.length - a.length;
