import type { SentFrame, TrackSource } from '../../src/plugin.js';

/** Whose frames pass through one transform. */
export interface TapOptions {
  readonly peerId: string;
  readonly source: TrackSource;
  /** The `FrameRide` of the connection. */
  readonly ride: number;
}

/** One frame, as the page hears of it. */
export interface LogEntry extends SentFrame {
  readonly source: TrackSource;
  readonly ride: number;
  /** Of the codec; few browsers tell. */
  readonly mimeType?: string;
}

/** The parts of RTCEncodedVideoFrame that are used; some browsers know fewer. */
export interface EncodedFrame {
  readonly timestamp?: number;
  getMetadata(): {
    readonly synchronizationSource?: number;
    readonly rtpTimestamp?: number;
    /** In microseconds: the `VideoFrame.timestamp` of what was encoded. */
    readonly timestamp?: number;
    readonly mimeType?: string;
  };
}

/** In ms between two words to the page. */
const INTERVAL = 100;

/** Gathers what went through one transform. A frame that cannot be read is left out; it is none of media's business. */
export class FrameLog {
  readonly #options: TapOptions;
  readonly #post: (entries: readonly LogEntry[]) => void;
  #entries: LogEntry[] = [];
  #posted = 0;

  constructor(options: TapOptions, post: (entries: readonly LogEntry[]) => void) {
    this.#options = options;
    this.#post = post;
  }

  add(frame: EncodedFrame): void {
    const now = performance.now();
    const entry = this.#read(frame, performance.timeOrigin + now);
    if (entry) this.#entries.push(entry);
    if (now - this.#posted < INTERVAL || this.#entries.length === 0) return;
    this.#post(this.#entries);
    this.#entries = [];
    this.#posted = now;
  }

  #read(frame: EncodedFrame, at: number): LogEntry | undefined {
    try {
      const {
        synchronizationSource,
        rtpTimestamp = frame.timestamp,
        timestamp,
        mimeType,
      } = frame.getMetadata();
      if (synchronizationSource === undefined || rtpTimestamp === undefined) return undefined;
      const captured = timestamp === undefined ? {} : { captureTime: timestamp / 1_000 };
      const codec = mimeType === undefined ? {} : { mimeType };
      return { ...this.#options, synchronizationSource, rtpTimestamp, at, ...captured, ...codec };
    } catch {
      return undefined;
    }
  }
}
