import * as v from 'valibot';
import { Id, Instant } from '../primitives.js';
import { Person } from '../session.js';

/** One line of a session's log: who did what when, so that History can tell it. */
export const SessionEvent = v.object({
  id: Id,
  sessionId: Id,
  at: Instant,
  kind: v.picklist([
    'created',
    'waiting',
    'admitted',
    'refused',
    'left',
    'snapshot',
    'marked',
    'markLost',
    'markFound',
    'ended',
  ]),
  person: v.optional(Person),
  /** Who did it, where that is somebody else: who let them in, or sent them away. */
  by: v.optional(Person),
  /** The id of what the event is about: a media item, an annotation. */
  about: v.optional(Id),
});
export type SessionEvent = v.InferOutput<typeof SessionEvent>;
