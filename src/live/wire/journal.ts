import type { Entry } from './message.js';

export interface Numbered {
  readonly seq: number;
  readonly entry: Entry;
}

/** Entries that are kept for those whose link is down; who missed more gets the state instead. */
const KEPT = 5_000;

/** What this join has authored, numbered from 1 without gaps. */
export class Journal {
  readonly #kept: Numbered[] = [];
  #last = 0;

  get last(): number {
    return this.#last;
  }

  append(entry: Entry): Numbered {
    this.#last += 1;
    const numbered = { seq: this.#last, entry };
    this.#kept.push(numbered);
    if (this.#kept.length > KEPT) this.#kept.shift();
    return numbered;
  }

  /** Everything after `have`; undefined if that is not kept any more, or was never so. */
  after(have: number): readonly Numbered[] | undefined {
    if (have > this.#last) return undefined;
    const first = this.#kept[0]?.seq ?? this.#last + 1;
    return have + 1 < first ? undefined : this.#kept.slice(have + 1 - first);
  }

  /** The chat rows that are kept: they are no part of the marks' state. */
  rows(): readonly Entry[] {
    return this.#kept.flatMap(({ entry }) => (entry.kind === 'row' ? [entry] : []));
  }
}
