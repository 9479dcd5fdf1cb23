import { isAbort, isNearhandError } from '../host/errors.js';
import { backoff } from './backoff.js';

export interface LoopOptions {
  /** One round. What it throws makes the next one wait, longer each time. */
  work(signal: AbortSignal): Promise<void>;
  onRound(error: unknown): void;
}

/** Does its work again whenever it is woken, and by itself after a failure. */
export class Loop {
  readonly #options: LoopOptions;
  #woken = true;
  #wake: (() => void) | undefined;
  #started = 0;
  #stopped = false;
  #ended: { readonly after: number; resolve(): void }[] = [];

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Resolves when a round that begins after this call has ended, well or not. */
  round(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    const { promise, resolve } = defer();
    this.#ended.push({ after: this.#started, resolve });
    this.wake();
    return promise;
  }

  /** Until the signal is aborted; then it may run again. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    this.#stopped = false;
    this.#woken = true;
    while (!signal.aborted) {
      const error = await this.#once(signal);
      failures = error === undefined ? 0 : failures + 1;
      const asked = askedToWait(error);
      if (asked > 0) await this.#rest(asked, signal, 'asked');
      else await this.#rest(failures && backoff(failures, Math.random()), signal);
    }
    this.#stopped = true;
    this.#resolveUpTo(Infinity);
  }

  /** What it failed with; an abort is no failure. */
  async #once(signal: AbortSignal): Promise<unknown> {
    this.#woken = false;
    const number = ++this.#started;
    const error = await this.#options.work(signal).then(
      () => undefined,
      (reason: unknown) => reason ?? new TypeError('rejected with nothing'),
    );
    if (signal.aborted) return undefined;
    this.#tell(error);
    this.#resolveUpTo(number);
    return isAbort(error) ? undefined : error;
  }

  /** Whoever listens may fail; the next round comes all the same. */
  #tell(error: unknown): void {
    try {
      this.#options.onRound(error);
    } catch (thrown) {
      reportError(thrown);
    }
  }

  #resolveUpTo(number: number): void {
    const done = this.#ended.filter(({ after }) => after < number);
    this.#ended = this.#ended.filter(({ after }) => after >= number);
    for (const { resolve } of done) resolve();
  }

  /**
   * Whoever was asked to wait does so, whatever wakes it.
   * @param ms 0: until woken
   */
  #rest(ms: number, signal: AbortSignal, why?: 'asked'): Promise<void> {
    if ((this.#woken && !why) || signal.aborted) return Promise.resolve();
    const { promise, resolve } = defer();
    const timer = ms > 0 ? setTimeout(resolve, ms) : undefined;
    if (!why) this.#wake = resolve;
    signal.addEventListener('abort', resolve, { once: true });
    return promise.finally(() => {
      clearTimeout(timer);
      this.#wake = undefined;
      signal.removeEventListener('abort', resolve);
    });
  }
}

/** In ms. The other side may be wrong about its time, or mean harm. */
const LONGEST_ASKED = 300_000;

/** A little more than was asked for, so that those who were sent away together do not come back together. */
function askedToWait(error: unknown): number {
  const asked = isNearhandError(error) ? (error.retryAfter ?? 0) : 0;
  return Math.min(LONGEST_ASKED, asked) * (1 + Math.random() / 10);
}

function defer(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
