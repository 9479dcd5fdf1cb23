/** One thing at a time is worked on; of those that come meanwhile only the newest waits. */
export class NewestWins<T> {
  readonly #work: (item: T) => Promise<void>;
  readonly #drop: (item: T) => void;
  #waiting: T | undefined;
  #busy = false;

  /** `work` may reject, which ends with the item; `drop` is for those that are never worked on. */
  constructor(work: (item: T) => Promise<void>, drop: (item: T) => void) {
    this.#work = work;
    this.#drop = drop;
  }

  offer(item: T): void {
    this.clear();
    this.#waiting = item;
    if (!this.#busy) void this.#run();
  }

  /** Drops what waits. */
  clear(): void {
    if (this.#waiting !== undefined) this.#drop(this.#waiting);
    this.#waiting = undefined;
  }

  async #run(): Promise<void> {
    this.#busy = true;
    for (let item = this.#take(); item !== undefined; item = this.#take())
      await this.#work(item).catch(() => undefined);
    this.#busy = false;
  }

  #take(): T | undefined {
    const item = this.#waiting;
    this.#waiting = undefined;
    return item;
  }
}
