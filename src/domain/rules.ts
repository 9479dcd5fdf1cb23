import { eventRules } from './events/rules.js';
import { invitationRules } from './invitations/rules.js';
import type { KindRules } from './kind-rules.js';
import { mediaRules } from './media/rules.js';
import { messageRules } from './messages/rules.js';
import { noteRules } from './notes/rules.js';
import type { Collection } from './records.js';
import { sessionRules } from './sessions/rules.js';

/** What may be written, and seen by guests, of each kind of `records.ts`: loaded by whoever writes. */
export const RULES = {
  sessions: sessionRules,
  messages: messageRules,
  notes: noteRules,
  media: mediaRules,
  events: eventRules,
  invitations: invitationRules,
} as const satisfies { readonly [C in Collection]: KindRules<C> };
