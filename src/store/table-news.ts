import type { TableName } from './schema.js';

type Listener = (changed: ReadonlySet<TableName>) => void;

/** Which tables of one database were written to: in this tab, and in others where there is a `BroadcastChannel`. */
export class TableNews {
  readonly #listeners = new Set<Listener>();
  #channel: BroadcastChannel | undefined;

  constructor(database: string) {
    if (!('BroadcastChannel' in globalThis)) return;
    this.#channel = new BroadcastChannel(`nearhand:tables:${database}`);
    this.#channel.addEventListener('message', ({ data }) => {
      // Whatever else is in it is no table that anybody watches.
      if (Array.isArray(data)) this.#announce(new Set(data as TableName[]));
    });
  }

  tell(changed: ReadonlySet<TableName>): void {
    if (changed.size === 0) return;
    this.#announce(changed);
    this.#channel?.postMessage([...changed]);
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#channel?.close();
    this.#channel = undefined;
  }

  #announce(changed: ReadonlySet<TableName>): void {
    for (const listener of [...this.#listeners]) listener(changed);
  }
}
