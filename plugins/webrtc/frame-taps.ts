import {
  type SentFrame,
  startWorker,
  type TrackSource,
  type Unsubscribe,
  type WorkerPlan,
} from '../../src/plugin.js';
import { FrameRide, type RideOptions, type RideTaps } from './frame-ride.js';
import type { LogEntry } from './frame-log.js';
import type { Boarding, TransformOptions, WorkerWord } from './tap-words.js';

type Listener = (frames: readonly SentFrame[]) => void;

const PLAN: WorkerPlan = {
  name: 'frame-taps-worker',
  address: (Worker) => new Worker(new URL('./frame-taps-worker.js', import.meta.url), { type: 'module' }),
  text: async () => (await import('./frame-taps-worker.js?text')).default,
};

/** Longest wait for the worker before a room goes on without, in ms. */
const PATIENCE = 1_500;

/**
 * Transforms on senders and receivers (https://www.w3.org/TR/webrtc-encoded-transform/), in one worker for each join: they
 * tell which frames the encoder gave out, and carry messages on them. Nothing is set up before somebody asks for it, and
 * no transform is set before its worker runs: until then it would hold the media up.
 */
export class FrameTaps implements RideTaps {
  readonly #listeners = new Map<TrackSource, Set<Listener>>();
  readonly #rides = new Map<number, FrameRide>();
  readonly #tapped = new WeakSet<RTCRtpSender | RTCRtpReceiver>();
  #nextRide = 1;
  readonly #workers: string | undefined;
  #worker: Worker | undefined;
  readonly #closed = new AbortController();
  #ready: Promise<void> | undefined;
  #runs = false;

  /** @param workers - Base URL of the page's copies of the workers' files; see `startWorker`. */
  constructor(workers?: string) {
    this.#workers = workers;
  }

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

  /** For one connection. */
  ride(options: RideOptions): FrameRide {
    const ride = new FrameRide(this.#nextRide++, this, options);
    this.#rides.set(ride.id, ride);
    return ride;
  }

  end({ id }: FrameRide): void {
    this.#rides.delete(id);
  }

  /** From now on, and once. */
  tap(end: RTCRtpSender | RTCRtpReceiver, options: TransformOptions): void {
    if (!this.#worker || !this.#runs || this.#tapped.has(end)) return;
    this.#tapped.add(end);
    try {
      end.transform = new RTCRtpScriptTransform(this.#worker, options);
    } catch {
      // One that is closed, or bears none.
    }
  }

  board(boarding: Boarding): void {
    this.#worker?.postMessage(boarding, [boarding.message.buffer]);
  }

  /** After the connections: a transform without its worker lets nothing through. */
  close(): void {
    this.#closed.abort();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#runs = false;
    this.#ready = Promise.resolve();
    this.#listeners.clear();
    this.#rides.clear();
  }

  /** A worker that neither runs nor fails (a script that never comes) must not keep anybody out of the room. */
  async #start(): Promise<void> {
    if (!('RTCRtpScriptTransform' in globalThis)) return;
    const { signal } = this.#closed;
    const started = startWorker(PLAN, { workers: this.#workers, signal }).then(
      (worker) => this.#use(worker),
      // The room does without: no error of the page's.
      () => undefined,
    );
    await Promise.race([started, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  }

  #use(worker: Worker): void {
    if (this.#closed.signal.aborted) return worker.terminate();
    this.#worker = worker;
    this.#runs = true;
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerWord>) => {
      if (data.kind !== 'ready') this.#hear(data);
    });
  }

  #hear(word: Exclude<WorkerWord, { kind: 'ready' }>): void {
    if (word.kind === 'log') return this.#logged(word.entries);
    const ride = this.#rides.get(word.ride);
    if (word.kind === 'strips') ride?.hearStrips(word.source);
    else ride?.hearMessages(word.messages);
  }

  /** All of one sender. */
  #logged(entries: readonly LogEntry[]): void {
    const [first] = entries;
    if (!first) return;
    this.#rides.get(first.ride)?.hearSent(entries);
    for (const listener of [...(this.#listeners.get(first.source) ?? [])]) listener(entries);
  }
}
