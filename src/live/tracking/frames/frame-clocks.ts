import type { SentFrame } from '../../../ports/live-port.js';
import { CaptureLog } from './capture-log.js';
import type { FrameClock } from './frame-clock.js';
import { RtpClock } from './rtp-clock.js';

interface PeerClock {
  readonly synchronizationSource: number;
  readonly clock: RtpClock;
}

/** The sender's side: for each peer, what it has to know to name the camera's frames. */
export class FrameClocks {
  readonly #captures = new CaptureLog();
  readonly #peers = new Map<string, PeerClock>();

  /** Unix time = capture time + this, in ms; undefined before the first frame. */
  get wall(): number | undefined {
    return this.#captures.wall;
  }

  /** A frame of the camera with this capture time was read, at this Unix time: each that is read, in order, both in ms. */
  captured(time: number, at: number): void {
    this.#captures.add({ time, at });
  }

  /** What `LiveRoom.onSent` tells. */
  sent(frames: readonly SentFrame[]): void {
    for (const frame of frames) this.#clockOf(frame).add(frame);
  }

  /** Undefined while it is not certain. */
  of(peerId: string): FrameClock | undefined {
    const peer = this.#peers.get(peerId);
    const anchor = peer?.clock.anchor;
    if (!peer || !anchor) return undefined;
    const { wall } = this;
    return {
      synchronizationSource: peer.synchronizationSource,
      ...anchor,
      ...(wall !== undefined && { wall }),
    };
  }

  forget(peerId: string): void {
    this.#peers.delete(peerId);
  }

  /** A connection made anew has another synchronization source, and counts from elsewhere. */
  #clockOf({ peerId, synchronizationSource }: SentFrame): RtpClock {
    const known = this.#peers.get(peerId);
    if (known?.synchronizationSource === synchronizationSource) return known.clock;
    const clock = new RtpClock(this.#captures);
    this.#peers.set(peerId, { synchronizationSource, clock });
    return clock;
  }
}
