import type * as v from 'valibot';
import type { Collection } from './collections.js';
import { SessionEvent } from './events/schema.js';
import { Invitation } from './invitations/schema.js';
import { MediaItem } from './media/schema.js';
import { Message } from './messages/schema.js';
import { Note } from './notes/schema.js';
import { DirectoryEntry } from './people/schema.js';
import { Session } from './sessions/schema.js';

/** What a row of each kind is. With a `sessionId` it belongs to that session, without one to the tenant. */
export const RECORDS = {
  sessions: Session,
  messages: Message,
  notes: Note,
  media: MediaItem,
  events: SessionEvent,
  invitations: Invitation,
  people: DirectoryEntry,
} as const satisfies Readonly<Record<Collection, v.GenericSchema>>;

export type { Collection };
export type Row<C extends Collection = Collection> = v.InferOutput<(typeof RECORDS)[C]>;

/** The collections whose rows belong to one session. */
export type SessionCollection = {
  [C in Collection]: Row<C> extends { readonly sessionId: string } ? C : never;
}[Collection];

/** Those whose rows belong to the tenant, whatever session there is. */
export type TenantCollection = Exclude<Collection, SessionCollection | 'sessions'>;
