import * as v from 'valibot';
import { Id, Role } from '../../../src/domain.js';
import type { Access, Holder, Part } from './access.js';
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
  /** In the call: until that is known they hear and say nothing. */
  part: Part | undefined;
}

/** Somebody in a call. */
interface Participant {
  readonly holder: Holder;
  readonly part: Part | undefined;
}

/** Whoever waits meets agents, and themselves in another tab; nobody else learns of them, nor they of anybody. */
function mayMeet(one: Participant, other: Participant): boolean {
  const parts = [one.part, other.part];
  if (parts.includes(undefined)) return false;
  return (
    parts.includes('agent') || !parts.includes('waiting') || one.holder.personId === other.holder.personId
  );
}

/** Knows who uses the signalling, and lets in whoever may: transport-free, so that the server can run without one. */
export class SignallingDesk {
  readonly #connections = new Set<Connection>();
  /** Those who are in. */
  readonly #byId = new Map<string, Connection>();
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
    const id = crypto.randomUUID();
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
    const connection: Connection = { id, holder, close, part: undefined };
    const leave = (): void => void this.#forget(connection);
    // Before the rows are asked: whoever is sent away in the meantime is closed by that.
    this.#connections.add(connection);
    const part = await this.#access.partOf(holder);
    if (!part) {
      leave();
      return undefined;
    }
    connection.part = part;
    this.#byId.set(id, connection);
    for (const other of this.#tooMany(connection)) this.#close(other);
    return leave;
  }

  /** May what this id says be passed on to that one now? */
  reaches(from: string, to: string): boolean {
    const [one, other] = [this.#byId.get(from), this.#byId.get(to)];
    return !!one && !!other && isSameSession(one.holder, other.holder) && mayMeet(one, other);
  }

  /** The ids of the session's others whom this participant may meet, without the one of their own that is named. */
  others(self: Participant, id: string): string[] {
    return [...this.#connections]
      .filter((one) => one.id !== id && isSameSession(one.holder, self.holder) && mayMeet(self, one))
      .map((one) => one.id);
  }

  /**
   * Closes every connection of those who have no part any more; of one tenant's sessions, or of all. Whose part is another
   * now connects anew, and then finds those whom they could not meet before.
   */
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
        const before = connection.part;
        const now = this.#granted.has(keyOf(holder)) ? await this.#access.partOf(holder) : undefined;
        if (!now || (before && now !== before)) this.#close(connection);
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
    if (this.#forget(connection)) connection.close();
  }

  #forget(connection: Connection): boolean {
    if (this.#byId.get(connection.id) === connection) this.#byId.delete(connection.id);
    return this.#connections.delete(connection);
  }
}

const keyOf = ({ tenant, sessionId, personId }: Holder): string =>
  JSON.stringify([tenant, sessionId, personId]);

const isSameSession = (one: Holder, other: Holder): boolean =>
  one.tenant === other.tenant && one.sessionId === other.sessionId;
