import type { ApiPath } from '../../plugins/rest/api-path.js';
import type { components } from '../../plugins/rest/api.generated.js';
import type { Receipt } from '../../src/domain/receipt.js';
import type { DirectoryEntry } from '../../src/domain/people/schema.js';
import type { GuestPreview, LiveGrant } from '../../src/domain/live-grant.js';
import type { Mutation } from '../../src/domain/mutation.js';
import type { Invitation } from '../../src/domain/invitations/schema.js';
import type { MediaItem } from '../../src/domain/media/schema.js';
import type { Message } from '../../src/domain/messages/schema.js';
import type { Note } from '../../src/domain/notes/schema.js';
import type { SessionEvent } from '../../src/domain/events/schema.js';
import type { Session } from '../../src/domain/session.js';
import type { Entry } from '../../src/ports/backend-port.js';

/** Compiled only: what `openapi.yaml` says a server answers is what the kit takes, and what the kit sends is what it allows. */
type Api = components['schemas'];
/** The schemas say "may be absent"; so do the rows, which also say so with undefined. */
type Loose<T> = T extends object
  ? { [K in keyof T]: Loose<T[K]> | (undefined extends T[K] ? undefined : never) }
  : T;
type Takes<Kit, Answer> = [Answer] extends [Loose<Kit>] ? true : false;

const answers: {
  session: Takes<Session, Api['Session']>;
  message: Takes<Message, Api['Message']>;
  note: Takes<Note, Api['Note']>;
  media: Takes<MediaItem, Api['MediaItem']>;
  event: Takes<SessionEvent, Api['SessionEvent']>;
  invitation: Takes<Invitation, Api['Invitation']>;
  person: Takes<DirectoryEntry, Api['DirectoryEntry']>;
  preview: Takes<GuestPreview, Api['GuestPreview']>;
} = {
  session: true,
  message: true,
  note: true,
  media: true,
  event: true,
  invitation: true,
  preview: true,
  person: true,
};

const kinds: { receipt: Receipt['status']; mutation: Mutation['type']; entry: Entry['kind'] } = {} as {
  receipt: Api['Receipt']['status'];
  mutation: Api['Mutation']['type'];
  entry: Api['Entry']['kind'];
};
const sent: { mutation: Api['Mutation']['type']; entry: Api['Entry']['kind'] } = {} as {
  mutation: Mutation['type'];
  entry: Entry['kind'];
};
const grant: keyof LiveGrant = {} as keyof Api['LiveGrant'];

const known: ApiPath = 'changes';
const filled: ApiPath = `invitations/${'x'}`;
// @ts-expect-error: openapi.yaml has no such address
const unknown: ApiPath = 'sessions';

export const compiled = [answers, kinds, sent, grant, known, filled, unknown];
