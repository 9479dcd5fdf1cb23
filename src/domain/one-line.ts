/** Line breaks and other controls: each is a space in what has one line. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * What is not seen and changes what is: it turns text around (UAX #9), fills names with nothing, or hides other text in
 * itself. The joiners that Persian, Indic scripts and emoji are written with stay.
 */
const UNSEEN =
  /[\p{Bidi_Control}\p{Cs}\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u2060-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

/** No language puts more than four marks on a letter; more reach into the lines above and below. */
const STACKS = /(\p{M}{4})\p{M}+/gu;

const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A name or a title as it may stand in somebody else's sentence: on one line, in the form that compares (NFC), without
 * anything that cannot be seen. Empty where nothing can be seen.
 */
export function oneLine(text: string): string {
  const plain = text.normalize('NFC').replace(CONTROLS, ' ').replace(UNSEEN, '').replace(STACKS, '$1');
  const line = plain.replace(/\s+/gu, ' ').trim();
  return SEEN.test(line) ? line : '';
}
