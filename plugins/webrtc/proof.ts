import * as v from 'valibot';
import type { LiveClaims, LiveGrant } from '../../src/domain.js';
import { fromBase64Url, toBase64Url } from './base64url.js';
import { refused } from './errors.js';
import { EcKey, importEcKey, readLiveToken, SIGNATURE, thumbprint } from './live-token.js';

/** Who we are: read anew for each proof, since a grant is renewed now and then. */
export interface Credentials {
  readonly grant: LiveGrant;
  readonly key: CryptoKeyPair;
}

export const Hello = v.object({
  kind: v.literal('hello'),
  token: v.pipe(v.string(), v.maxLength(8_192)),
  key: EcKey,
  nonce: v.pipe(v.string(), v.length(43)),
});
export type Hello = v.InferOutput<typeof Hello>;

export const ProofMessage = v.object({
  kind: v.literal('proof'),
  signature: v.pipe(v.string(), v.maxLength(128)),
});

/** The two ends of a DTLS connection, each as the SHA-256 fingerprint of its certificate. */
export interface Fingerprints {
  readonly local: string;
  readonly remote: string;
}

/**
 * One end of the proof: both say hello with a token and a nonce, and sign the other's nonce together with both
 * certificates' fingerprints by the key that the token is bound to. So a token cannot be used by who only saw it, and
 * nobody in the middle (the signalling server included) can stand between two ends unseen.
 */
export class Proof {
  readonly #credentials: Credentials;
  readonly #fingerprints: Fingerprints;
  readonly #nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  #theirs: Hello | undefined;

  constructor(credentials: Credentials, fingerprints: Fingerprints) {
    this.#credentials = credentials;
    this.#fingerprints = fingerprints;
  }

  async hello(): Promise<Hello> {
    const { grant, key } = this.#credentials;
    const jwk = v.parse(EcKey, await crypto.subtle.exportKey('jwk', key.publicKey));
    return { kind: 'hello', token: grant.token, key: jwk, nonce: this.#nonce };
  }

  /** Our answer to their hello. */
  async answer(hello: Hello): Promise<v.InferOutput<typeof ProofMessage>> {
    if (this.#theirs) throw refused('said hello twice');
    this.#theirs = hello;
    const { local, remote } = this.#fingerprints;
    const said = statement(hello.nonce, local, remote, this.#credentials.grant.session.id);
    const signature = await crypto.subtle.sign(SIGNATURE, this.#credentials.key.privateKey, said);
    return { kind: 'proof', signature: toBase64Url(new Uint8Array(signature)) };
  }

  /** The claims that the other end has now proved, or a rejection with `live/refused`. */
  async check(signature: string): Promise<LiveClaims> {
    const theirs = this.#theirs;
    if (!theirs) throw refused('proof before hello');
    const { grant } = this.#credentials;
    const claims = await readLiveToken(theirs.token, grant);
    if ((await thumbprint(theirs.key)) !== claims.cnf.jkt) throw refused('the token is bound to another key');
    const { local, remote } = this.#fingerprints;
    const said = statement(this.#nonce, remote, local, grant.session.id);
    const key = await importEcKey(theirs.key).catch((cause: unknown) =>
      Promise.reject(refused('no such key', cause)),
    );
    const good = await crypto.subtle.verify(SIGNATURE, key, fromBase64Url(signature), said);
    if (!good) throw refused('the signature does not fit');
    return claims;
  }
}

const statement = (nonce: string, signer: string, other: string, session: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(['nearhand-live-proof-1', nonce, signer, other, session]));

/** The one SHA-256 fingerprint of a description; undefined where it names none, or more than one. */
export function fingerprintOf(sdp: string | undefined): string | undefined {
  const found = new Set(
    [...(sdp ?? '').matchAll(/^a=fingerprint:(.+?)\s*$/gm)].map((match) => match[1]?.toLowerCase()),
  );
  const [only, ...more] = found;
  return more.length === 0 && only?.startsWith('sha-256 ') ? only : undefined;
}
