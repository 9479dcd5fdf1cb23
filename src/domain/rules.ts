import { eventRules } from './events/rules.js';
import type { KindRules } from './kind-rules.js';
import { mediaRules } from './media/rules.js';
import { messageRules } from './messages/rules.js';
import { noteRules } from './notes/rules.js';
import type { Collection } from './records.js';
import { sessionRules } from './sessions/rules.js';

/**
 * What pages may write, and guests see, of the kinds of `records.ts`: loaded by whoever writes. Of a kind that is not here
 * the backend alone writes, and guests see nothing.
 */
export const RULES = {
  sessions: sessionRules,
  messages: messageRules,
  notes: noteRules,
  media: mediaRules,
  events: eventRules,
} as const satisfies { readonly [C in Collection]?: KindRules<C> };

// Each kind's rules take its own rows; TypeScript loses that pair when both are looked up by name.
export const rulesOf = (collection: Collection): KindRules<Collection> | undefined =>
  (RULES as Partial<Record<Collection, KindRules<Collection>>>)[collection];
