import type { SentFrame, TrackSource } from '../../src/ports/live-port.js';
import type { Unsubscribe } from '../../src/ports/readable.js';
import type { LogEntry, TapOptions } from './frame-log.js';

type Listener = (frames: readonly SentFrame[]) => void;

/** Longest wait for the worker before a room goes on without, in ms. */
const PATIENCE = 1_500;

/**
 * Tells which frames the encoder gave out, by a transform on the sender that lets them through unchanged
 * (https://www.w3.org/TR/webrtc-encoded-transform/). Nothing is set up before somebody asks for it, and no transform is
 * set before its worker runs: until then it would hold the media up.
 */
export class SentFrames {
  readonly #listeners = new Map<TrackSource, Set<Listener>>();
  readonly #tapped = new WeakSet<RTCRtpSender>();
  #worker: Worker | undefined;
  #ready: Promise<void> | undefined;
  #runs = false;

  /** Starts the worker; resolves once taps work, or when it has become clear that they will not for now. */
  prepare(): Promise<void> {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  listen(source: TrackSource, listener: Listener): Unsubscribe {
    const listeners = this.#listeners.get(source) ?? new Set();
    this.#listeners.set(source, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /**
   * Logs this sender from now on. Chromium takes a transform only in the task that made the sender and ignores it
   * later, without harm to the media; the standard's way is at any time.
   */
  tap(sender: RTCRtpSender, options: TapOptions): void {
    if (!this.#worker || !this.#runs || this.#tapped.has(sender)) return;
    this.#tapped.add(sender);
    try {
      sender.transform = new RTCRtpScriptTransform(this.#worker, options);
    } catch {
      // A sender that is closed, or bears none.
    }
  }

  /** After the connections: a transform without its worker lets nothing through. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#runs = false;
    this.#ready = Promise.resolve();
    this.#listeners.clear();
  }

  #start(): Promise<void> {
    if (!('RTCRtpScriptTransform' in globalThis)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE);
      const settle = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#worker = newWorker();
      this.#worker?.addEventListener('error', (event) => {
        // The room does without: no error of the page's.
        event.preventDefault();
        settle();
      });
      this.#worker?.addEventListener('message', ({ data }: MessageEvent<readonly LogEntry[] | 'ready'>) => {
        if (data !== 'ready') return this.#hear(data);
        this.#runs = true;
        settle();
      });
      if (!this.#worker) settle();
    });
  }

  #hear(entries: readonly LogEntry[]): void {
    const source = entries[0]?.source;
    if (source) for (const listener of [...(this.#listeners.get(source) ?? [])]) listener(entries);
  }
}

/** A page's policy may forbid workers. */
function newWorker(): Worker | undefined {
  try {
    return new Worker(new URL('./frame-log-worker.js', import.meta.url), { type: 'module' });
  } catch {
    return undefined;
  }
}
