import type { ChangePage } from '../domain/change.js';
import type { Receipt } from '../domain/receipt.js';
import type { GuestPreview, LiveGrant } from '../domain/live-grant.js';
import type { Mutation } from '../domain/mutation.js';
import type { Collection, Row } from '../domain/records.js';
import type { SessionQuery } from '../domain/sessions/query.js';
import type { Invitation } from '../domain/invitations/schema.js';
import type { MediaRef } from '../domain/media/schema.js';
import type { Unsubscribe } from './readable.js';

/** What this backend can do. What it cannot is absent from the page, never a button that fails. */
export interface BackendCapabilities {
  readonly collections: readonly Collection[];
  /** Tells of changes by itself; otherwise the local copy asks now and then. */
  readonly watch: boolean;
  readonly invitations: readonly Invitation['channel'][];
  /** Grants live sessions (`enter`). */
  readonly live: boolean;
  /** Largest upload in bytes; 0 where there are none. */
  readonly maxUpload: number;
}

/** What `SessionQuery` says narrows sessions only. */
export interface ListQuery<C extends Collection> extends SessionQuery {
  readonly collection: C;
  readonly sessionId?: string;
  /** 1..200. */
  readonly limit: number;
  /** Where the previous page ended. */
  readonly cursor?: string;
}

/** Newest first; no `cursor` after the last page. */
export interface Page<C extends Collection> {
  readonly rows: readonly Row<C>[];
  readonly cursor?: string;
}

/** What a page begins with. */
export interface Beginning {
  readonly open: Page<'sessions'>;
  readonly ended: Page<'sessions'>;
  /** For `changes`; from before the pages were read. */
  readonly cursor: string;
  /** The backend's time. */
  readonly now?: string;
}

export interface UploadOptions {
  readonly signal: AbortSignal;
  /** The same id again continues or repeats the same upload and gives the same ref. */
  readonly id: string;
  readonly sessionId: string;
  /** From 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export interface InvitationDraft {
  readonly sessionId: string;
  readonly channel: Invitation['channel'];
  readonly role: 'participant' | 'observer';
  /** In seconds; the backend may give less. */
  readonly lifetime?: number;
}

/** The link is a secret of whoever was invited: shown, never kept. */
export interface MintedInvitation {
  readonly invitation: Invitation;
  readonly link: string;
}

/** Ways into a live session. `key` is the caller's public key (JWK), to which the grant's token is bound. */
export type Entry =
  | { readonly kind: 'agent'; readonly sessionId: string; readonly key: JsonWebKey }
  | {
      readonly kind: 'guest';
      readonly token: string;
      readonly name: string;
      readonly consent: true;
      readonly key: JsonWebKey;
    }
  /** The same person again: after a reload, or before the grant expires. `access` is the earlier grant's, up to a day old. */
  | { readonly kind: 'renewal'; readonly access: string; readonly key: JsonWebKey };

/**
 * What the outside must do to keep Nearhand's records. Every failure is a `NearhandError`; every call ends soon after
 * its signal is aborted, with the signal's reason.
 */
export interface BackendPort {
  readonly capabilities: BackendCapabilities;
  /**
   * Names whose records these are, such as the server's address: what was kept of another source is not shown, and its
   * cursors are not sent here. Left out where there is only one.
   */
  readonly source?: string;
  list<C extends Collection>(query: ListQuery<C>, signal: AbortSignal): Promise<Page<C>>;
  /** Without a cursor: an empty page whose cursor stands for now. */
  changes(cursor: string | undefined, signal: AbortSignal): Promise<ChangePage>;
  /**
   * The newest sessions and a cursor in one answer, where the backend can: the page would ask three times, one after the
   * other. `limit` as in `list`. Rejecting with `backend/not-found` is as good as leaving it out.
   */
  begin?(limit: number, signal: AbortSignal): Promise<Beginning>;
  /** Exactly once for each `mutation.id`. A refusal is an answer, not an error. */
  apply(mutation: Mutation, signal: AbortSignal): Promise<Receipt>;
  /** "Something changed"; also once whenever it begins to hear, again or for the first time, later than it was called. */
  watch?(onChange: () => void): Unsubscribe;
  upload(file: Blob, options: UploadOptions): Promise<MediaRef>;
  /** A short-lived URL that a page may load. */
  url(ref: MediaRef, signal: AbortSignal): Promise<string>;
  /** A session has one live link for each role: asking again gives it again, until it is revoked or expired. */
  invite(draft: InvitationDraft, signal: AbortSignal): Promise<MintedInvitation>;
  revoke(invitationId: string, signal: AbortSignal): Promise<void>;
  /** Looks at a guest token without redeeming it. */
  preview(token: string, signal: AbortSignal): Promise<GuestPreview>;
  /** Somebody is about to enter: loads the code that `enter` needs, and asks for nothing. What fails is told by `enter`. */
  prepareToEnter?(): void;
  enter(entry: Entry, signal: AbortSignal): Promise<LiveGrant>;
}
