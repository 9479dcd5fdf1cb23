/**
 * The least of the last values: of what is delayed by chance, the least delayed says the most. A sliding minimum, each
 * step in constant time on average (Lemire, "Streaming maximum-minimum filter", 2006).
 */
export class LatencyFloor {
  readonly #window: number;
  /** Rising values with their times: each is the least from its time on. */
  #rising: { readonly value: number; readonly at: number }[] = [];

  /** For how long a value counts, in the unit of `at`. */
  constructor(window: number) {
    this.#window = window;
  }

  get value(): number | undefined {
    return this.#rising[0]?.value;
  }

  /** `at` may not run backwards. What is no number is left out. */
  add(value: number, at: number): void {
    if (!Number.isFinite(value)) return;
    while ((this.#rising.at(-1)?.value ?? -Infinity) >= value) this.#rising.pop();
    this.#rising.push({ value, at });
    while ((this.#rising[0]?.at ?? at) < at - this.#window) this.#rising.shift();
  }

  clear(): void {
    this.#rising = [];
  }
}
