import type { Session } from '../session.js';

/** What a session is found by. */
export type Named = Pick<Session, 'title' | 'context' | 'createdBy' | 'people'>;

/** In code points; longer words are found by their beginning. */
const LONGEST = 32;
/** Of one session; a title has room for no more in any language that is read. */
const MOST = 500;

const NOT_IN_A_WORD = /[^\p{L}\p{N}\p{M}]+/u;
/** Accents and points, with which a name is written or not. Vowel signs of other scripts are letters to those who read. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]/g;
/** Scripts that put no space between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

/**
 * The words of a text as they compare: in any case, with accents or without, full width or half. The same everywhere,
 * since no locale and no dictionary has a say.
 */
export function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKD').replace(MARKS, '').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return [...new Set(folded.split(NOT_IN_A_WORD).filter(Boolean).map(cut))];
}

/**
 * Everything that a session is found by, to be compared by its beginning: words and, between two characters that no word
 * has, the ids of those who are in it, each with how.
 */
export function termsOf({ title, context, createdBy, people }: Named): string[] {
  const ids = [agentTerm(createdBy.id), ...people.map(({ id }) => participantTerm(id))];
  const names = [createdBy, ...people].map(({ name }) => name);
  const words = [title, context, ...names].flatMap(wordsOf);
  return [...new Set([...ids, ...words.flatMap(beginningsIn)])].slice(0, MOST);
}

/** The beginning of either of the two below. An id has no `@`: what begins so is this one and no longer one. */
export const personTerm = (id: string): string => `@${id}@`;

/** Of whoever began it. */
export const agentTerm = (id: string): string => `${personTerm(id)}agent`;

/** Of whoever takes part in it. */
export const participantTerm = (id: string): string => `${personTerm(id)}in`;

/** Without spaces a word may begin at any character. */
function beginningsIn(word: string): string[] {
  if (!UNSPACED.test(word)) return [word];
  const characters = [...word];
  return characters.map((_, start) => characters.slice(start).join(''));
}

const cut = (word: string): string => [...word].slice(0, LONGEST).join('');
