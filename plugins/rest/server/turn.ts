import type { TurnOptions } from './options.js';
import type { LiveGrant } from '../../../src/domain.js';

/**
 * Short-lived TURN credentials as coturn's `use-auth-secret` checks them (draft-uberti-behave-turn-rest-00):
 * the user name is `<expiry, seconds since 1970>:<person>`, the credential base64(HMAC-SHA1(secret, user name)).
 */
export async function turnServers(
  { urls, secret, ttl }: TurnOptions,
  personId: string,
  now: number,
): Promise<LiveGrant['iceServers']> {
  const username = `${Math.floor(now / 1000) + ttl}:${personId}`;
  return [{ urls: [...urls], username, credential: await hmacSha1(secret, username) }];
}

async function hmacSha1(secret: string, text: string): Promise<string> {
  const bytes = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, bytes.encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(mac)));
}
