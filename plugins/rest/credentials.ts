import { failure, tell } from './errors.js';
import { isNearhandError, type Whose } from '../../src/plugin.js';
import { requireTokenOf } from './token-owner.js';

/** Why a token is asked for: there is none yet, or the backend refused the last one. */
export type TokenReason = 'first' | 'refused';
export type TokenSource = (reason: TokenReason, signal: AbortSignal) => Promise<string>;

/** The present bearer token. However many calls need one at once, its source is asked once. */
export class Credentials {
  readonly #source: TokenSource;
  readonly #signal: AbortSignal;
  /** Whom the page says that it works for, where the token has to say so too. */
  readonly #whose: Whose | undefined;
  #token: Promise<string> | undefined;
  readonly #waiting = new Set<() => void>();

  /** `signal` ends with the plugin: one call that is given up must not end the token of the others. */
  constructor(source: TokenSource, signal: AbortSignal, whose?: Whose) {
    this.#source = source;
    this.#whose = whose;
    this.#signal = signal;
  }

  current(): Promise<string> {
    return (this.#token ??= this.#ask('first'));
  }

  /** The next call asks again: whoever works here has entered, maybe as somebody else. */
  forget(): void {
    this.#token = undefined;
    for (const hear of this.#waiting) hear();
  }

  /** Settles once `forget` was called, or the signal is aborted. */
  changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }

  /** After a refusal: a new token, unless another call has got one in the meantime. */
  async renewed(refused: string): Promise<string> {
    const asked = this.#token;
    const present = await asked;
    if (present !== undefined && present !== refused) return present;
    if (this.#token === asked) this.#token = this.#ask('refused');
    return this.current();
  }

  #ask(reason: TokenReason): Promise<string> {
    const asked = this.#call(reason);
    asked.catch(() => {
      if (this.#token === asked) this.#token = undefined;
    });
    return asked;
  }

  async #call(reason: TokenReason): Promise<string> {
    try {
      const token: unknown = await this.#source(reason, this.#signal);
      if (typeof token !== 'string' || !token) throw new TypeError(`it gave ${typeof token}`);
      if (this.#whose) requireTokenOf(this.#whose, token);
      return token;
    } catch (error) {
      if (this.#signal.aborted || isNearhandError(error)) throw error;
      const isCutOff = globalThis.navigator?.onLine === false;
      if (!isCutOff) tell('no-token', error);
      throw failure(isCutOff ? 'backend/offline' : 'backend/unauthorized', 'token() failed', error);
    }
  }
}

/** Ends with the signal, also where the work itself cannot be stopped. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    // Heard also where the signal came first, lest the work's own failure goes unhandled.
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    if (signal.aborted) onAbort();
  });
}
