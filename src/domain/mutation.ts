import * as v from 'valibot';
import { Context, Id, Instant, LIMITS, Text } from './primitives.js';
import { MediaItem, Message, Note, SessionEvent } from './records.js';
import { EndReason } from './session.js';

const common = { id: Id, sessionId: Id, at: Instant };

/**
 * One write. `id` is its idempotency key: a backend applies each id once, whatever is retried.
 * `sessionId` orders it: the writes of one session arrive in the order they were made.
 */
export const Mutation = v.variant('type', [
  v.object({
    ...common,
    type: v.literal('session.create'),
    context: Context,
    title: v.pipe(Text, v.maxLength(LIMITS.title)),
  }),
  v.object({
    ...common,
    type: v.literal('session.rename'),
    title: v.pipe(Text, v.maxLength(LIMITS.title)),
  }),
  v.object({ ...common, type: v.literal('session.admit'), personId: Id }),
  v.object({ ...common, type: v.literal('session.refuse'), personId: Id }),
  v.object({ ...common, type: v.literal('session.leave'), personId: Id }),
  v.object({ ...common, type: v.literal('session.end'), reason: EndReason }),
  v.object({ ...common, type: v.literal('message.create'), message: Message }),
  v.object({ ...common, type: v.literal('note.create'), note: Note }),
  v.object({ ...common, type: v.literal('media.create'), media: MediaItem }),
  v.object({ ...common, type: v.literal('event.append'), event: SessionEvent }),
]);
export type Mutation = v.InferOutput<typeof Mutation>;
export type MutationType = Mutation['type'];
