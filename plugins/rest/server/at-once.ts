import { NearhandError } from '../../../src/plugin.js';

export interface AtOnceOptions<L extends string> {
  /** How much of it each may hold at a time. */
  readonly limits: Readonly<Record<L, number>>;
  /** What there is too much of. */
  readonly words: string;
  /** In ms. */
  readonly retryAfter: number;
}

/** What is held for a while: event streams, bytes that are under way. */
export class AtOnce<L extends string> {
  readonly #options: AtOnceOptions<L>;
  readonly #held = new Map<string, number>();

  constructor(options: AtOnceOptions<L>) {
    this.#options = options;
  }

  /** Throws `backend/rate-limited` where one of them would hold too much; call the result once it is over. */
  take(keys: readonly (readonly [level: L, key: string])[], amount = 1): () => void {
    const { limits, words, retryAfter } = this.#options;
    for (const [level, key] of keys)
      if ((this.#held.get(key) ?? 0) + amount > limits[level])
        throw new NearhandError('backend/rate-limited', words, { retryAfter });
    for (const [, key] of keys) this.#held.set(key, (this.#held.get(key) ?? 0) + amount);
    let isHeld = true;
    return () => {
      if (isHeld) for (const [, key] of keys) this.#giveBack(key, amount);
      isHeld = false;
    };
  }

  #giveBack(key: string, amount: number): void {
    const left = (this.#held.get(key) ?? amount) - amount;
    if (left > 0) this.#held.set(key, left);
    else this.#held.delete(key);
  }
}
