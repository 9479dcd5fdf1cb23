import * as v from 'valibot';
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
