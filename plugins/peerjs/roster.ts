import * as v from 'valibot';
import { unreachable } from './errors.js';

const Roster = v.object({ peers: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(1_000)) });

/** Asks the server who else of the token's session is connected. The token travels in a header, never in the URL. */
export async function fetchRoster(base: URL, token: string, signal: AbortSignal): Promise<readonly string[]> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(8_000)]);
  try {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(new URL('peers', base), { headers, signal: deadline, cache: 'no-store' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return v.parse(Roster, await response.json()).peers;
  } catch (cause) {
    signal.throwIfAborted();
    throw unreachable(cause);
  }
}
