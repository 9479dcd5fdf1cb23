import type { NearhandError } from '../host/errors.js';
import { connectionAfter, drain, isEverywhere } from './drain.js';
import { asStorageError } from './errors.js';
import { asLeader } from './leader.js';
import { Loop } from './loop.js';
import type { Outbox } from './outbox.js';
import type { Puller } from './pull.js';
import type { Remote } from './remote.js';
import type { Connection } from './store.js';
import { uploadAll } from './upload.js';

/** How often the tab that leads is greeted, in ms, and after how many greetings without an answer another takes over. */
const GREETING = 3_000;
const MISSED = 3;

/** How often a backend that does not tell of changes is asked, in ms, while somebody looks. */
const POLL = 15_000;

export interface SyncOptions {
  /** One tab for each name talks to the backend; without a name this one does. */
  readonly name: string | undefined;
  readonly outbox: Outbox;
  readonly puller: Puller;
  readonly remote: Remote;
  onConnection(connection: Connection): void;
  report(error: NearhandError): void;
  /** Asks the tab that leads. */
  askLeader(): void;
  /** Has it answer, if it can. */
  greet(): void;
}

/** Keeps the local copy and the backend together: sends what waits, then asks what is new, in one order of requests. */
export class Sync {
  readonly #options: SyncOptions;
  readonly #exchange: Loop;
  readonly #uploads: Loop;
  #leads = false;
  #pullWanted = true;
  #reported: string | undefined;
  /** Greetings that the tab that leads has not answered. */
  #missed = 0;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#exchange = new Loop({
      work: (signal) => this.#round(signal),
      onRound: (error) => this.#afterRound(error),
    });
    this.#uploads = new Loop({
      work: (signal) => uploadAll(options.outbox, options.remote, signal),
      onRound: (error) => error !== undefined && this.#reportOnce(error),
    });
  }

  get leads(): boolean {
    return this.#leads;
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const stopAsking = this.#askNowAndThen(signal);
    const { name } = this.#options;
    await (name === undefined
      ? this.#lead(signal)
      : asLeader({
          name,
          signal,
          work: (given) => this.#lead(given),
          silence: (given) => this.#silence(given),
        }));
    stopAsking();
  }

  /** The tab that leads has shown that it lives. */
  heard(): void {
    this.#missed = 0;
  }

  /** Something waits in the outbox. */
  wake(): void {
    this.#exchange.wake();
    this.#uploads.wake();
  }

  async refresh(): Promise<void> {
    if (!this.#leads) return this.#options.askLeader();
    this.#pullWanted = true;
    this.#uploads.wake();
    await this.#exchange.round();
  }

  async #lead(signal: AbortSignal): Promise<void> {
    this.#leads = true;
    const unwatch = this.#options.remote.watch(() => void this.refresh());
    await Promise.all([this.#exchange.run(signal), this.#uploads.run(signal)]);
    unwatch?.();
    this.#leads = false;
  }

  /** Greets the tab that leads now and then, while somebody looks at this one, and counts what is not answered. */
  #silence(signal: AbortSignal): Promise<void> {
    this.#missed = 0;
    return new Promise((resolve) => {
      const stop = (): void => clearInterval(timer);
      const timer = setInterval(() => {
        if (document.visibilityState !== 'visible') return;
        if (this.#missed >= MISSED) {
          stop();
          resolve();
        }
        this.#missed += 1;
        this.#options.greet();
      }, GREETING);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  async #round(signal: AbortSignal): Promise<void> {
    const failure = await drain(this.#options.outbox, this.#options.remote, signal).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    signal.throwIfAborted();
    // Whoever was cut off has missed something.
    if (failure && isEverywhere(failure.error)) this.#pullWanted = true;
    else await this.#pull(signal);
    if (failure) throw failure.error;
  }

  async #pull(signal: AbortSignal): Promise<void> {
    if (!this.#pullWanted) return;
    this.#pullWanted = false;
    await this.#options.puller.pull(signal).catch((error: unknown) => {
      this.#pullWanted = true;
      throw error;
    });
  }

  #afterRound(error: unknown): void {
    const connection = connectionAfter(error);
    if (connection) this.#options.onConnection(connection);
    if (error === undefined) this.#reported = undefined;
    else this.#reportOnce(error);
  }

  /** Being offline is a state, shown as such; and a failure that goes on is told once. */
  #reportOnce(thrown: unknown): void {
    const error = asStorageError(thrown);
    if (error.code === 'backend/offline' || error.code === 'backend/timeout') return;
    if (error.code === this.#reported) return;
    this.#reported = error.code;
    this.#options.report(error);
  }

  /** Every tab does, since the one that leads may be hidden. */
  #askNowAndThen(signal: AbortSignal): () => void {
    const ask = (): void => void this.refresh();
    const askIfSeen = (): void => {
      if (document.visibilityState === 'visible') ask();
    };
    const own = new AbortController();
    addEventListener('online', ask, { signal: own.signal });
    addEventListener('offline', () => this.#options.onConnection('offline'), { signal: own.signal });
    document.addEventListener('visibilitychange', askIfSeen, { signal: own.signal });
    const timer = this.#options.remote.watches ? undefined : setInterval(askIfSeen, POLL);
    const stop = (): void => {
      own.abort();
      clearInterval(timer);
    };
    signal.addEventListener('abort', stop, { once: true });
    return stop;
  }
}
