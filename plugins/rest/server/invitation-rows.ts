import type { Invitation } from '../../../src/domain/invitations/schema.js';

const PROGRESS = ['created', 'opened', 'waiting', 'joined'] as const;
type Progress = (typeof PROGRESS)[number];

/** The invitation, as far as it has now come; it never goes back, also when a second guest opens the same link. */
export function reached(invitation: Invitation, status: Progress): Invitation {
  const before = PROGRESS.indexOf(invitation.status as Progress);
  return before >= 0 && before < PROGRESS.indexOf(status) ? { ...invitation, status } : invitation;
}

/** A guest's id, random for each entry. It names the invitation, so that nothing else need remember which one they came by. */
export const guestId = (invitationId: string): string =>
  `${invitationId}.${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`;

export const invitationOf = (personId: string): string | undefined =>
  /^(.+)\.[0-9a-f]{20}$/.exec(personId)?.[1];
