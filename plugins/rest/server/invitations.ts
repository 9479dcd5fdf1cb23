import * as v from 'valibot';
import type { Change } from '../../../src/domain/change.js';
import { newId } from '../../../src/domain/ids.js';
import type { GuestPreview } from '../../../src/domain/live-grant.js';
import { Id } from '../../../src/domain/primitives.js';
import type { Invitation } from '../../../src/domain/invitations/schema.js';
import { sentAway } from '../../../src/domain/sent-away.js';
import type { Session } from '../../../src/domain/session.js';
import type { InvitationDraft, MintedInvitation } from '../../../src/ports/backend-port.js';
import { refuse } from './answer.js';
import type { AgentCaller } from './caller.js';
import { invitationOf, reached } from './invitation-rows.js';
import { LIFETIME } from './options.js';
import type { Storage, StorageReader, StorageWriter } from './storage.js';
import type { Tokens } from './tokens.js';

/** What a guest link's token says. `jti` is the invitation. */
const LinkClaims = v.object({ tenant: Id, sid: Id, jti: Id });

export interface InvitationsInput {
  readonly storage: Storage;
  readonly tokens: Tokens;
  readonly guestPage: string;
  readonly organisation: string | undefined;
  readonly clock: () => number;
  readonly changed: (tenant: string, changes: readonly Change[]) => void;
}

/** A link that has been checked, with what it leads to. */
export interface OpenLink {
  readonly tenant: string;
  readonly invitation: Invitation;
  readonly session: Session;
}

/** Guest links: made, given again, looked at, revoked. */
export class Invitations {
  readonly #on: InvitationsInput;

  constructor(input: InvitationsInput) {
    this.#on = input;
  }

  async mint(caller: AgentCaller, draft: InvitationDraft): Promise<MintedInvitation> {
    const { invitation, changes } = await this.#on.storage.write(caller.tenant, async (writer) => {
      const session = await writer.get('sessions', draft.sessionId);
      if (!session) throw refuse('backend/not-found', 'no such session');
      if (session.status === 'ended') throw refuse('session/ended', 'the session is over');
      return this.#liveOrNew(caller, draft, writer);
    });
    this.#on.changed(caller.tenant, changes);
    const claims = { tenant: caller.tenant, sid: invitation.sessionId, jti: invitation.id };
    const token = await this.#on.tokens.sign('link', claims, Date.parse(invitation.expiresAt) / 1000);
    return { invitation, link: `${this.#on.guestPage}#${token}` };
  }

  async revoke(caller: AgentCaller, id: string): Promise<void> {
    const changes = await this.#on.storage.write(caller.tenant, async (writer) => {
      const found = await writer.get('invitations', id);
      if (!found) throw refuse('backend/not-found', 'no such invitation');
      const session = await writer.get('sessions', found.sessionId);
      const at = new Date(this.#on.clock()).toISOString();
      const revoked: Change = { collection: 'invitations', row: { ...found, status: 'revoked' } };
      const written = [
        revoked,
        ...(session ? sentAway(session, (one) => invitationOf(one.id) === id, caller.person, at) : []),
      ];
      for (const change of written) await writer.put(change);
      return written;
    });
    this.#on.changed(caller.tenant, changes);
  }

  async preview(token: string): Promise<GuestPreview> {
    const { tenant, id } = await this.#claims(token);
    const { session, invitation } = await this.#on.storage.write(tenant, async (writer) => {
      const open = await this.#check(tenant, id, writer);
      const row = reached(open.invitation, 'opened');
      if (row !== open.invitation) await writer.put({ collection: 'invitations', row });
      return { ...open, invitation: row };
    });
    this.#on.changed(tenant, [{ collection: 'invitations', row: invitation }]);
    const { organisation } = this.#on;
    return {
      sessionId: session.id,
      title: session.title,
      hostName: session.createdBy.name,
      role: invitation.role,
      expiresAt: invitation.expiresAt,
      ...(organisation === undefined ? {} : { organisation }),
    };
  }

  /** Runs `work` with the checked link, in one transaction with the check. */
  async redeem<T>(
    token: string,
    work: (link: OpenLink, writer: StorageWriter) => Promise<T>,
  ): Promise<{ tenant: string; result: T }> {
    const { tenant, id } = await this.#claims(token);
    const result = await this.#on.storage.write(tenant, async (writer) =>
      work(await this.#check(tenant, id, writer), writer),
    );
    return { tenant, result };
  }

  /** The invitation's id, for the rate limit: undefined where the token is not ours. */
  async idOf(token: string): Promise<string | undefined> {
    const verdict = await this.#on.tokens.verify('link', token);
    return verdict.status === 'valid' ? verdict.claims.jti : undefined;
  }

  async #claims(token: string): Promise<{ tenant: string; id: string }> {
    const verdict = await this.#on.tokens.verify('link', token);
    if (verdict.status === 'expired') throw refuse('link/expired', 'the link has expired');
    const claims = verdict.status === 'valid' ? v.safeParse(LinkClaims, verdict.claims) : undefined;
    if (!claims?.success) throw refuse('link/invalid', 'the link is not one of this server');
    return { tenant: claims.output.tenant, id: claims.output.jti };
  }

  async #check(tenant: string, id: string, reader: StorageReader): Promise<OpenLink> {
    const invitation = await reader.get('invitations', id);
    if (!invitation) throw refuse('link/invalid', 'the invitation is not known');
    if (invitation.status === 'revoked') throw refuse('link/revoked', 'the invitation was taken back');
    const session = await reader.get('sessions', invitation.sessionId);
    if (!session) throw refuse('link/invalid', 'the session is not known');
    if (session.status === 'ended') throw refuse('session/ended', 'the session is over');
    return { tenant, invitation, session };
  }

  async #liveOrNew(caller: AgentCaller, draft: InvitationDraft, writer: StorageWriter): Promise<Minted> {
    const now = this.#on.clock();
    const kept = await writer.list({ collection: 'invitations', sessionId: draft.sessionId, limit: 200 });
    const same = kept
      .map(({ change }) => change.row as Invitation)
      .filter((row) => row.role === draft.role && row.status !== 'revoked' && row.status !== 'expired');
    const live = same.find((row) => Date.parse(row.expiresAt) > now);
    if (live) return { invitation: live, changes: [] };
    const over = same.map((row): Invitation => ({ ...row, status: 'expired' }));
    const invitation = newInvitation(caller, draft, now);
    const changes = [...over, invitation].map((row): Change => ({ collection: 'invitations', row }));
    for (const change of changes) await writer.put(change);
    return { invitation, changes };
  }
}

interface Minted {
  readonly invitation: Invitation;
  readonly changes: readonly Change[];
}

function newInvitation(caller: AgentCaller, draft: InvitationDraft, now: number): Invitation {
  const lifetime = Math.min(draft.lifetime ?? LIFETIME.link, LIFETIME.link) * 1000;
  return {
    id: newId(),
    sessionId: draft.sessionId,
    channel: draft.channel,
    role: draft.role,
    status: 'created',
    createdBy: caller.person,
    createdAt: new Date(now).toISOString(),
    // A token's expiry is in whole seconds; the row says the same instant.
    expiresAt: new Date(Math.floor((now + lifetime) / 1000) * 1000).toISOString(),
  };
}
