import { NearhandError } from '../../../src/host/errors.js';

/** So many different callers are remembered at most; the oldest are forgotten first. */
const MOST_CALLERS = 10_000;

export interface RateLimitOptions {
  /** Calls in a burst. */
  readonly burst: number;
  /** Calls a second in the long run. */
  readonly rate: number;
  readonly clock: () => number;
}

/** A token bucket for each key. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /**
   * Throws `backend/rate-limited`, with when to try again, where the key has used up its calls. `cost` is what this call
   * counts for; one that costs more than a whole burst takes all of it.
   */
  take(key: string, cost = 1): void {
    const { burst, rate, clock } = this.#options;
    const price = Math.min(cost, burst);
    const at = clock();
    const before = this.#buckets.get(key) ?? { left: burst, at };
    const left = Math.min(burst, before.left + (Math.max(0, at - before.at) / 1000) * rate);
    this.#buckets.delete(key);
    // Who is refused pays nothing, so that whoever waits as long as was said gets through.
    this.#buckets.set(key, { left: left < price ? left : left - price, at });
    this.#forgetOldest();
    if (left >= price) return;
    const retryAfter = Math.ceil((price - left) / rate) * 1000;
    throw new NearhandError('backend/rate-limited', 'too many calls; try again in a moment', { retryAfter });
  }

  #forgetOldest(): void {
    if (this.#buckets.size <= MOST_CALLERS) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
