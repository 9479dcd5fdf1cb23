import { tabMemory } from '../../live/session-memory.js';

/** A guest's link token, kept while the tab lives, so that a reload works although the address bar no longer has it. */
const memory = tabMemory('nearhand:link');

/**
 * Takes the token from the address's fragment and removes it there, so that it is not shared, bookmarked or seen.
 * Without one there, the token that this tab was opened with. Storage may be barred: then only the fragment counts.
 */
export function takeLinkToken(): { token: string; isNew: boolean } | undefined {
  const given = decoded(location.hash.slice(1));
  const kept = memory.read();
  if (!given) return kept ? { token: kept, isNew: false } : undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  memory.write(given);
  return { token: given, isNew: given !== kept };
}

/** The token in a link that somebody pasted, or the pasted text itself. */
export function tokenOf(pasted: string): string {
  const text = pasted.trim();
  const at = text.indexOf('#');
  return at < 0 ? text : decoded(text.slice(at + 1));
}

export function keepLinkToken(token: string): void {
  memory.write(token);
}

/** A link that was damaged on the way is still a token: the backend says that it is none of its own. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
