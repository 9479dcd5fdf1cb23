import * as v from 'valibot';
import { calculateJwkThumbprint } from 'jose';
import {
  type Change,
  type Invitation,
  type LiveGrant,
  newId,
  type Person,
  type Presence,
  type Session,
  sessionShownTo,
  withPerson,
  withRoomFor,
} from '../../../src/domain.js';
import type { Entry } from '../../../src/plugin.js';
import { refuse } from './answer.js';
import type { Access } from './access.js';
import { AccessClaims, guestOf } from './caller.js';
import type { AgentCaller, GuestCaller } from './caller.js';
import { guestId, invitationOf, reached } from './invitation-rows.js';
import type { Invitations, OpenLink } from './invitations.js';
import { LIFETIME } from './options.js';
import type { ServerOptions } from './options.js';
import type { Asker } from './quotas.js';
import type { SignallingDesk } from './signalling-desk.js';
import type { Storage, StorageWriter } from './storage.js';
import type { Tokens } from './tokens.js';
import { turnServers } from './turn.js';

type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

export interface EntranceInput {
  readonly storage: Storage;
  readonly access: Access;
  readonly tokens: Tokens;
  readonly invitations: Invitations;
  readonly desk: SignallingDesk;
  readonly options: Pick<ServerOptions, 'turn' | 'signalling'>;
  /** In ms: so long may a guest stay once their invitation has expired. */
  readonly stay: number;
  readonly clock: () => number;
  readonly changed: (tenant: string, changes: readonly Change[]) => void;
}

export interface RenewalInput {
  /** Who the vendor says is asking: an agent is let in again by that word, never by their own grant. */
  readonly vendor: () => Promise<AgentCaller>;
  /** Called as soon as it is known whose grant it is; may throw. */
  readonly known: (asker: Asker, sessionId: string) => void;
}

interface Entered {
  readonly session: Session;
  readonly self: Person;
  readonly changes: readonly Change[];
  /** In seconds since 1970: no grant lasts longer, however often it is renewed. */
  readonly until: number;
}

/** Lets people into live sessions, and gives each the grant for it. */
export class Entrance {
  readonly #on: EntranceInput;

  constructor(input: EntranceInput) {
    this.#on = input;
  }

  async agent(caller: AgentCaller, entry: EntryOf<'agent'>): Promise<LiveGrant> {
    const entered = await this.#on.storage.write(caller.tenant, async (writer) => {
      const session = openSession(await writer.get('sessions', entry.sessionId));
      return this.#place(session, caller.person, 'admitted', writer);
    });
    const grant = await this.#grant(caller.tenant, { ...entered, until: Infinity }, entry.key);
    return { ...grant, rank: caller.rank };
  }

  async guest(entry: EntryOf<'guest'>): Promise<LiveGrant> {
    const { tenant, result } = await this.#on.invitations.redeem(entry.token, (link, writer) =>
      this.#welcome(link, entry.name, writer),
    );
    return this.#grant(tenant, result, entry.key);
  }

  async renewal(entry: EntryOf<'renewal'>, { vendor, known }: RenewalInput): Promise<LiveGrant> {
    const verdict = await this.#on.tokens.verify('access', entry.access);
    if (verdict.status === 'expired') throw refuse('link/expired', 'it was too long ago');
    if (verdict.status !== 'valid')
      throw refuse('live/refused', 'the access token is not one of this server');
    const claims = v.parse(AccessClaims, verdict.claims);
    const { tenant, sid: sessionId, sub } = claims;
    known({ tenant, person: { id: sub } }, sessionId);
    if (claims.role === 'agent') {
      const caller = await vendor();
      if (caller.tenant === tenant && caller.person.id === sub)
        return this.agent(caller, { kind: 'agent', sessionId, key: entry.key });
      throw refuse('backend/unauthorized', 'the grant is that of another agent');
    }
    const entered = await this.#on.storage.write(tenant, (writer) => this.#return(guestOf(claims), writer));
    return this.#grant(tenant, entered, entry.key);
  }

  async #welcome(link: OpenLink, name: string, writer: StorageWriter): Promise<Entered> {
    const { invitation, session } = link;
    const self: Person = { id: guestId(invitation.id), name, role: invitation.role };
    const entered = await this.#place(session, self, 'waiting', writer);
    const row = { ...reached(invitation, 'waiting'), guestName: name };
    await writer.put({ collection: 'invitations', row });
    const changes: Change[] = [...entered.changes, { collection: 'invitations', row }];
    return { ...entered, changes, until: this.#until(invitation) };
  }

  async #return(caller: GuestCaller, writer: StorageWriter): Promise<Entered> {
    const { level, session } = await this.#on.access.standing(caller, writer);
    openSession(session);
    const invitation = await writer.get('invitations', invitationOf(caller.person.id) ?? '');
    const presence = level === 'admitted' ? 'admitted' : 'waiting';
    const entered = await this.#place(session, caller.person, presence, writer);
    return { ...entered, until: invitation ? this.#until(invitation) : 0 };
  }

  #until = ({ expiresAt }: Invitation): number => Math.floor((Date.parse(expiresAt) + this.#on.stay) / 1000);

  async #place(
    session: Session,
    self: Person,
    presence: Exclude<Presence, 'left' | 'refused'>,
    writer: StorageWriter,
  ): Promise<Omit<Entered, 'until'>> {
    const before = session.people.find((one) => one.id === self.id);
    if (before?.presence === presence) return { session, self, changes: [] };
    const now = this.#on.clock();
    const roomy = withRoomFor(session, self, now);
    if (!roomy) throw refuse('live/full', 'too many people are in this session');
    const at = new Date(now).toISOString();
    const row = withPerson(roomy, self, presence, at);
    const line = { id: newId(), sessionId: session.id, at, kind: presence, person: self };
    const changes: Change[] = [
      { collection: 'sessions', row },
      { collection: 'events', row: line },
    ];
    for (const change of changes) await writer.put(change);
    return { session: row, self, changes };
  }

  async #grant(tenant: string, entered: Entered, key: JsonWebKey): Promise<LiveGrant> {
    const { session, self, changes, until } = entered;
    this.#on.changed(tenant, changes);
    const now = Math.floor(this.#on.clock() / 1000);
    const expiry = Math.min(now + LIFETIME.live, until);
    const jkt = await thumbprint(key);
    const { tokens, desk, options } = this.#on;
    const signalling =
      options.signalling &&
      (await desk.seat({ tenant, sessionId: session.id, personId: self.id, role: self.role }, expiry));
    const who = { sid: session.id, sub: self.id, name: self.name, role: self.role, tenant };
    const live = { ...who, cnf: { jkt }, ...(signalling ? { pid: signalling.id } : {}) };
    return {
      session: self.role === 'agent' ? session : shownToSelf(session, self),
      self,
      token: await tokens.sign('live', live, expiry),
      access: await tokens.sign('access', who, Math.min(expiry + LIFETIME.renewal, until)),
      keys: [...tokens.publicKeys],
      expiresAt: new Date(expiry * 1000).toISOString(),
      issuedAt: new Date(this.#on.clock()).toISOString(),
      iceServers: options.turn ? await turnServers(options.turn, self.id, this.#on.clock()) : [],
      ...(signalling && options.signalling ? { signalling: { ...options.signalling, ...signalling } } : {}),
    };
  }
}

function shownToSelf(session: Session, { id }: Person): Session {
  const person = session.people.find((one) => one.id === id);
  if (!person) throw refuse('live/refused', 'no longer part of the session');
  return sessionShownTo({ level: person.presence === 'admitted' ? 'admitted' : 'waiting', person }, session);
}

function openSession(session: Session | undefined): Session {
  if (!session) throw refuse('backend/not-found', 'no such session');
  if (session.status === 'ended') throw refuse('session/ended', 'the session is over');
  return session;
}

async function thumbprint(key: JsonWebKey): Promise<string> {
  const { kty = '', crv = '', x = '', y = '', n = '', e = '' } = key;
  const members = kty === 'RSA' ? { kty, n, e } : kty === 'OKP' ? { kty, crv, x } : { kty, crv, x, y };
  try {
    return await calculateJwkThumbprint(members);
  } catch {
    throw refuse('backend/invalid-request', 'the key is not a public JWK');
  }
}
