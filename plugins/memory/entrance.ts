import * as v from 'valibot';
import {
  GivenName,
  type GuestPreview,
  type Invitation,
  type LiveGrant,
  newId,
  type Person,
  type Presence,
  type Rank,
  sentAway,
  type Session,
  sessionShownTo,
  type Standing,
  standingOf,
  withPerson,
  withRoomFor,
} from '../../src/domain.js';
import { type Entry, type InvitationDraft, type MintedInvitation, NearhandError } from '../../src/plugin.js';
import type { MemoryBackendState } from './state.js';

const DAY = 24 * 3600_000;
const GRANT = 600_000;
/** So long may a guest stay once their link has expired. */
const STAY = 3600_000;
const never = new AbortController().signal;
const PROGRESS: readonly Invitation['status'][] = ['created', 'opened', 'waiting', 'joined'];

/** Links and grants: the half of the backend that decides who comes in. */
export class MemoryEntrance {
  protected readonly state: MemoryBackendState;
  /** A guest's own session. */
  protected sessionId: string | undefined;
  #actor: Person | undefined;
  /** Guests have none. */
  protected readonly rank: Rank | undefined;

  constructor(state: MemoryBackendState, actor: Person | undefined, rank: Rank) {
    this.state = state;
    this.#actor = actor;
    this.rank = actor?.role === 'agent' ? rank : undefined;
  }

  async invite(draft: InvitationDraft, signal: AbortSignal): Promise<MintedInvitation> {
    signal.throwIfAborted();
    const createdBy = this.agent();
    this.#open(draft.sessionId);
    const live = this.state
      .all('invitations')
      .find(({ row }) => row.sessionId === draft.sessionId && row.role === draft.role && this.#isLive(row));
    const invitation = live?.row ?? this.#newInvitation(draft, createdBy);
    const [secret = ''] = [...this.state.links].find(([, id]) => id === invitation.id) ?? [];
    return { invitation, link: `/join.html#${secret}` };
  }

  async revoke(invitationId: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.agent();
    const row = this.state.get('invitations', invitationId);
    if (!row) throw new NearhandError('backend/not-found', 'no such invitation');
    this.state.put([{ collection: 'invitations', row: { ...row, status: 'revoked' } }]);
    const session = this.state.get('sessions', row.sessionId);
    if (!session) return;
    const cameByIt = ({ id }: Person): boolean => this.state.guests.get(id) === invitationId;
    this.state.put(sentAway(session, cameByIt, this.agent(), new Date(this.state.clock()).toISOString()));
  }

  async preview(token: string, signal: AbortSignal): Promise<GuestPreview> {
    signal.throwIfAborted();
    const { invitation, session } = this.#link(token);
    this.#reached(invitation, 'opened');
    const { role, expiresAt } = invitation;
    return { sessionId: session.id, title: session.title, hostName: session.createdBy.name, role, expiresAt };
  }

  async enter(entry: Entry, signal: AbortSignal): Promise<LiveGrant> {
    signal.throwIfAborted();
    if (entry.kind === 'agent') {
      const session = this.#place(this.#open(entry.sessionId), this.agent(), 'admitted');
      return this.#grant(session, this.agent(), entry.key);
    }
    if (entry.kind === 'renewal') return this.#renew(entry.access, entry.key);
    const { invitation, session } = this.#link(entry.token);
    const name = v.safeParse(GivenName, entry.name);
    if (!name.success) throw new NearhandError('backend/invalid-request', 'a name that can be seen, please');
    const self: Person = { id: newId(), name: name.output, role: invitation.role };
    const joined = this.#place(session, self, 'waiting');
    this.#reached({ ...invitation, guestName: self.name }, 'waiting');
    this.state.guests.set(self.id, invitation.id);
    return this.#grant(joined, self, entry.key);
  }

  /** Whoever works here; a guest is nobody until they have entered. */
  protected self(): Person {
    if (this.#actor) return this.#actor;
    throw new NearhandError('backend/unauthorized', 'enter first');
  }

  /** A guest's, as it is now; throws where nothing is granted any more. */
  protected standing(): Standing | undefined {
    const self = this.self();
    return self.role === 'agent' ? undefined : this.#standingOf(self.id, this.sessionId);
  }

  #standingOf(personId: string, sessionId = ''): Standing {
    const standing = standingOf({
      personId,
      session: this.state.get('sessions', sessionId),
      invitation: this.invitationOf(personId),
      now: this.state.clock(),
      stay: STAY,
    });
    if ('refused' in standing) throw new NearhandError(standing.refused, 'no longer part of the session');
    return standing;
  }

  protected agent(): Person {
    const self = this.self();
    if (self.role !== 'agent') throw new NearhandError('backend/forbidden', 'for agents only');
    return self;
  }

  protected markJoined(personId: string): void {
    const invitation = this.invitationOf(personId);
    if (invitation) this.#reached(invitation, 'joined');
  }

  protected invitationOf(personId: string): Invitation | undefined {
    return this.state.get('invitations', this.state.guests.get(personId) ?? '');
  }

  async #renew(secret: string, key: JsonWebKey): Promise<LiveGrant> {
    const access = this.state.access.get(secret);
    if (!access) throw new NearhandError('live/refused', 'not an access secret of this backend');
    if (access.expires <= this.state.clock()) throw new NearhandError('link/expired', 'it was too long ago');
    if (access.self.role === 'agent') {
      if (this.#actor?.id !== access.self.id)
        throw new NearhandError('backend/unauthorized', 'the grant is that of another agent');
      return this.enter({ kind: 'agent', sessionId: access.sessionId, key }, never);
    }
    const { level } = this.#standingOf(access.self.id, access.sessionId);
    const session = this.#open(access.sessionId);
    const next = level === 'admitted' ? 'admitted' : 'waiting';
    return this.#grant(this.#place(session, access.self, next), access.self, key);
  }

  async #grant(session: Session, self: Person, key: JsonWebKey): Promise<LiveGrant> {
    const invitation = this.invitationOf(self.id);
    const until = invitation ? Date.parse(invitation.expiresAt) + STAY : Infinity;
    const expires = Math.min(this.state.clock() + GRANT, until);
    const claims = {
      sid: session.id,
      sub: self.id,
      name: self.name,
      role: self.role,
      exp: Math.floor(expires / 1000),
    };
    const access = newId();
    this.state.access.set(access, { sessionId: session.id, self, expires: Math.min(expires + DAY, until) });
    const expiresAt = new Date(expires).toISOString();
    const signed = await this.state.sign(claims, key);
    if (self.role === 'agent') return { session, self, access, expiresAt, iceServers: [], ...signed };
    [this.#actor, this.sessionId] = [self, session.id];
    const shown = sessionShownTo(this.#standingOf(self.id, session.id), session);
    return { session: shown, self, access, expiresAt, iceServers: [], ...signed };
  }

  #place(session: Session, self: Person, presence: Presence): Session {
    if (presenceIn(session, self.id) === presence || presence === 'left' || presence === 'refused')
      return session;
    const now = this.state.clock();
    const roomy = withRoomFor(session, self, now);
    if (!roomy) throw new NearhandError('live/full', 'too many people are in this session');
    const at = new Date(now).toISOString();
    const row = withPerson(roomy, self, presence, at);
    const line = { id: newId(), sessionId: session.id, at, kind: presence, person: self };
    this.state.put([
      { collection: 'sessions', row },
      { collection: 'events', row: line },
    ]);
    return row;
  }

  #open(sessionId: string): Session {
    const session = this.state.get('sessions', sessionId);
    if (!session) throw new NearhandError('backend/not-found', 'no such session');
    if (session.status === 'ended') throw new NearhandError('session/ended', 'the session is over');
    return session;
  }

  #link(secret: string): { invitation: Invitation; session: Session } {
    const invitation = this.state.get('invitations', this.state.links.get(secret) ?? '');
    if (!invitation) throw new NearhandError('link/invalid', 'not a link of this backend');
    if (invitation.status === 'revoked')
      throw new NearhandError('link/revoked', 'the invitation was taken back');
    if (!this.#isLive(invitation)) throw new NearhandError('link/expired', 'the link has expired');
    return { invitation, session: this.#open(invitation.sessionId) };
  }

  #isLive = ({ status, expiresAt }: Invitation): boolean =>
    status !== 'revoked' && Date.parse(expiresAt) > this.state.clock();

  #newInvitation({ lifetime = DAY / 1000, ...draft }: InvitationDraft, createdBy: Person): Invitation {
    const now = this.state.clock();
    const row: Invitation = {
      ...draft,
      id: newId(),
      status: 'created',
      createdBy,
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(Math.min(now + lifetime * 1000, now + DAY)).toISOString(),
    };
    this.state.links.set(newId(), row.id);
    this.state.put([{ collection: 'invitations', row }]);
    return row;
  }

  /** An invitation never goes back. */
  #reached(invitation: Invitation, status: Invitation['status']): void {
    const further = PROGRESS.indexOf(status) > PROGRESS.indexOf(invitation.status);
    const row = further ? { ...invitation, status } : invitation;
    this.state.put([{ collection: 'invitations', row }]);
  }
}

const presenceIn = (session: Session | undefined, personId: string | undefined): Presence | undefined =>
  session?.people.find(({ id }) => id === personId)?.presence;
