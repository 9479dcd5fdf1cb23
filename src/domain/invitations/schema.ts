import * as v from 'valibot';
import type { Kind } from '../kind.js';
import { Id, Instant, PersonName } from '../primitives.js';
import { Person, Role } from '../session.js';

export const Invitation = v.object({
  id: Id,
  sessionId: Id,
  channel: v.picklist(['link']),
  role: Role,
  /** How far it came. */
  status: v.picklist(['created', 'opened', 'waiting', 'joined', 'revoked', 'expired']),
  createdBy: Person,
  createdAt: Instant,
  expiresAt: Instant,
  /** The name that the last guest on it gave. */
  guestName: v.optional(PersonName),
});
export type Invitation = v.InferOutput<typeof Invitation>;

export const invitations = {
  schema: Invitation,
  indexes: { session: ['row.sessionId', 'row.createdAt'] },
} as const satisfies Kind;
