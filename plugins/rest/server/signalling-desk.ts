import * as v from 'valibot';
import { Id } from '../../../src/domain/primitives.js';
import { LIFETIME } from './options.js';
import type { Storage } from './storage.js';
import type { Tokens } from './tokens.js';

/** Whose place it is. */
export interface Holder {
  readonly tenant: string;
  readonly sessionId: string;
  readonly personId: string;
}

const TicketClaims = v.object({ jti: v.string(), tenant: Id, sid: Id, sub: Id });

/** What stands before the `-` of a signalling id is the same for everybody in one session, and for nobody else. */
export const roomOf = (signallingId: string): string => signallingId.slice(0, signallingId.indexOf('-'));

/** Decides who may use the signalling, and knows who does: transport-free, so that the server can run without one. */
export class SignallingDesk {
  readonly #connected = new Map<string, { holder: Holder; close: () => void }>();
  readonly #storage: Storage;
  readonly #tokens: Tokens;
  readonly #clock: () => number;

  constructor(storage: Storage, tokens: Tokens, clock: () => number) {
    this.#storage = storage;
    this.#tokens = tokens;
    this.#clock = clock;
  }

  /** A new random id, and the ticket that claims it for the life of one live token. */
  async seat(holder: Holder): Promise<{ id: string; ticket: string }> {
    const id = `${await room(holder)}-${crypto.randomUUID().replaceAll('-', '')}`;
    const claims = { jti: id, tenant: holder.tenant, sid: holder.sessionId, sub: holder.personId };
    const expiry = Math.floor(this.#clock() / 1000) + LIFETIME.live;
    return { id, ticket: await this.#tokens.sign('signalling', claims, expiry) };
  }

  /** Who may connect by this id and ticket now; undefined for nobody. */
  async check(id: string, ticket: string): Promise<Holder | undefined> {
    const verdict = await this.#tokens.verify('signalling', ticket);
    if (verdict.status !== 'valid') return undefined;
    const { jti, tenant, sid: sessionId, sub: personId } = v.parse(TicketClaims, verdict.claims);
    const session = jti === id ? await this.#storage.read(tenant).get('sessions', sessionId) : undefined;
    const presence = session?.people.find((one) => one.id === personId)?.presence;
    const welcome = presence === 'waiting' || presence === 'admitted';
    return session?.status === 'open' && welcome ? { tenant, sessionId, personId } : undefined;
  }

  /** Call the result once the connection is gone. */
  connect(id: string, holder: Holder, close: () => void): () => void {
    const entry = { holder, close };
    this.#connected.set(id, entry);
    return () => {
      if (this.#connected.get(id) === entry) this.#connected.delete(id);
    };
  }

  isConnected(id: string): boolean {
    return this.#connected.has(id);
  }

  /** The ids that are connected in the session of this id, without itself. */
  others(id: string): string[] {
    return [...this.#connected.keys()].filter((one) => one !== id && roomOf(one) === roomOf(id));
  }

  /** Closes the connections of a session: all of them, or those of the people named. */
  close(tenant: string, sessionId: string, people?: ReadonlySet<string>): void {
    for (const { holder, close } of [...this.#connected.values()]) {
      if (holder.tenant !== tenant || holder.sessionId !== sessionId) continue;
      if (!people || people.has(holder.personId)) close();
    }
  }
}

async function room({ tenant, sessionId }: Holder): Promise<string> {
  const bytes = new TextEncoder().encode(`${tenant}/${sessionId}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
