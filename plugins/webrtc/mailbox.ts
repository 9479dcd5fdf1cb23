import type { LiveMessage, Unsubscribe } from '../../src/plugin.js';
import { MAX_EARLY } from './limits.js';

/** Hands messages on. A peer may speak before the caller of `join` has had a chance to listen: that waits. */
export class Mailbox {
  readonly #listeners = new Set<(message: LiveMessage) => void>();
  readonly #early: LiveMessage[] = [];

  deliver(message: LiveMessage): void {
    if (this.#listeners.size === 0 && this.#early.length < MAX_EARLY) this.#early.push(message);
    for (const listener of [...this.#listeners]) listener(message);
  }

  listen(listener: (message: LiveMessage) => void): Unsubscribe {
    this.#listeners.add(listener);
    for (const message of this.#early.splice(0)) this.deliver(message);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
  }
}
