import * as v from 'valibot';
import { newId } from '../../src/domain/ids.js';
import type { GuestPreview, LiveGrant } from '../../src/domain/live-grant.js';
import { GivenName } from '../../src/domain/primitives.js';
import type { Invitation } from '../../src/domain/records.js';
import { withPerson } from '../../src/domain/reduce.js';
import type { Person, Presence, Session } from '../../src/domain/session.js';
import { NearhandError } from '../../src/host/errors.js';
import type { Entry, InvitationDraft, MintedInvitation } from '../../src/ports/backend-port.js';
import type { MemoryBackendState } from './state.js';

const DAY = 24 * 3600_000;
const GRANT = 600_000;
const PROGRESS: readonly Invitation['status'][] = ['created', 'opened', 'waiting', 'joined'];

/** Links and grants: the half of the backend that decides who comes in. */
export class MemoryEntrance {
  protected readonly state: MemoryBackendState;
  /** A guest's own session. */
  protected sessionId: string | undefined;
  #actor: Person | undefined;

  constructor(state: MemoryBackendState, actor: Person | undefined) {
    this.state = state;
    this.#actor = actor;
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
    return this.#grant(joined, self, entry.key, invitation.id);
  }

  /** Whoever works here; a guest is nobody until they have entered. */
  protected self(): Person {
    if (!this.#actor) throw new NearhandError('backend/unauthorized', 'enter first');
    if (this.#actor.role !== 'agent' && this.presence() === 'refused')
      throw new NearhandError('live/refused', 'no longer part of the session');
    return this.#actor;
  }

  protected agent(): Person {
    const self = this.self();
    if (self.role !== 'agent') throw new NearhandError('backend/forbidden', 'for agents only');
    return self;
  }

  protected presence(): Presence | undefined {
    return presenceIn(this.state.get('sessions', this.sessionId ?? ''), this.#actor?.id);
  }

  protected markJoined(personId: string): void {
    const entered = [...this.state.access.values()].find((one) => one.personId === personId);
    const invitation = this.state.get('invitations', entered?.invitationId ?? '');
    if (invitation) this.#reached(invitation, 'joined');
  }

  async #renew(secret: string, key: JsonWebKey): Promise<LiveGrant> {
    const access = this.state.access.get(secret);
    if (!access) throw new NearhandError('live/refused', 'not an access secret of this backend');
    if (access.expires <= this.state.clock()) throw new NearhandError('link/expired', 'it was too long ago');
    const session = this.#open(access.sessionId);
    const person = session.people.find(({ id }) => id === access.personId);
    if (!person || person.presence === 'refused') throw new NearhandError('live/refused', 'not let in');
    const invitation = this.state.get('invitations', access.invitationId ?? '');
    if (invitation?.status === 'revoked')
      throw new NearhandError('link/revoked', 'the invitation was taken back');
    const { id, name, role } = person;
    const comesBack = role === 'agent' ? 'admitted' : 'waiting';
    const next = person.presence === 'left' ? comesBack : person.presence;
    return this.#grant(
      this.#place(session, { id, name, role }, next),
      { id, name, role },
      key,
      access.invitationId,
    );
  }

  async #grant(session: Session, self: Person, key: JsonWebKey, invitationId?: string): Promise<LiveGrant> {
    const expires = this.state.clock() + GRANT;
    const claims = {
      sid: session.id,
      sub: self.id,
      name: self.name,
      role: self.role,
      exp: Math.floor(expires / 1000),
    };
    const access = newId();
    this.state.access.set(access, {
      sessionId: session.id,
      personId: self.id,
      expires: expires + DAY,
      ...(invitationId === undefined ? {} : { invitationId }),
    });
    if (self.role !== 'agent') [this.#actor, this.sessionId] = [self, session.id];
    const expiresAt = new Date(expires).toISOString();
    return { session, self, access, expiresAt, iceServers: [], ...(await this.state.sign(claims, key)) };
  }

  #place(session: Session, self: Person, presence: Presence): Session {
    if (presenceIn(session, self.id) === presence || presence === 'left' || presence === 'refused')
      return session;
    const at = new Date(this.state.clock()).toISOString();
    const row = withPerson(session, self, presence, at);
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
