import * as v from 'valibot';
import { LiveClaims, type LiveGrant, timeNow } from '../../src/domain.js';
import { fromBase64Url, toBase64Url } from './base64url.js';
import { expired, refused } from './errors.js';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };
export const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

/** Clocks of phones are wrong by so much, in seconds. */
const LEEWAY = 60;

/** Public EC key, as RFC 7518 section 6.2.1 names its members. */
export const EcKey = v.object({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  x: v.pipe(v.string(), v.maxLength(64)),
  y: v.pipe(v.string(), v.maxLength(64)),
});
export type EcKey = v.InferOutput<typeof EcKey>;

export const importEcKey = ({ kty, crv, x, y }: EcKey): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { kty, crv, x, y }, ECDSA, false, ['verify']);

/** RFC 7638: SHA-256 over the required members in lexical order, base64url. */
export async function thumbprint({ crv, kty, x, y }: EcKey): Promise<string> {
  const canonical = new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }));
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', canonical)));
}

export const isExpired = (claims: LiveClaims, now = timeNow()): boolean => claims.exp + LEEWAY < now / 1_000;

/**
 * The claims of a live token (JWT, RFC 7519, ES256 only) that one of the grant's keys signed, for this session, in time.
 * Rejects with `live/refused`.
 */
export async function readLiveToken(token: string, grant: LiveGrant): Promise<LiveClaims> {
  const [head, body, signature, ...rest] = token.split('.');
  if (!head || !body || !signature || rest.length > 0) throw refused('the token is no JWT');
  if (!(await isSigned(`${head}.${body}`, signature, grant)))
    throw refused('the token has no good signature');
  const claims = v.safeParse(LiveClaims, parse(body));
  if (!claims.success) throw refused('the token says not what it should');
  if (claims.output.sid !== grant.session.id) throw refused('the token is for another session');
  if (isExpired(claims.output)) throw expired();
  return claims.output;
}

async function isSigned(signed: string, signature: string, grant: LiveGrant): Promise<boolean> {
  const bytes = decode(signature);
  const header = v.safeParse(
    v.object({ alg: v.literal('ES256'), kid: v.optional(v.string()) }),
    parse(signed.split('.')[0] ?? ''),
  );
  if (!header.success || !bytes) return false;
  const { kid } = header.output;
  for (const jwk of grant.keys) {
    if (kid !== undefined && jwk.kid !== undefined && kid !== jwk.kid) continue;
    const key = v.safeParse(EcKey, jwk);
    if (!key.success) continue;
    const good = await crypto.subtle.verify(
      SIGNATURE,
      await importEcKey(key.output),
      bytes,
      new TextEncoder().encode(signed),
    );
    if (good) return true;
  }
  return false;
}

function decode(part: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return fromBase64Url(part);
  } catch {
    return undefined;
  }
}

function parse(part: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(decode(part)));
  } catch {
    return undefined;
  }
}
