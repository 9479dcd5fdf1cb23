import * as v from 'valibot';
import { GivenName, Instant, Text } from '../primitives.js';
import { Person } from '../session.js';

/** Somebody whom the vendor's organisation knows: who there is to be invited, and how they are reached. */
export const DirectoryEntry = v.object({
  ...Person.entries,
  team: v.optional(GivenName),
  email: v.optional(v.pipe(Text, v.maxLength(254), v.regex(/^[^\s@]+@[^\s@]+$/))),
  /** E.164. */
  phone: v.optional(v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/))),
  /** When the vendor's server took them out: nothing else but who they were is kept from then on. */
  removedAt: v.optional(Instant),
});
export type DirectoryEntry = v.InferOutput<typeof DirectoryEntry>;

/** As the vendor's server writes it. */
export const DirectoryDraft = v.omit(DirectoryEntry, ['id', 'removedAt']);
