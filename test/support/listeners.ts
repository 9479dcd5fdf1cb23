interface Held {
  readonly type: string;
  readonly listener: unknown;
  readonly capture: boolean;
}

/**
 * Counts the listeners on whatever was there when `mark` was called. What is made later and listens only to its own goes
 * with it; what it leaves on the others stays for as long as these do.
 */
export class ListenerCount {
  readonly #held = new Map<EventTarget, Held[]>();
  /** What `AbortSignal.any` made lives for as long as its sources, once somebody listens to it. */
  readonly #sources = new Map<EventTarget, readonly AbortSignal[]>();
  #marked = new Set<EventTarget>();
  readonly restore: () => void;

  constructor() {
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const held = this.#held;
    const drop = (target: EventTarget, { type, listener, capture }: Held): void => {
      const rest = (held.get(target) ?? []).filter(
        (one) => one.type !== type || one.listener !== listener || one.capture !== capture,
      );
      held.set(target, rest);
    };
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const given = typeof options === 'object' ? options : { capture: options ?? false };
      const entry = { type, listener, capture: given.capture ?? false };
      // Called on nothing, it is the window's.
      const target = (this as EventTarget | undefined) ?? window;
      if (listener && !given.signal?.aborted) {
        drop(target, entry);
        held.set(target, [...(held.get(target) ?? []), entry]);
        if (given.once) add.call(target, type, () => drop(target, entry), { once: true });
        if (given.signal) add.call(given.signal, 'abort', () => drop(target, entry), { once: true });
      }
      add.call(target, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      const capture = typeof options === 'object' ? (options.capture ?? false) : (options ?? false);
      const target = (this as EventTarget | undefined) ?? window;
      drop(target, { type, listener, capture });
      remove.call(target, type, listener, options);
    };
    const { any } = AbortSignal;
    AbortSignal.any = (sources) => {
      const all = [...sources];
      const made = any.call(AbortSignal, all);
      this.#sources.set(made, all);
      return made;
    };
    this.restore = () => {
      AbortSignal.any = any;
      EventTarget.prototype.addEventListener = add;
      EventTarget.prototype.removeEventListener = remove;
    };
  }

  /** From here on only these targets count: whatever has had a listener so far. */
  mark(): void {
    this.#marked = new Set(this.#held.keys());
  }

  get count(): number {
    return this.names.length;
  }

  /** Which there are, for a failure's words. */
  get names(): string[] {
    return [...this.#held]
      .filter(([target]) => this.#lasts(target))
      .flatMap(([target, held]) => held.map(({ type }) => `${target.constructor.name} ${type}`));
  }

  /** Those that there are now and were not among `before`. */
  since(before: readonly string[]): string[] {
    const left = [...before];
    return this.names.filter((name) => {
      const at = left.indexOf(name);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  }

  #lasts(target: EventTarget): boolean {
    const sources = this.#sources.get(target) ?? [];
    return this.#marked.has(target) || sources.some((source) => this.#lasts(source));
  }
}
