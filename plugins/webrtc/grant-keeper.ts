import { type LiveGrant, timeNow } from '../../src/domain.js';
import { asNearhandError, isAbort, type NearhandError } from '../../src/plugin.js';
import { ranOut } from './errors.js';

export interface GrantKeeperOptions {
  renew(signal: AbortSignal): Promise<LiveGrant>;
  onRenewed(): void;
  /** There is no right to be here any more. */
  onEnded(error: NearhandError): void;
}

/** Holds the grant, and has it renewed a minute before it expires, or half-way for shorter ones. */
export class GrantKeeper {
  readonly #options: GrantKeeperOptions;
  readonly #signal: AbortSignal;
  #grant: LiveGrant;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(grant: LiveGrant, signal: AbortSignal, options: GrantKeeperOptions) {
    this.#grant = grant;
    this.#signal = signal;
    this.#options = options;
    signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  get grant(): LiveGrant {
    return this.#grant;
  }

  /** A fresh grant now; rejects as the backend does. */
  async renew(): Promise<LiveGrant> {
    this.#grant = await this.#options.renew(this.#signal);
    this.plan();
    return this.#grant;
  }

  plan(): void {
    clearTimeout(this.#timer);
    if (this.#signal.aborted) return;
    const left = Date.parse(this.#grant.expiresAt) - timeNow();
    const wait = Math.max(1_000, left > 120_000 ? left - 60_000 : left / 2);
    // A timer that is longer than 31 bits fires at once.
    this.#timer = setTimeout(() => void this.#due(), Math.min(wait, 2_000_000_000));
  }

  async #due(): Promise<void> {
    try {
      await this.renew();
      this.#options.onRenewed();
    } catch (error) {
      if (isAbort(error)) return;
      const coded = asNearhandError(error, 'live/failed', 'the grant was not renewed');
      if (!coded.retryable) return this.#options.onEnded(coded);
      if (Date.parse(this.#grant.expiresAt) < timeNow()) return this.#options.onEnded(ranOut(coded));
      this.plan();
    }
  }
}
