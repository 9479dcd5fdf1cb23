import * as v from 'valibot';
import { Id, Person, type Rank } from '../../../src/domain.js';
import type { Agents } from './agents.js';
import { refuse } from './answer.js';
import type { People } from './people.js';
import type { Tokens } from './tokens.js';

interface Known {
  readonly tenant: string;
  readonly person: Person;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}
export interface AgentCaller extends Known {
  readonly kind: 'agent';
  readonly rank: Rank;
}
export interface GuestCaller extends Known {
  readonly kind: 'guest';
  readonly sessionId: string;
}
export type Caller = AgentCaller | GuestCaller;

/** What an access token says. */
export const AccessClaims = v.object({
  tenant: Id,
  sid: Id,
  sub: Id,
  name: Person.entries.name,
  role: Person.entries.role,
  exp: v.number(),
});

/** Finds out who asks. What they may do is for `Access` to say. */
export class Callers {
  readonly #agents: Agents;
  readonly #tokens: Tokens;
  readonly #people: People;

  constructor(agents: Agents, tokens: Tokens, people: People) {
    this.#agents = agents;
    this.#tokens = tokens;
    this.#people = people;
  }

  async of(request: Request): Promise<Caller> {
    const token = bearer(request);
    const agent = await this.#agents.verify(token);
    if (agent) {
      await this.#people.signIn(agent);
      return { kind: 'agent', ...agent };
    }
    const verdict = await this.#tokens.verify('access', token);
    if (verdict.status !== 'valid')
      throw refuse('backend/unauthorized', 'the token is not valid, or not any more');
    return guestOf(v.parse(AccessClaims, verdict.claims));
  }

  /** The tenant whose own server asks, to keep its directory. */
  async directory(request: Request): Promise<string> {
    const tenant = await this.#agents.directory(bearer(request));
    if (tenant !== undefined) return tenant;
    throw refuse('backend/unauthorized', "the directory needs a token of the vendor's own server");
  }
}

/** An agent has a token of their own for the records; the access token of their grant only renews that. */
export function guestOf(claims: v.InferOutput<typeof AccessClaims>): GuestCaller {
  const { tenant, sid: sessionId, sub: id, name, role, exp: expiresAt } = claims;
  if (role === 'agent') throw refuse('backend/unauthorized', 'an agent calls with the token of the vendor');
  return { kind: 'guest', tenant, sessionId, person: { id, name, role }, expiresAt };
}

export function bearer(request: Request): string {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && token) return token;
  throw refuse('backend/unauthorized', 'the request needs an Authorization header with a bearer token');
}

export function agentOnly(caller: Caller): AgentCaller {
  if (caller.kind === 'agent') return caller;
  throw refuse('backend/forbidden', 'for agents only');
}
