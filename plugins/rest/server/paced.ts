/**
 * Calls soon, and no more often than its pace: what comes meanwhile is one call. Somewhere within the first pace by
 * chance, so that many of them that hear the same do not call at once.
 */
export class Paced {
  readonly #call: () => void;
  readonly #pace: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = -Infinity;

  /** `pace` in ms, asked for at each call. */
  constructor(call: () => void, pace: () => number) {
    this.#call = call;
    this.#pace = pace;
  }

  readonly call = (): void => {
    const pace = this.#pace();
    const wait = Math.max(this.#last + pace - performance.now(), Math.random() * pace);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#last = performance.now();
      this.#call();
    }, wait);
  };

  stop(): void {
    clearTimeout(this.#timer);
  }
}
