/**
 * The records, what may be done to them and by whom: valibot schemas, each with the type of the same name, and the rules
 * that every page and every backend follows. It runs wherever JavaScript does.
 */
export { MintedInvitation } from './domain/minted-invitation.js';
export { Change, ChangePage, Cursor, Receipt } from './domain/change.js';
export { timeNow } from './domain/clock.js';
export { ERROR_CODES } from './domain/error-code.js';
export type { ErrorCode } from './domain/error-code.js';
export { newId } from './domain/ids.js';
export { GuestPreview, LiveClaims, LiveGrant } from './domain/live-grant.js';
export { asItIs, mediaTypeOf } from './domain/media-type.js';
export type { KeptBytes } from './domain/media-type.js';
export { Mutation } from './domain/mutation.js';
export type { MutationType } from './domain/mutation.js';
export { withRoomFor } from './domain/people-limit.js';
export { Context, GivenName, Id, PersonName } from './domain/primitives.js';
export {
  COLLECTIONS,
  Invitation,
  MediaItem,
  MediaRef,
  Message,
  Note,
  SCHEMAS,
  SessionEvent,
} from './domain/records.js';
export type { Collection, Row } from './domain/records.js';
export { reduce, withPerson } from './domain/reduce.js';
export type { Outcome, ReduceInput } from './domain/reduce.js';
export { rewrite } from './domain/rewrite.js';
export { sentAway } from './domain/sent-away.js';
export { EndReason, Person, Presence, Role, Session, SessionPerson } from './domain/session.js';
export {
  mayUseLive,
  mayWrite,
  seenCollections,
  sessionShownTo,
  shownTo,
  standingOf,
} from './domain/standing.js';
export type { Level, Standing, StandingInput } from './domain/standing.js';
export { timely } from './domain/timely.js';
