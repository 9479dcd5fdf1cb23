import type { Entry } from '../../ports/backend-port.js';
import type { EndReason, Person, Session } from '../../domain/session.js';
import type { NearhandError } from '../../host/errors.js';
import type { TrackSource } from '../../ports/live-port.js';

interface Seat {
  readonly self: Person;
  readonly session: Session;
}

/** Where we stand in the session. */
export type RoomState =
  | { readonly status: 'joining' }
  /** An agent has to let us in; nobody gets our picture yet. */
  | ({ readonly status: 'waiting' } & Seat)
  | ({ readonly status: 'live' } & Seat)
  /** Nobody, or no agent, can be reached; it goes on by itself. `since` is ms since 1970. */
  | ({ readonly status: 'reconnecting'; readonly since: number } & Seat)
  /** `wasIn`: the session had been open to us; otherwise it could not be opened at all. */
  | {
      readonly status: 'ended';
      readonly reason: EndReason;
      readonly error?: NearhandError;
      readonly wasIn?: boolean;
    };

/** Somebody else in the session, once for each page that they are on. */
export interface RoomPerson {
  readonly peerId: string;
  readonly person: Person;
  readonly presence: 'waiting' | 'live' | 'reconnecting';
  readonly tracks: ReadonlyMap<TrackSource, MediaStreamTrack>;
}

/** What a log of the session might want to tell. */
export type RoomEvent =
  | { readonly kind: 'waiting' | 'admitted' | 'refused'; readonly person: Person }
  /** `said`: they took leave; otherwise they were just gone. */
  | { readonly kind: 'left'; readonly person: Person; readonly said: boolean }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  | { readonly kind: 'trouble'; readonly person: Person; readonly error: NearhandError };

type WithoutKey<E> = E extends unknown ? Omit<E, 'key'> : never;

/** A way in; the room brings the key. */
export type RoomEntry = WithoutKey<Entry>;
