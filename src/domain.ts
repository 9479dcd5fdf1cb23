/**
 * The records, what may be done to them and by whom: valibot schemas, each with the type of the same name, and the rules
 * that every page and every backend follows. It runs wherever JavaScript does.
 */
export { MintedInvitation } from './domain/minted-invitation.js';
export { AnyChange, Change, ChangePage, Cursor, Deletion, namedIn, rowsIn } from './domain/change.js';
export { Receipt } from './domain/receipt.js';
export { BeginningFrame, ChangesFrame, PageFrame, ReceiptFrame } from './domain/frames.js';
export { removed, signedIn } from './domain/people/directory.js';
export { DirectoryDraft, DirectoryEntry } from './domain/people/schema.js';
export { timeNow } from './domain/clock.js';
export { ERROR_CODES } from './domain/error-code.js';
export type { ErrorCode } from './domain/error-code.js';
export { newId } from './domain/ids.js';
export { GuestPreview, LiveClaims, LiveGrant } from './domain/live-grant.js';
export { asItIs, mediaTypeOf } from './domain/media-type.js';
export type { KeptBytes } from './domain/media-type.js';
export { Mutation, rowNamedBy } from './domain/mutation.js';
export type { MutationType } from './domain/mutation.js';
export { withRoomFor } from './domain/people-limit.js';
export { Context, GivenName, Id, PersonName } from './domain/primitives.js';
export { COLLECTIONS } from './domain/collections.js';
export { RECORDS } from './domain/records.js';
export type { Collection, Row } from './domain/records.js';
export { SessionEvent } from './domain/events/schema.js';
export { Invitation } from './domain/invitations/schema.js';
export { MediaItem, MediaRef } from './domain/media/schema.js';
export { Message } from './domain/messages/schema.js';
export { Note } from './domain/notes/schema.js';
export { RULES } from './domain/rules.js';
export { sessionIdOf, sessionIdsOf } from './domain/session-of.js';
export { Rank } from './domain/rank.js';
export { reduce } from './domain/reduce.js';
export type { Outcome, ReduceInput, RowName } from './domain/write.js';
export { rewrite } from './domain/rewrite.js';
export { sentAway } from './domain/sent-away.js';
export { EndReason, Person, Presence, Role, Session, SessionPerson } from './domain/session.js';
export { mayUseLive, standingOf } from './domain/standing.js';
export { mayWrite, seenCollections, shownTo } from './domain/guest-scope.js';
export { fits, namesSomething, SessionQuery, soughtOf, soundness } from './domain/sessions/query.js';
export { bySort, isAfter, isByEnd, isLatestFirst, placeOf, SORTS } from './domain/sessions/sort.js';
export { termsOf } from './domain/sessions/terms.js';
export { sessionShownTo } from './domain/sessions/shown-to-guest.js';
export { withPerson } from './domain/sessions/presence.js';
export type { Level, Standing, StandingInput } from './domain/standing.js';
export { timely } from './domain/timely.js';
