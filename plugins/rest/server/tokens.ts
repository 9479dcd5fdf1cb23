import {
  calculateJwkThumbprint,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import type { Storage } from './storage.js';

/** What a token of this server is for; one made for one purpose is refused for every other. */
export type Purpose = 'link' | 'live' | 'access' | 'media' | 'signalling';

export type Verdict =
  { readonly status: 'valid'; readonly claims: JWTPayload } | { readonly status: 'invalid' | 'expired' };

const ALGORITHM = 'ES256';
const audience = (purpose: Purpose): string => `nearhand:${purpose}`;

/** Signs and checks this server's own tokens: JWTs (RFC 7519) by one ES256 key that is made once and kept in the storage. */
export class Tokens {
  readonly publicKeys: readonly (JWK & { kty: string })[];
  readonly #key: CryptoKey;
  readonly #publicKey: CryptoKey;
  readonly #kid: string;
  readonly #clock: () => number;

  private constructor(
    jwk: JWK,
    keys: { secret: CryptoKey; open: CryptoKey },
    kid: string,
    clock: () => number,
  ) {
    this.#key = keys.secret;
    this.#publicKey = keys.open;
    this.#kid = kid;
    this.#clock = clock;
    this.publicKeys = [{ ...publicHalf(jwk), kid, alg: ALGORITHM, use: 'sig' }];
  }

  static async open(storage: Storage, clock: () => number): Promise<Tokens> {
    const jwk = JSON.parse(await storage.setting('signing-key', makeKey)) as JWK;
    const secret = (await importJWK(jwk, ALGORITHM)) as CryptoKey;
    const open = (await importJWK(publicHalf(jwk), ALGORITHM)) as CryptoKey;
    return new Tokens(jwk, { secret, open }, await calculateJwkThumbprint(jwk), clock);
  }

  /** `expiresAt` in seconds since 1970. */
  sign(purpose: Purpose, claims: JWTPayload, expiresAt: number): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid: this.#kid, typ: 'JWT' })
      .setAudience(audience(purpose))
      .setIssuedAt(Math.floor(this.#clock() / 1000))
      .setExpirationTime(expiresAt)
      .sign(this.#key);
  }

  async verify(purpose: Purpose, token: string): Promise<Verdict> {
    try {
      const { payload } = await jwtVerify(token, this.#publicKey, {
        algorithms: [ALGORITHM],
        audience: audience(purpose),
        currentDate: new Date(this.#clock()),
      });
      return { status: 'valid', claims: payload };
    } catch (error) {
      return { status: error instanceof errors.JWTExpired ? 'expired' : 'invalid' };
    }
  }
}

async function makeKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
}

function publicHalf(jwk: JWK): JWK & { kty: string } {
  const { kty = 'EC', crv = 'P-256', x = '', y = '' } = jwk;
  return { kty, crv, x, y };
}
