import type { Change } from '../../domain/change.js';
import type { Message } from '../../domain/messages/schema.js';
import type { Person } from '../../domain/session.js';
import type { Unsubscribe } from '../../ports/readable.js';

/** Chat rows on the fast path: each is given out once, under its proved author. */
export class SharedRows {
  readonly #seen = new Set<string>();
  readonly #listeners = new Set<(change: Change) => void>();

  onRow(listener: (change: Change) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Our own: never given back to us. */
  own(change: Change): void {
    if (change.collection !== 'messages')
      throw new TypeError('only chat rows are shared: write others to the store');
    this.#seen.add(keyOf(change.row));
  }

  /** What is not the sender's own, of another session, or known already is dropped. */
  receive(person: Person, sessionId: string | undefined, change: Change): void {
    if (change.collection !== 'messages' || person.role === 'observer') return;
    const { by: _claimed, ...row } = change.row;
    if (row.sessionId !== sessionId || row.author.id !== person.id || this.#seen.has(keyOf(row))) return;
    this.#seen.add(keyOf(row));
    for (const listener of [...this.#listeners])
      listener({ collection: 'messages', row: { ...row, author: person } });
  }
}

/** An id is anybody's to say, so that nobody keeps another's row back by using its id first. */
const keyOf = ({ id, author }: Message): string => `${author.id}/${id}`;
