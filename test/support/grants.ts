import { exportJWK, generateKeyPair, SignJWT, calculateJwkThumbprint, type JWK } from 'jose';
import { newId } from '../../src/domain/ids.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import type { Person, Role, Session } from '../../src/domain/session.js';

/** Who is granted what; what is left out is as it should be. */
export interface GrantDraft {
  readonly name: string;
  readonly role?: Role;
  /** Absent: a new person each time. */
  readonly personId?: string;
  /** Seconds from now. */
  readonly lifetime?: number;
  /** The session that the token names, if it is not the grant's own. */
  readonly tokenSession?: string;
  readonly key?: CryptoKeyPair;
  /** Signs with a key that nobody has in their grant. */
  readonly forged?: boolean;
}

export interface Granted {
  readonly grant: LiveGrant;
  readonly key: CryptoKeyPair;
}

export const newKey = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);

/** Stands in for a backend: signs grants of one session with a key of its own. */
export class GrantOffice {
  readonly session: Session;
  readonly #signing = generateKeyPair('ES256');
  readonly #forging = generateKeyPair('ES256');
  readonly #signalling: ((grant: Omit<LiveGrant, 'signalling'>) => LiveGrant['signalling']) | undefined;

  constructor(signalling?: (grant: Omit<LiveGrant, 'signalling'>) => LiveGrant['signalling']) {
    this.#signalling = signalling;
    const at = new Date().toISOString();
    const createdBy: Person = { id: 'lena', name: 'Lena', role: 'agent' };
    this.session = {
      id: newId(),
      context: 'demo:ticket:1042',
      title: 'Pump P-07 leaks',
      status: 'open',
      createdBy,
      createdAt: at,
      people: [],
    };
  }

  async grant(draft: GrantDraft): Promise<Granted> {
    const key = draft.key ?? (await newKey());
    const self: Person = { id: draft.personId ?? newId(), name: draft.name, role: draft.role ?? 'agent' };
    const lifetime = draft.lifetime ?? 600;
    const { publicKey } = await this.#signing;
    const base = {
      session: this.session,
      self,
      token: await this.#token(self, draft, key, lifetime),
      keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' } as JWK & { kty: string }],
      access: `access-of-${self.id}`,
      expiresAt: new Date(Date.now() + Math.max(lifetime, 60) * 1_000).toISOString(),
      iceServers: [],
    };
    const signalling = this.#signalling?.(base);
    return { grant: { ...base, ...(signalling && { signalling }) }, key };
  }

  async #token(self: Person, draft: GrantDraft, key: CryptoKeyPair, lifetime: number): Promise<string> {
    const jwk = await crypto.subtle.exportKey('jwk', key.publicKey);
    const { privateKey } = await (draft.forged ? this.#forging : this.#signing);
    const jkt = await calculateJwkThumbprint(jwk as JWK);
    const claims = {
      sid: draft.tokenSession ?? this.session.id,
      name: self.name,
      role: self.role,
      cnf: { jkt },
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setSubject(self.id)
      .setExpirationTime(Math.floor(Date.now() / 1_000) + lifetime)
      .sign(privateKey);
  }
}

/** A backend's `enter` for one person, as the room calls it. */
export const entrance = (office: GrantOffice, draft: GrantDraft): Pick<BackendPort, 'enter'> => {
  const personId = draft.personId ?? newId();
  return {
    async enter({ key: jwk }) {
      const publicKey = await crypto.subtle.importKey(
        'jwk',
        jwk,
        { name: 'ECDSA', namedCurve: 'P-256' },
        true,
        ['verify'],
      );
      // Only the public half is needed to bind a token to it.
      const key = { publicKey, privateKey: publicKey };
      return (await office.grant({ ...draft, personId, key })).grant;
    },
  };
};
