/**
 * Ends what would go on for ever once the server closes. An `AbortSignal` would do, but for Node, which warns of a leak
 * from the eleventh listener on.
 */
export class Closing {
  readonly #ends = new Set<() => void>();
  #done = false;

  get done(): boolean {
    return this.#done;
  }

  /** Calls `end` at the closing; call the result where it ended before. */
  onClose(end: () => void): () => void {
    this.#ends.add(end);
    return () => void this.#ends.delete(end);
  }

  close(): void {
    this.#done = true;
    for (const end of this.#ends) end();
  }
}
