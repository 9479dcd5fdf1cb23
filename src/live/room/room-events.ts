import type { Unsubscribe } from '../../ports/readable.js';
import type { RoomEvent } from './room-state.js';

/** Tells whoever wants to know what happens in a room. */
export class RoomEvents {
  readonly #listeners = new Set<(event: RoomEvent) => void>();

  on(listener: (event: RoomEvent) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: RoomEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
