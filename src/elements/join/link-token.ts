import { tabMemory } from '../../live/room/session-memory.js';
import { findToken } from './find-token.js';

/** A guest's link token, kept while the tab lives, so that a reload works although the address bar no longer has it. */
const memory = tabMemory('nearhand:link');

/**
 * Takes the token from the address's fragment and removes it there, so that it is not shared, bookmarked or seen.
 * Without one there, the token that this tab was opened with. Storage may be barred: then only the fragment counts.
 */
export function takeLinkToken(): { token: string; isNew: boolean } | undefined {
  const given = location.hash.length > 1 ? findToken(location.hash) : '';
  const kept = memory.read();
  if (!given) return kept ? { token: kept, isNew: false } : undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  memory.write(given);
  return { token: given, isNew: given !== kept };
}

export function keepLinkToken(token: string): void {
  memory.write(token);
}
