/** Tells the streams of this process that something of a tenant has changed. */
export class Feed {
  readonly #listeners = new Set<(tenant: string, sessionIds: ReadonlySet<string>) => void>();

  /** How many listen. */
  get size(): number {
    return this.#listeners.size;
  }

  publish(tenant: string, sessionIds: ReadonlySet<string>): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(tenant, sessionIds);
      } catch {
        // A stream that broke while it was told; whoever wrote, and the other streams, have no part in it.
        this.#listeners.delete(listener);
      }
    }
  }

  subscribe(listener: (tenant: string, sessionIds: ReadonlySet<string>) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
