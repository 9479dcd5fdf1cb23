/** What a page or an adapter needs besides the tags: the plugin host, the ports, the records, errors and events. */
export { createHost, Host } from './host/host.js';
export type { HostOptions } from './host/host.js';
export { definePlugin } from './host/plugin.js';
export type { AnyPlugin, Plugin, PluginScope } from './host/plugin.js';
export { isAbort, isNearhandError, NearhandError } from './host/errors.js';
export { ERROR_CODES } from './domain/error-code.js';
export type { ErrorCode } from './domain/error-code.js';
export type { Change, ChangePage } from './domain/change.js';
export type { GuestPreview, LiveClaims, LiveGrant } from './domain/live-grant.js';
export type { Mutation } from './domain/mutation.js';
export { reduce } from './domain/reduce.js';
export type { Collection, Row } from './domain/records.js';
export type { Invitation } from './domain/invitations/schema.js';
export type { MediaItem, MediaRef } from './domain/media/schema.js';
export type { Message } from './domain/messages/schema.js';
export type { Note } from './domain/notes/schema.js';
export type { SessionEvent } from './domain/events/schema.js';
export type { DirectoryEntry } from './domain/people/schema.js';
export type { Receipt } from './domain/receipt.js';
export type { EndReason, Person, Role, Session } from './domain/session.js';
export type * from './ports/backend-port.js';
export type * from './ports/live-port.js';
export type * from './ports/messaging-port.js';
export type * from './ports/port-map.js';
export type * from './ports/readable.js';
export type * from './ports/ticket-port.js';
export type * from './ports/transcription-port.js';
export {
  HistoryOpenRequestEvent,
  PictureDrawRequestEvent,
  SessionCreatedEvent,
  SessionEndedEvent,
  SessionInviteRequestEvent,
  SessionOpenRequestEvent,
  SessionViewClosedEvent,
} from './ui/events.js';
export type { TextOverrides, Words } from './elements/words.js';
