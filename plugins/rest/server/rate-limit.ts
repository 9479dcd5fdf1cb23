import { refuse } from './answer.js';

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

  /** Throws `backend/rate-limited` where the key has used up its calls. */
  take(key: string): void {
    const { burst, rate, clock } = this.#options;
    const at = clock();
    const before = this.#buckets.get(key) ?? { left: burst, at };
    const left = Math.min(burst, before.left + (Math.max(0, at - before.at) / 1000) * rate);
    this.#buckets.delete(key);
    this.#buckets.set(key, { left: Math.max(0, left - 1), at });
    this.#forgetOldest();
    if (left < 1) throw refuse('backend/rate-limited', 'too many calls; try again in a moment');
  }

  #forgetOldest(): void {
    if (this.#buckets.size <= MOST_CALLERS) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
