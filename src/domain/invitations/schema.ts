import * as v from 'valibot';
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
