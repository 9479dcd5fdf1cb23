import type { LiveGrant } from '../domain/live-grant.js';
import type { EndReason, Person } from '../domain/session.js';
import type { Readable, Unsubscribe } from './readable.js';

export interface LiveCapabilities {
  /** People in one session at most, oneself included. */
  readonly maxPeople: number;
}

export type TrackSource = 'camera' | 'microphone' | 'screen';

/** Someone whose token has been proved. */
export interface LivePeer {
  /** Random for each join: a reload makes a new peer of the same person. */
  readonly id: string;
  readonly person: Person;
  readonly link: 'connected' | 'reconnecting';
  /** Gets our media, by our own decision. */
  readonly admitted: boolean;
  /** What they send us. The tracks of one source keep their identity when the sender replaces them. */
  readonly tracks: ReadonlyMap<TrackSource, MediaStreamTrack>;
}

export type LiveRoomState =
  | { readonly status: 'joined' }
  /** The way to the signalling is lost; links between peers may still stand. */
  | { readonly status: 'reconnecting' }
  | { readonly status: 'closed'; readonly reason: EndReason; readonly error?: unknown };

export interface LiveMessage {
  readonly from: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly reliable: boolean;
}

export interface SendOptions {
  /** One peer; absent means every connected peer. */
  readonly to?: string;
  /** Reliable and in order, or as fast as may be. Reliable bytes to a peer whose link is down are lost: resend after it is back. */
  readonly reliable: boolean;
}

/** The figures of one peer's link; what the browser does not tell is absent. */
export interface LinkStats {
  /** Round trip in ms. */
  readonly roundTrip?: number;
  /** Share of packets lost on the way to us, 0..1. */
  readonly loss?: number;
  /** Bits per second that the link could carry to them. */
  readonly available?: number;
  /** How far our clock is ahead of theirs, in ms, by their last report; its way to us counts in, so the least of many is best. */
  readonly clockAhead?: number;
  /** What pictures wait between their arrival and being decoded, in ms. */
  readonly bufferDelay?: number;
}

/** One frame of ours, as the encoder gave it out for one peer. */
export interface SentFrame {
  readonly peerId: string;
  readonly synchronizationSource: number;
  /** Of 90 kHz, 32 bits without sign, from a random start. */
  readonly rtpTimestamp: number;
  /** When it was given out, in ms since the Unix epoch: `performance.timeOrigin + performance.now()`. */
  readonly at: number;
  /** The camera frame's own `VideoFrame.timestamp` in ms; few browsers tell. */
  readonly captureTime?: number;
}

/** The newest frame of a peer that was played here. */
export interface ReceivedTiming {
  readonly synchronizationSource: number;
  /** As in `SentFrame`. */
  readonly rtpTimestamp: number;
  /** When it was captured, in ms since the Unix epoch by the sender's clock. */
  readonly captureTimestamp?: number;
}

export interface LiveRoom {
  readonly state: Readable<LiveRoomState>;
  readonly peers: Readable<readonly LivePeer[]>;
  /** Sends the track to every admitted peer; a second track of the same source replaces the first without a new negotiation. */
  publish(track: MediaStreamTrack, source: TrackSource): void;
  unpublish(source: TrackSource): void;
  /** From now on this peer gets our media. */
  admit(peerId: string): void;
  /** Ends the link to this peer; it gets nothing more. */
  expel(peerId: string): void;
  /** At most 64 KiB a message when reliable, 1 KiB when not. */
  send(bytes: Uint8Array<ArrayBuffer>, options: SendOptions): void;
  /** What came before the first listener waits for it. */
  onMessage(listener: (message: LiveMessage) => void): Unsubscribe;
  stats(peerId: string): Promise<LinkStats>;
  /**
   * What goes out for each peer, ten times a second. Costs nothing before the first listener, a little from then on.
   * Some browsers tell only of links that began after it, or none at all: see `JoinOptions.timed`.
   */
  onSent?(source: TrackSource, listener: (frames: readonly SentFrame[]) => void): Unsubscribe;
  /** Undefined while nothing is played. */
  received?(peerId: string, source: TrackSource): ReceivedTiming | undefined;
  /** Says good-bye and releases everything; tracks stay the caller's. */
  leave(): Promise<void>;
}

export interface JoinOptions {
  readonly signal: AbortSignal;
  /** The key pair (ECDSA P-256) that the grant's token is bound to; the private half need not be extractable. */
  readonly key: CryptoKeyPair;
  /**
   * Frames will be followed by `onSent`, and lossy messages may go with them: some browsers must know before they
   * connect. Costs a worker.
   */
  readonly timed?: boolean;
  /** Base URL of the page's own copies of the kit's workers; absent: they are where the bundler put them. */
  readonly workers?: string;
  /** A fresh grant for the same person; called before the present one expires and on reconnection. */
  renew(signal: AbortSignal): Promise<LiveGrant>;
}

/** Carries media and messages between the people of one session. Each peer's token is proved before it shows as a peer. */
export interface LivePort {
  readonly capabilities: LiveCapabilities;
  /** A call is about to begin: loads the code that `join` needs, and does nothing else. What fails is told by `join`. */
  prepareToJoin?(): void;
  join(grant: LiveGrant, options: JoinOptions): Promise<LiveRoom>;
}
