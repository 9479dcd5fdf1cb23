import type { Person } from '../../src/domain.js';
import type { NearhandError, TrackSource } from '../../src/plugin.js';
import type { FrameRide, RideOptions } from './frame-ride.js';
import type { Credentials } from './proof.js';
import type { Signal } from './signalling.js';

/** A link as far as its host has to tell it from others. */
export interface HostedLink {
  readonly remoteId: string;
}

/** What a link needs of the mesh that it belongs to. */
export interface LinkHost {
  readonly selfId: string;
  credentials(): Credentials;
  signal(to: string, signal: Signal): void;
  tracks(): ReadonlyMap<TrackSource, MediaStreamTrack>;
  /** For a new connection. */
  ride(options: RideOptions): FrameRide;
  /** Is there room for this link, now that it is known whose it is? */
  hasRoomFor(link: HostedLink, personId: string): boolean;
  /** Something that shows in `LivePeer` is new. */
  changed(): void;
  message(from: string, bytes: Uint8Array<ArrayBuffer>, reliable: boolean): void;
  /** They are reached by this id from now on, unless it is somebody else's. */
  mayMove(link: HostedLink, id: string): boolean;
  /** The link is over for good. */
  gone(link: HostedLink, why: LinkEnd): void;
}

export type LinkEnd =
  | { readonly status: 'bye' }
  /** No proved link came about, or it may not stand for now: they may be called again. */
  | { readonly status: 'unmet' }
  | { readonly status: 'refused'; readonly error: NearhandError }
  /** They say that there is no room for us. */
  | { readonly status: 'full'; readonly by: Person };

export type LinkState = 'opening' | 'connected' | 'reconnecting' | 'closed';
