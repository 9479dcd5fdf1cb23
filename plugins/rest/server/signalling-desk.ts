import * as v from 'valibot';
import { Id } from '../../../src/domain/primitives.js';
import { Role } from '../../../src/domain/session.js';
import type { Access, Holder } from './access.js';
import type { Tokens } from './tokens.js';

const TicketClaims = v.object({ jti: v.string(), tenant: Id, sid: Id, sub: Id, role: Role, exp: v.number() });

/** A page has one, and another for a moment while it reconnects. Past these the oldest goes; past the second, of guests. */
const MOST_CONNECTIONS = { person: 10, session: 500 } as const;

/** In seconds: a page that renews its grant late, or on a slow way, is not cut off. */
const GRACE = 60;

interface Connection {
  readonly id: string;
  readonly holder: Holder;
  readonly close: () => void;
  /** They may take part: until that is known they hear and say nothing. */
  isIn: boolean;
}

/** What stands before the `-` of a signalling id is the same for everybody in one session, and for nobody else. */
export const roomOf = (signallingId: string): string => signallingId.slice(0, signallingId.indexOf('-'));

/** Knows who uses the signalling, and lets in whoever may: transport-free, so that the server can run without one. */
export class SignallingDesk {
  readonly #connections = new Set<Connection>();
  /** Until when each person's newest grant lasts, in seconds since 1970. A connection is not a grant: it ends with it. */
  readonly #granted = new Map<string, number>();
  readonly #access: Access;
  readonly #tokens: Tokens;
  readonly #clock: () => number;

  constructor(access: Access, tokens: Tokens, clock: () => number) {
    this.#access = access;
    this.#tokens = tokens;
    this.#clock = clock;
  }

  /** A new random id, and the ticket that claims it. `expiry` in seconds since 1970. */
  async seat(holder: Holder, expiry: number): Promise<{ id: string; ticket: string }> {
    const { tenant, sessionId: sid, personId: sub, role } = holder;
    const id = `${await room(holder)}-${crypto.randomUUID().replaceAll('-', '')}`;
    const claims = { jti: id, tenant, sid, sub, role };
    this.#grant(holder, expiry);
    return { id, ticket: await this.#tokens.sign('signalling', claims, expiry) };
  }

  /**
   * Connects whoever holds this ticket for this id, if they may take part now. Undefined: they may not. Call the result
   * once the connection is gone. One id has one connection: a later one closes the earlier.
   */
  async connect(id: string, ticket: string, close: () => void): Promise<(() => void) | undefined> {
    const holder = await this.#holderOf(id, ticket);
    if (!holder) return undefined;
    const connection: Connection = { id, holder, close, isIn: false };
    const leave = (): void => void this.#connections.delete(connection);
    // Before the rows are asked: whoever is sent away in the meantime is closed by that.
    this.#connections.add(connection);
    if (!(await this.#access.mayTakePart(holder))) {
      leave();
      return undefined;
    }
    connection.isIn = true;
    for (const other of this.#tooMany(connection)) this.#close(other);
    return leave;
  }

  isConnected(id: string): boolean {
    return [...this.#connections].some((one) => one.isIn && one.id === id);
  }

  /** The ids that are connected in the session of this id, without itself. */
  others(id: string): string[] {
    const ids = [...this.#connections].filter((one) => one.isIn && one.id !== id).map((one) => one.id);
    return ids.filter((one) => roomOf(one) === roomOf(id));
  }

  /** Closes every connection of those who may not take part any more; of one tenant's sessions, or of all. */
  async review(tenant?: string, sessionIds?: ReadonlySet<string>): Promise<void> {
    this.#forgetOver();
    const asked = [...this.#connections].filter(
      ({ holder }) =>
        (tenant === undefined || holder.tenant === tenant) &&
        (!sessionIds || sessionIds.has(holder.sessionId)),
    );
    await Promise.all(
      asked.map(async (connection) => {
        const { holder } = connection;
        const may = this.#granted.has(keyOf(holder)) && (await this.#access.mayTakePart(holder));
        if (!may) this.#close(connection);
      }),
    );
  }

  async #holderOf(id: string, ticket: string): Promise<Holder | undefined> {
    const verdict = await this.#tokens.verify('signalling', ticket);
    const claims = verdict.status === 'valid' ? v.safeParse(TicketClaims, verdict.claims) : undefined;
    if (!claims?.success || claims.output.jti !== id) return undefined;
    const { tenant, sid: sessionId, sub: personId, role, exp } = claims.output;
    const holder = { tenant, sessionId, personId, role };
    this.#grant(holder, exp);
    return holder;
  }

  #grant(holder: Holder, expiry: number): void {
    const key = keyOf(holder);
    this.#granted.set(key, Math.max(expiry, this.#granted.get(key) ?? 0));
  }

  #forgetOver(): void {
    const now = this.#clock() / 1000;
    for (const [key, expiry] of this.#granted) if (expiry + GRACE < now) this.#granted.delete(key);
  }

  #tooMany({ id, holder }: Connection): Connection[] {
    const all = [...this.#connections].filter((one) => isSameSession(one.holder, holder));
    const own = all.filter((one) => one.holder.personId === holder.personId);
    const same = own.filter((one) => one.id === id).slice(0, -1);
    return [
      ...same,
      ...own.filter((one) => !same.includes(one)).slice(0, -MOST_CONNECTIONS.person),
      ...all
        .slice(0, Math.max(0, all.length - MOST_CONNECTIONS.session))
        .filter((one) => one.holder.role !== 'agent'),
    ];
  }

  #close(connection: Connection): void {
    if (this.#connections.delete(connection)) connection.close();
  }
}

const keyOf = ({ tenant, sessionId, personId }: Holder): string =>
  JSON.stringify([tenant, sessionId, personId]);

const isSameSession = (one: Holder, other: Holder): boolean =>
  one.tenant === other.tenant && one.sessionId === other.sessionId;

async function room({ tenant, sessionId }: Holder): Promise<string> {
  const bytes = new TextEncoder().encode(`${tenant}/${sessionId}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
