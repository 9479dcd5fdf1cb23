import { formats } from '../formats.js';

/** Begins and ends with what keeps its direction by itself, and has nothing from right to left within. */
const SAFE = /^\p{Script=Latin}(?:.*[\p{Script=Latin}\p{N}])?$/u;
const OTHER_WAY =
  /[\p{Bidi_Control}\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * What somebody wrote, so that it turns nothing around it in a sentence: between a first-strong isolate and its end
 * (UAX #9, 2.4.2), where that may matter.
 */
export const isolate = <T>(text: T): T | string =>
  typeof text !== 'string' || (SAFE.test(text) && !OTHER_WAY.test(text)) ? text : `\u2068${text}\u2069`;

const lists = formats((language) => new Intl.ListFormat(language));

/** Names one after the other, as a language says them. */
export const listOf = (names: readonly string[], language?: string): string =>
  lists(language).format(names.map((name) => isolate(name)));
