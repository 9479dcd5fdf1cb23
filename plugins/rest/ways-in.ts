import * as v from 'valibot';
import { GuestPreview, LiveGrant, MintedInvitation } from '../../src/domain.js';
import type { Entry, InvitationDraft, MintedInvitation as Minted } from '../../src/plugin.js';
import type { Http } from './http.js';

export const invite = (http: Http, draft: InvitationDraft, signal: AbortSignal): Promise<Minted> =>
  http.call({ method: 'POST', path: 'invitations', json: draft }, MintedInvitation, signal);

export async function revoke(http: Http, invitationId: string, signal: AbortSignal): Promise<void> {
  const path = `invitations/${encodeURIComponent(invitationId)}` as const;
  await http.call({ method: 'DELETE', path }, v.unknown(), signal);
}

export const preview = (http: Http, token: string, signal: AbortSignal): Promise<GuestPreview> =>
  http.call(
    { method: 'POST', path: 'guest/preview', json: { token }, anonymous: true },
    GuestPreview,
    signal,
  );

/** `isAgents`: whoever works here is let in again by the vendor's word alone; a guest by the grant that they had. */
export function enter(http: Http, entry: Entry, isAgents: boolean, signal: AbortSignal): Promise<LiveGrant> {
  const anonymous = entry.kind === 'guest' || (entry.kind === 'renewal' && !isAgents);
  return http.call({ method: 'POST', path: 'enter', json: entry, anonymous }, LiveGrant, signal);
}
