import { importJWK, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import * as v from 'valibot';
import { Id, type Person, PersonName, Rank } from '../../../src/domain.js';
import type { AgentKey, ServerOptions } from './options.js';

const SHORTEST_SECRET = 32;

const AgentClaims = v.object({
  tenant: Id,
  sub: Id,
  name: PersonName,
  exp: v.number(),
  /** A vendor may have roles of their own: every other is an agent. */
  role: v.fallback(Rank, 'agent'),
  scope: v.optional(v.unknown()),
});

/** What the vendor's server has in `scope` (RFC 8693, 4.2) where it writes the directory: a token for nothing else. */
const DIRECTORY_SCOPE = 'nearhand:people';

const ServerClaims = v.object({ tenant: Id, exp: v.number(), scope: v.string() });

export interface Agent {
  readonly tenant: string;
  readonly person: Person;
  readonly rank: Rank;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

async function importKey(key: AgentKey): Promise<Parameters<typeof jwtVerify>[1] & object> {
  if (key.alg === 'ES256') return importJWK(key.jwk, 'ES256');
  return secretBytes(key.secret);
}

function secretBytes(secret: string): Uint8Array {
  if (secret.length >= SHORTEST_SECRET) return new TextEncoder().encode(secret);
  throw new TypeError(
    `An agents' secret needs ${SHORTEST_SECRET} characters or more; make one: openssl rand -hex 32`,
  );
}

/** Checks the token that the vendor's own server gave to an agent: who they are, of which tenant. Nothing else is believed. */
export class Agents {
  readonly #options: ServerOptions['agents'];
  readonly #clock: () => number;

  constructor(options: ServerOptions['agents'], clock: () => number) {
    for (const key of options.keys) if (key.alg === 'HS256') secretBytes(key.secret);
    this.#options = options;
    this.#clock = clock;
  }

  async verify(token: string): Promise<Agent | undefined> {
    const claims = await this.#claims(token, AgentClaims);
    // What keeps the directory is the server's own, and opens nothing else to whoever got hold of it.
    if (!claims || isForDirectory(claims)) return undefined;
    const { tenant, sub, name, exp, role } = claims;
    return { tenant, person: { id: sub, name, role: 'agent' }, rank: role, expiresAt: exp };
  }

  /** The tenant whose directory the vendor's own server may write with this token. */
  async directory(token: string): Promise<string | undefined> {
    const claims = await this.#claims(token, ServerClaims);
    return claims && isForDirectory(claims) ? claims.tenant : undefined;
  }

  async #claims<T>(token: string, schema: v.GenericSchema<unknown, T>): Promise<T | undefined> {
    for (const key of this.#options.keys) {
      const claims = await this.#tryKey(key, token, schema);
      if (claims) return claims;
    }
    return undefined;
  }

  async #tryKey<T>(
    key: AgentKey,
    token: string,
    schema: v.GenericSchema<unknown, T>,
  ): Promise<T | undefined> {
    const { issuer, audience } = this.#options;
    try {
      const { payload } = await jwtVerify(token, await importKey(key), {
        algorithms: [key.alg],
        currentDate: new Date(this.#clock()),
        ...(issuer === undefined ? {} : { issuer }),
        ...(audience === undefined ? {} : { audience }),
      });
      return v.parse(schema, payload);
    } catch {
      return undefined;
    }
  }
}

const isForDirectory = ({ scope }: { readonly scope?: unknown }): boolean =>
  typeof scope === 'string' && scope.split(' ').includes(DIRECTORY_SCOPE);

export interface AgentTokenInput {
  readonly secret: string;
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  readonly role?: Rank;
  /** In seconds; an hour by default. */
  readonly lifetime?: number;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

/** An agent's token as a vendor's server would mint it. For demos and tests: in a product the secret stays on that server. */
export function mintAgentToken({ tenant, id, name, role, ...signing }: AgentTokenInput): Promise<string> {
  return sign({ tenant, sub: id, name, ...(role === undefined ? {} : { role }) }, signing);
}

/** A token with which the vendor's server keeps its directory. The secret, and this token, stay on that server. */
export function mintDirectoryToken({
  tenant,
  ...signing
}: Omit<AgentTokenInput, 'id' | 'name' | 'role'>): Promise<string> {
  return sign({ tenant, scope: DIRECTORY_SCOPE }, signing);
}

function sign(
  claims: JWTPayload,
  { secret, lifetime = 3600, now = Date.now() }: Pick<AgentTokenInput, 'secret' | 'lifetime' | 'now'>,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetime)
    .sign(secretBytes(secret));
}
