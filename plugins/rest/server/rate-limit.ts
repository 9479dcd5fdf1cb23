import { NearhandError } from '../../../src/plugin.js';

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

  /** In ms: so long until the key may take so much; 0 for now. What costs more than a whole burst takes all of it. */
  wait(key: string, cost = 1): number {
    const { burst, rate } = this.#options;
    const missing = Math.min(cost, burst) - this.#leftOf(key);
    return missing <= 0 ? 0 : Math.ceil(missing / rate) * 1000;
  }

  /** Throws `backend/rate-limited`, with when to try again, where the key has used up its calls. */
  take(key: string, cost = 1): void {
    takeAll([[this, key, cost]]);
  }

  /** Takes what there is. */
  spend(key: string, cost: number): void {
    const left = Math.max(0, this.#leftOf(key) - cost);
    this.#buckets.delete(key);
    this.#buckets.set(key, { left, at: this.#options.clock() });
    this.#forgetOldest();
  }

  #leftOf(key: string): number {
    const { burst, rate, clock } = this.#options;
    const before = this.#buckets.get(key);
    if (!before) return burst;
    return Math.min(burst, before.left + (Math.max(0, clock() - before.at) / 1000) * rate);
  }

  #forgetOldest(): void {
    if (this.#buckets.size <= MOST_CALLERS) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}

/**
 * Takes from all of them or from none, so that whoever is refused pays nothing and gets through once they have waited as
 * long as was said.
 */
export function takeAll(asked: readonly (readonly [limit: RateLimit, key: string, cost: number])[]): void {
  const retryAfter = Math.max(0, ...asked.map(([limit, key, cost]) => limit.wait(key, cost)));
  if (retryAfter > 0)
    throw new NearhandError('backend/rate-limited', 'too many calls; try again in a moment', { retryAfter });
  for (const [limit, key, cost] of asked) limit.spend(key, cost);
}
