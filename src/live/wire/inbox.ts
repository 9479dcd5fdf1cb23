import type { Numbered } from './journal.js';
import type { Entry } from './message.js';

/** Entries that may wait for an earlier one. More than this, and the sender is out of its mind. */
const WAITING = 2_000;

/** One sender's sequence as it arrives: gives each entry out once and in order, whatever is lost, doubled or late. */
export class Inbox {
  readonly #waiting = new Map<number, Entry>();
  #have = 0;

  /** All up to this number were given out. */
  get have(): number {
    return this.#have;
  }

  /** There is a gap: something before what has arrived is missing. */
  get gap(): boolean {
    return this.#waiting.size > 0;
  }

  /** The entries that are now due. */
  take({ seq, entry }: Numbered): readonly Entry[] {
    if (seq <= this.#have) return [];
    if (seq > this.#have + 1 && this.#waiting.size >= WAITING) return [];
    this.#waiting.set(seq, entry);
    return this.#due();
  }

  /** What was before `seq` comes as a state instead. */
  skipTo(seq: number): readonly Entry[] {
    if (seq <= this.#have) return [];
    this.#have = seq;
    for (const waiting of this.#waiting.keys()) if (waiting <= seq) this.#waiting.delete(waiting);
    return this.#due();
  }

  #due(): readonly Entry[] {
    const due: Entry[] = [];
    for (let next; (next = this.#waiting.get(this.#have + 1));) {
      this.#have += 1;
      this.#waiting.delete(this.#have);
      due.push(next);
    }
    return due;
  }
}
