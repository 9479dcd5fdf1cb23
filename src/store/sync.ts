import type { NearhandError } from '../host/errors.js';
import { connectionAfter, drain, isEverywhere } from './drain.js';
import { asStorageError } from './errors.js';
import { alone, asLeader, type StillLeads } from './leader.js';
import { Loop } from './loop.js';
import type { Outbox } from './outbox.js';
import type { Puller } from './pull.js';
import type { Remote } from './remote.js';
import type { Connection } from './store.js';
import { uploadAll } from './upload.js';

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
}

/** Keeps the local copy and the backend together: sends what waits, then asks what is new, in one order of requests. */
export class Sync {
  readonly #options: SyncOptions;
  readonly #exchange: Loop;
  readonly #uploads: Loop;
  #leads = false;
  #stillLeads: StillLeads = alone;
  #pullWanted = true;
  #reported: string | undefined;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#exchange = new Loop({
      work: (signal) => this.#round(signal),
      onRound: (error) => this.#afterRound(error),
    });
    this.#uploads = new Loop({
      work: (signal) => uploadAll(options.outbox, options.remote, signal, () => this.#stillLeads()),
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
      ? this.#lead(signal, alone)
      : asLeader(name, signal, (given, stillLeads) => this.#lead(given, stillLeads)));
    stopAsking();
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

  async #lead(signal: AbortSignal, stillLeads: StillLeads): Promise<void> {
    this.#leads = true;
    this.#stillLeads = stillLeads;
    // Whoever led before may have heard of what this one has not.
    this.#pullWanted = true;
    const unwatch = this.#options.remote.watch(() => void this.refresh());
    await Promise.all([this.#exchange.run(signal), this.#uploads.run(signal)]);
    unwatch?.();
    this.#leads = false;
  }

  async #round(signal: AbortSignal): Promise<void> {
    const failure = await drain(this.#options.outbox, this.#options.remote, signal, this.#stillLeads).then(
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
