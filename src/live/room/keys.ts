/** A signing key of this page alone (ECDSA P-256): its private half cannot leave the browser, and is gone with the page. */
export interface LiveKey {
  readonly pair: CryptoKeyPair;
  /** The public half, to which a backend binds the live token. */
  readonly jwk: JsonWebKey;
}

export async function newLiveKey(): Promise<LiveKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { pair, jwk: { kty, crv, x, y } as JsonWebKey };
}
