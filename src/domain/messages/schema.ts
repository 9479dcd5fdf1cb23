import * as v from 'valibot';
import { Id, Instant, LIMITS, Text } from '../primitives.js';
import { Person } from '../session.js';

export const Message = v.object({
  id: Id,
  sessionId: Id,
  author: Person,
  text: v.pipe(Text, v.minLength(1), v.maxLength(LIMITS.message)),
  createdAt: Instant,
  /** Who wrote it down for the author, where that was somebody else. The backend says so, nobody else. */
  by: v.optional(Person),
});
export type Message = v.InferOutput<typeof Message>;
