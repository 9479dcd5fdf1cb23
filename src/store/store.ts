import type { Change } from '../domain/change.js';
import type { Receipt } from '../domain/receipt.js';
import type { ErrorCode } from '../domain/error-code.js';
import type { Mutation } from '../domain/mutation.js';
import type { Collection, Row, SessionCollection, TenantCollection } from '../domain/records.js';
import type { MediaItem } from '../domain/media/schema.js';
import type { Person } from '../domain/session.js';
import type { SessionQuery } from '../domain/sessions/query.js';
import type { NearhandError } from '../host/errors.js';
import type { BackendPort, Beginning } from '../ports/backend-port.js';
import type { Readable } from '../ports/readable.js';

export interface StoreOptions {
  /** The vendor's customer. Two tenants, or two users, share nothing. */
  readonly tenant: string;
  /** Who is signed in; the author of everything written here. */
  readonly user: Person;
  /** Absent: the page shows what is kept here, and writes wait. */
  readonly backend?: BackendPort;
  /** What the backend says while the copy opens, to be shown until that has rows; undefined once nothing is to be shown. */
  onEarly?(rows: Beginning | undefined): void;
  /** Hears of failures that no call is there to be told: a full disk, a malformed answer, a sign-in that ran out. */
  onError?(error: NearhandError): void;
}

/** A write that the backend would not take. Its effect is taken back; what the user wrote is still in `mutation`. */
export interface RefusedWrite {
  readonly mutation: Mutation;
  readonly code: ErrorCode;
}

export type Connection = 'online' | 'offline' | 'unknown';

export interface StoreStatus {
  /** `memory`: nothing outlives this page. */
  readonly kept: 'disk' | 'memory';
  readonly connection: Connection;
  /** Writes that the backend has not answered yet. */
  readonly pending: number;
  /** Oldest first. */
  readonly refused: readonly RefusedWrite[];
  /** Another tab runs a newer version: this one is read-only until it is loaded again. */
  readonly outdated: boolean;
  /** Counts up whenever the copy had to begin anew under the open page: what was fetched for a view is fetched again. */
  readonly generation: number;
}

/** `pending`: the backend has not confirmed this row as it is here. */
export interface StoredRow<C extends Collection> {
  readonly row: Row<C>;
  readonly pending: boolean;
}

/** `undefined` until the first answer. Reads again after each change, in whichever tab, while it has subscribers. */
export interface LiveQuery<T> extends Readable<T | undefined> {
  readonly error: NearhandError | undefined;
  close(): void;
}

/** Sessions to show: the open or the ended ones. */
export type ShownSessions = SessionQuery & Required<Pick<SessionQuery, 'status'>>;

type WithoutStamp<M> = M extends Mutation ? Omit<M, 'id' | 'at'> : never;
/** A mutation before the store gives it its id and time. */
export type MutationDraft = WithoutStamp<Mutation>;

export interface MediaDraft extends Pick<MediaItem, 'sessionId' | 'kind' | 'name'> {
  /** In pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** Something an `<img>` or `<video>` may load, until `release` is called. */
export interface MediaUrl {
  readonly url: string;
  release(): void;
}

/**
 * The local copy of what one user may see: reads come from here, writes go through here, the backend follows.
 * Every failure is a `NearhandError`. A write that rejects has written nothing.
 */
export interface Store {
  readonly status: Readable<StoreStatus>;

  /**
   * The first `limit` of them that are kept here, in their order.
   * @throws NearhandError `backend/invalid-request`, as a backend would, for what nobody can have meant
   */
  sessions(query: ShownSessions & { readonly limit: number }): LiveQuery<readonly StoredRow<'sessions'>[]>;
  /** Whether the backend has more of them than were fetched, as far as it was asked. */
  hasOlder(query: ShownSessions): LiveQuery<boolean>;
  /** `null`: not known here. */
  session(id: string): LiveQuery<StoredRow<'sessions'> | null>;
  /** Oldest first. */
  ofSession<C extends SessionCollection>(
    collection: C,
    sessionId: string,
  ): LiveQuery<readonly StoredRow<C>[]>;

  /** In the order of the kind's own index: people by name. Those who were removed are among them. */
  ofTenant<C extends TenantCollection>(collection: C): LiveQuery<readonly StoredRow<C>[]>;

  /** Resolves with the mutation's id once it is safely in the outbox. Rejects with the code of the rule that it breaks. */
  mutate(draft: MutationDraft): Promise<string>;
  /** Waits for the backend's answer to a mutation, in whichever tab it arrives. */
  settled(mutationId: string, signal: AbortSignal): Promise<Receipt>;
  /** Keeps the bytes, shows the item and sends both. Resolves with the item's id, which is the mutation's id too. */
  addMedia(blob: Blob, about: MediaDraft): Promise<string>;
  /** From the bytes kept here, else from the backend; small ones are then kept. */
  mediaUrl(item: MediaItem, signal: AbortSignal): Promise<MediaUrl>;
  /** The bytes themselves, from where `mediaUrl` has them. At most 5 MB; else `media/unreadable`. */
  mediaBlob(item: MediaItem, signal: AbortSignal): Promise<Blob>;
  /** A row that came over the live wire, before the backend told of it. The backend's own version wins. */
  receive(change: Change): Promise<void>;

  /** Fetches one more page of older sessions. Of words that were looked for, it remembers the last ones. */
  loadOlder(query: ShownSessions, signal?: AbortSignal): Promise<'more' | 'all'>;
  /** Fetches everything of one session, once. */
  loadSession(id: string): Promise<void>;
  /** Fetches everything of a kind that belongs to the tenant, once. */
  loadTenant(collection: TenantCollection): Promise<void>;
  /** Asks for changes and sends what waits, now. Resolves when that is done, or asked of the tab whose task it is. */
  refresh(): Promise<void>;

  /**
   * Sends a refused write again. Rejects with `backend/not-found` where it is not refused any more: `status` follows a
   * moment later, and another tab may have been first.
   */
  retry(mutationId: string): Promise<void>;
  /** Gives a refused write up. Rejects as `retry` does. */
  discard(mutationId: string): Promise<void>;

  /** Signing out: deletes the copy and closes it in every tab. Rejects with `storage/unsent` while writes wait, unless forced. */
  wipe(options?: { readonly force?: boolean }): Promise<void>;
  close(): Promise<void>;
}
