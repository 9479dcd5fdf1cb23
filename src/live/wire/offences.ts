/** So many within so long (ms) are no accident. */
const TOLERATED = 20;
const WINDOW = 10_000;

/** Counts each peer's malformed messages. */
export class Offences {
  readonly #times = new Map<string, number[]>();

  /** True once it is too much. */
  count(peerId: string, now = performance.now()): boolean {
    const recent = (this.#times.get(peerId) ?? []).filter((time) => now - time < WINDOW);
    recent.push(now);
    this.#times.set(peerId, recent);
    return recent.length >= TOLERATED;
  }

  forget(peerId: string): void {
    this.#times.delete(peerId);
  }
}
