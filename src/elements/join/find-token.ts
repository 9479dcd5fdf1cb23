/**
 * The token of a guest link in whatever came along with it: the link in a sentence, in brackets, broken over lines by a
 * mail program, with a tracker's parameters behind it, or wrapped by a mail scanner. Without a link in it, the text
 * itself may be the token. Empty where there is none.
 */
export function findToken(pasted: string): string {
  const text = pasted.trim();
  const [found] = [...readings(text)].flatMap(fragments).sort(byLikeness);
  if (found !== undefined) return found;
  return /[/:]\S*[/]/.test(text) ? '' : joined(text.replace(/^[^\w~-]+/, ''));
}

/** What stands behind each `#`: a mail may bring other links too. */
const fragments = (text: string): string[] =>
  [...text.matchAll(/#/g)].map(({ index }) => joined(text.slice(index + 1)));

/** A whole signed token first, then one that was cut, then the longest of any other kind. */
const byLikeness = (a: string, b: string): number =>
  likeness(b) - likeness(a) || (likeness(a) === 0 ? b.length - a.length : 0);
const likeness = (token: string): number => (WHOLE.test(token) ? 2 : SIGNED.test(token) ? 1 : 0);

/** A signed token (JWT, RFC 7515) with a signature of ES256: only this long it is whole. */
const WHOLE = /^[\w-]+\.[\w-]+\.[\w-]{86}/;
const SIGNED = /^eyJ/;
/** RFC 3986's unreserved characters: what a token is made of. */
const RUN = /^[\w.~-]+/;
/**
 * What stands between two lines of one address: the break itself, a soft break's `=`, an answer's `>`. A field of one
 * line takes the break away and leaves the rest.
 */
const BREAK = /^=?[ \t]*(?:[\r\n\u2028]+[ \t>|]*|>[ \t>|]*|[ \t\u00a0\u00ad\u200b\ufeff]+)/;

/**
 * The token that begins here. A signed one says itself when it is whole; until then breaks within it are passed over.
 * Any other is over at the first thing that cannot be in it.
 */
function joined(text: string): string {
  let token = '';
  let rest = text;
  for (;;) {
    const run = RUN.exec(rest)?.[0] ?? '';
    token += run;
    rest = rest.slice(run.length);
    const whole = WHOLE.exec(token);
    if (whole) return whole[0];
    const gap = SIGNED.test(token) ? BREAK.exec(rest)?.[0] : undefined;
    if (gap === undefined || gap === rest) return token.replace(/\.+$/, '');
    rest = rest.slice(gap.length);
  }
}

/** Proofpoint's second kind writes `%` as `-` and `/` as `_`: https://help.proofpoint.com, "URL Defense". */
const DASHED = /urldefense\.proofpoint\.com\/v2\/url\?(?:\S*?&)?u=([^&\s]+)/i;
/** Its third kind leaves the address as it is, with `*` for what it does not like: here the `#`. */
const STARRED = /urldefense\.com\/v3\/__(\S+?)__;/i;
/** A scanner within a scanner is wrapped more than once. */
const LAYERS = 4;

/** The text, and the addresses inside of a scanner's (Safe Links, `?url=`, `?q=`, Proofpoint). */
function* readings(text: string): Generator<string> {
  const dashed = DASHED.exec(text)?.[1];
  if (dashed !== undefined) yield* readings(decoded(dashed.replaceAll('-', '%').replaceAll('_', '/')));
  const starred = STARRED.exec(text)?.[1];
  if (starred !== undefined) yield starred.replace('*', '#');
  let inner = text;
  for (let layer = 0; layer < LAYERS; layer++) {
    yield decodedFragment(inner);
    if (!/%(?:25)*23/i.test(inner)) return;
    inner = decoded(inner);
  }
}

/** What stands in a fragment may be escaped itself (`%3E` for a bracket that was taken for a part of the link). */
function decodedFragment(text: string): string {
  const at = text.indexOf('#');
  return at < 0 ? text : text.slice(0, at + 1) + decoded(text.slice(at + 1));
}

/** A link that was damaged on the way is still a token: the backend says that it is none of its own. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
