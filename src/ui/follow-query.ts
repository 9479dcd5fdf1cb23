import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NearhandError } from '../host/errors.js';
import type { LiveQuery } from '../store/store.js';
import type { Unsubscribe } from '../ports/readable.js';

/**
 * Keeps a live query open while its host is in the document, and opens another when `key` or `source` changes. `open`
 * may answer undefined as long as there is nothing to ask yet. Taken out and put back in the same turn, the host keeps
 * its answer.
 */
export class FollowQuery<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => object | undefined;
  readonly #key: () => string | undefined;
  readonly #open: () => LiveQuery<T> | undefined;
  #connected = false;
  #opened:
    { source: object | undefined; key: string; query: LiveQuery<T>; unsubscribe: Unsubscribe } | undefined;

  constructor(
    host: ReactiveControllerHost,
    options: {
      /** Whom is asked. */
      source: () => object | undefined;
      /** What is asked; undefined asks nothing. */
      key: () => string | undefined;
      open: () => LiveQuery<T> | undefined;
    },
  ) {
    this.#host = host;
    this.#source = options.source;
    this.#key = options.key;
    this.#open = options.open;
    host.addController(this);
  }

  /** Undefined until the first answer. */
  get value(): T | undefined {
    return this.#opened?.query.value;
  }

  get error(): NearhandError | undefined {
    return this.#opened?.query.error;
  }

  hostConnected(): void {
    this.#connected = true;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (!this.#connected) return;
    const [source, key] = [this.#source(), this.#key()];
    if (key === this.#opened?.key && source === this.#opened?.source) return;
    this.#close();
    const query = key === undefined ? undefined : this.#open();
    if (key === undefined || !query) return;
    this.#opened = { source, key, query, unsubscribe: query.subscribe(() => this.#host.requestUpdate()) };
  }

  hostDisconnected(): void {
    this.#connected = false;
    queueMicrotask(() => {
      if (!this.#connected) this.#close();
    });
  }

  #close(): void {
    this.#opened?.unsubscribe();
    this.#opened?.query.close();
    this.#opened = undefined;
  }
}
