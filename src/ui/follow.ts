import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Readable, Unsubscribe } from '../ports/readable.js';

/**
 * Follows whichever readable `find` names, and only while its host is in the document. `find` is asked again before
 * each update, so that a readable may arrive late or be swapped.
 */
export class Follow<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #find: () => Readable<T> | undefined;
  #connected = false;
  #current: Readable<T> | undefined;
  #unsubscribe: Unsubscribe | undefined;

  constructor(host: ReactiveControllerHost, find: () => Readable<T> | undefined) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  /** Also right in `willUpdate`, which runs before the controllers are told of an update. */
  get value(): T | undefined {
    if (this.#connected) this.#follow(this.#find());
    return this.#current?.value;
  }

  hostConnected(): void {
    this.#connected = true;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.#connected) this.#follow(this.#find());
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#follow(undefined);
  }

  #follow(next: Readable<T> | undefined): void {
    if (next === this.#current) return;
    this.#unsubscribe?.();
    this.#current = next;
    this.#unsubscribe = next?.subscribe(() => this.#host.requestUpdate());
  }
}
