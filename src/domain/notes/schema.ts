import * as v from 'valibot';
import type { Kind } from '../kind.js';
import { Id, Instant, LIMITS, Text } from '../primitives.js';
import { Person } from '../session.js';

export const Note = v.object({
  id: Id,
  sessionId: Id,
  author: Person,
  text: v.pipe(Text, v.minLength(1), v.maxLength(LIMITS.note)),
  createdAt: Instant,
});
export type Note = v.InferOutput<typeof Note>;

export const notes = {
  schema: Note,
  indexes: { session: ['row.sessionId', 'row.createdAt'] },
} as const satisfies Kind;
