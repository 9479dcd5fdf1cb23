import { isAbort } from '../host/errors.js';
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

  /** Until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      failures = (await this.#once(signal)) ? 0 : failures + 1;
      await this.#rest(failures && backoff(failures, Math.random()), signal);
    }
    this.#stopped = true;
    this.#resolveUpTo(Infinity);
  }

  async #once(signal: AbortSignal): Promise<boolean> {
    this.#woken = false;
    const number = ++this.#started;
    const error = await this.#options.work(signal).then(
      () => undefined,
      (reason: unknown) => reason ?? new TypeError('rejected with nothing'),
    );
    if (signal.aborted) return true;
    this.#tell(error);
    this.#resolveUpTo(number);
    return error === undefined || isAbort(error);
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

  /** @param ms 0: until woken */
  #rest(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#woken || signal.aborted) return Promise.resolve();
    const { promise, resolve } = defer();
    const timer = ms > 0 ? setTimeout(resolve, ms) : undefined;
    this.#wake = resolve;
    signal.addEventListener('abort', resolve, { once: true });
    return promise.finally(() => {
      clearTimeout(timer);
      this.#wake = undefined;
      signal.removeEventListener('abort', resolve);
    });
  }
}

function defer(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
