import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NearhandError } from '../host/errors.js';
import type { LiveQuery } from '../store/store.js';
import type { Unsubscribe } from '../ports/readable.js';

/**
 * Keeps a live query open while its host is in the document, and opens another when `key` changes. `open` may answer
 * undefined as long as there is nothing to ask yet.
 */
export class FollowQuery<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #key: () => string | undefined;
  readonly #open: () => LiveQuery<T> | undefined;
  #connected = false;
  #opened: { key: string; query: LiveQuery<T>; unsubscribe: Unsubscribe } | undefined;

  constructor(
    host: ReactiveControllerHost,
    options: { key: () => string | undefined; open: () => LiveQuery<T> | undefined },
  ) {
    this.#host = host;
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
    const key = this.#key();
    if (key === this.#opened?.key) return;
    this.#close();
    const query = key === undefined ? undefined : this.#open();
    if (key === undefined || !query) return;
    this.#opened = { key, query, unsubscribe: query.subscribe(() => this.#host.requestUpdate()) };
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#close();
  }

  #close(): void {
    this.#opened?.unsubscribe();
    this.#opened?.query.close();
    this.#opened = undefined;
  }
}
