import type { KindRules } from '../kind-rules.js';

/** Minted, redeemed and revoked by the backend, which keeps their secrets; no page writes them. */
export const invitationRules = { writes: [] } as const satisfies KindRules<'invitations'>;
