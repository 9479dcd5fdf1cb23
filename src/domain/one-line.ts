/** Line breaks and other controls: each is a space in what has one line. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * What is not seen and changes what is: it turns text around (UAX #9), fills names with nothing, or hides other text in
 * itself. Unicode calls it ignorable, but for the joiners and variants that Persian, Indic scripts, Japanese names and
 * emoji are written with, which stay. No property has the rest: marks around annotations, and blanks that are letters or
 * symbols by name (Braille, an embedded object, a note head, hieroglyphs).
 */
const UNSEEN = /(?![\p{Join_C}\p{VS}])[\p{DI}\p{Cs}]|[\uFFF9-\uFFFC\u2800\u{1D159}\u{13441}\u{13442}]/u;

/** Whether all of it can be seen, and turns nothing around. */
export const isSeen = (text: string): boolean => PLAIN.test(text) || !UNSEEN.test(text);

/** No language puts more than four marks on a letter; more reach into the lines above and below. */
const STACKS = /(\p{M}{4})\p{M}+/gu;

/** Of the symbols, those of a script and pictures: among those of no script are some that draw nothing. */
const SEEN = /[\p{L}\p{N}\p{P}\p{Sm}\p{Sc}\p{Sk}\p{ExtPict}\p{RI}]|(?!\p{sc=Zyyy})\p{So}/u;

/**
 * Words with one space between them, in letters that have one form only: nothing below would change them. Most names are
 * so, and the first use of what is below takes the browser as long as checking 50 rows.
 */
const PLAIN = /^[!-~\u00C0-\u017F]+(?: [!-~\u00C0-\u017F]+)*$/;

/**
 * A name or a title as it may stand in somebody else's sentence: on one line, in the form that compares (NFC), without
 * anything that cannot be seen. Empty where nothing can be seen.
 */
export function oneLine(text: string): string {
  if (PLAIN.test(text)) return text;
  const plain = text.normalize('NFC').replace(CONTROLS, ' ').split(UNSEEN).join('').replace(STACKS, '$1');
  const line = plain.replace(/\s+/gu, ' ').trim();
  return SEEN.test(line) ? line : '';
}
