import type { TrackSource } from '../../src/plugin.js';
import type { LogEntry } from './frame-log.js';
import type { MediaSlots } from './media-slots.js';
import { bears } from './riders.js';
import type { Boarding, TransformOptions } from './tap-words.js';

export interface RideOptions {
  readonly peerId: string;
  /** Another receiver of ours takes trailers off. */
  onStrips(): void;
  /** A message came riding. */
  onBytes(bytes: Uint8Array<ArrayBuffer>): void;
}

/** What a ride needs of the transforms that it goes through. */
export interface RideTaps {
  tap(end: RTCRtpSender | RTCRtpReceiver, options: TransformOptions): void;
  board(boarding: Boarding): void;
  end(ride: FrameRide): void;
}

/** In ms without a frame: nothing flows. */
const FLOWING = 300;

/**
 * Carries lossy messages on the frames of one connection's pictures. They get through where a data channel stands still:
 * SCTP takes each lost packet for congestion, down to one packet a round trip (RFC 9260, 7.2), while lost packets of
 * pictures are asked for again. Nothing is put on a frame before the other end has said that it takes it off again.
 */
export class FrameRide {
  /** Of one join: no word of the other end's. */
  readonly id: number;
  readonly #options: RideOptions;
  readonly #taps: RideTaps;
  readonly #stripping = new Set<TrackSource>();
  readonly #strippedThere = new Set<TrackSource>();
  readonly #newest = new Map<TrackSource, LogEntry>();

  constructor(id: number, taps: RideTaps, options: RideOptions) {
    this.id = id;
    this.#taps = taps;
    this.#options = options;
  }

  /** Sources whose frames lose their trailers here. */
  get stripping(): readonly TrackSource[] {
    return [...this.#stripping];
  }

  /** In the task that made the sections: later, Chromium ignores it, without harm to the media. */
  tap(media: MediaSlots): void {
    const { peerId } = this.#options;
    for (const [source, { sender, receiver }] of media.video()) {
      this.#taps.tap(sender, { way: 'out', peerId, source, ride: this.id });
      this.#taps.tap(receiver, { way: 'in', source, ride: this.id });
    }
  }

  /** The other end takes the trailers off what it gets from these sources. */
  strippedThere(sources: readonly TrackSource[]): void {
    for (const source of sources) this.#strippedThere.add(source);
  }

  /** False where nothing flows that this message could ride on. */
  take(bytes: Uint8Array<ArrayBuffer>): boolean {
    const oldest = performance.timeOrigin + performance.now() - FLOWING;
    const source = [...this.#strippedThere].find((one) => {
      const frame = this.#newest.get(one);
      return frame && frame.at >= oldest && bears(frame.mimeType, bytes);
    });
    if (!source) return false;
    this.#taps.board({ ride: this.id, source, message: bytes.slice() });
    return true;
  }

  hearSent(frames: readonly LogEntry[]): void {
    for (const frame of frames) this.#newest.set(frame.source, frame);
  }

  hearStrips(source: TrackSource): void {
    this.#stripping.add(source);
    this.#options.onStrips();
  }

  hearMessages(messages: readonly Uint8Array<ArrayBuffer>[]): void {
    for (const message of messages) this.#options.onBytes(message);
  }

  close(): void {
    this.#strippedThere.clear();
    this.#taps.end(this);
  }
}
