import * as v from 'valibot';
import { FileName, Id, Instant, LIMITS, PersonName, Text } from './primitives.js';
import { Person, Role, Session } from './session.js';

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

export const Note = v.object({
  id: Id,
  sessionId: Id,
  author: Person,
  text: v.pipe(Text, v.minLength(1), v.maxLength(LIMITS.note)),
  createdAt: Instant,
});
export type Note = v.InferOutput<typeof Note>;

/** Names bytes that the backend keeps. Opaque: ask `BackendPort.url` for something a page may load. */
export const MediaRef = v.pipe(Text, v.minLength(1), v.maxLength(512));
export type MediaRef = v.InferOutput<typeof MediaRef>;

export const MediaItem = v.object({
  id: Id,
  sessionId: Id,
  kind: v.picklist(['snapshot', 'image', 'video', 'document', 'model']),
  name: FileName,
  type: v.pipe(Text, v.maxLength(100)),
  /** In bytes. */
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** In pixels; absent for what has no picture size. */
  width: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  height: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  author: Person,
  createdAt: Instant,
  /** Absent until the bytes have reached the backend. */
  ref: v.optional(MediaRef),
});
export type MediaItem = v.InferOutput<typeof MediaItem>;

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

/** How far an invitation came. */
export const InvitationStatus = v.picklist(['created', 'opened', 'waiting', 'joined', 'revoked', 'expired']);

export const Invitation = v.object({
  id: Id,
  sessionId: Id,
  channel: v.picklist(['link']),
  role: Role,
  status: InvitationStatus,
  createdBy: Person,
  createdAt: Instant,
  expiresAt: Instant,
  /** The name that the last guest on it gave. */
  guestName: v.optional(PersonName),
});
export type Invitation = v.InferOutput<typeof Invitation>;

/** Everything that the backend keeps, by the name of its collection. */
export const SCHEMAS = {
  sessions: Session,
  messages: Message,
  notes: Note,
  media: MediaItem,
  events: SessionEvent,
  invitations: Invitation,
} as const;

export const COLLECTIONS = Object.keys(SCHEMAS) as Collection[];
export type Collection = keyof typeof SCHEMAS;
export type Row<C extends Collection = Collection> = v.InferOutput<(typeof SCHEMAS)[C]>;
