import type * as v from 'valibot';
import { events } from './events/schema.js';
import { invitations } from './invitations/schema.js';
import { media } from './media/schema.js';
import { messages } from './messages/schema.js';
import { notes } from './notes/schema.js';
import { sessions } from './sessions/schema.js';

/** Everything that the backend keeps, by the name of its collection. What may be written is in `rules.ts`. */
export const RECORDS = { sessions, messages, notes, media, events, invitations } as const;

export const COLLECTIONS = Object.keys(RECORDS) as Collection[];
export type Collection = keyof typeof RECORDS;
export type Row<C extends Collection = Collection> = v.InferOutput<(typeof RECORDS)[C]['schema']>;

/** The collections whose rows belong to one session. */
export type SessionCollection = {
  [C in Collection]: Row<C> extends { readonly sessionId: string } ? C : never;
}[Collection];
