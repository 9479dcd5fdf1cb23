/** In ms: they go by themselves at that word; whoever does not is cut off. */
const FAREWELL = 1_000;

/** Peers that are told to go, each once, and have a moment left. */
export class Dismissals {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** @param tell - At once, unless this peer was told already. @param cutOff - A moment later. */
  dismiss(peerId: string, tell: () => void, cutOff: () => void): void {
    if (this.#timers.has(peerId)) return;
    this.#timers.set(peerId, setTimeout(cutOff, FAREWELL));
    tell();
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}
