import type { Readable } from '../../ports/readable.js';
import { Value } from '../../ports/value.js';
import type { Still } from './still.js';

/** Stills that are kept; each has at most 56 KB. */
const KEPT = 64;

/** What the authors of marks saw, by id. The first word about an id holds; another one may add its picture. */
export class Stills {
  readonly #all = new Value<ReadonlyMap<string, Still>>(new Map());

  get all(): Readable<ReadonlyMap<string, Still>> {
    return this.#all;
  }

  get(id: string | undefined): Still | undefined {
    return id === undefined ? undefined : this.#all.value.get(id);
  }

  /** False if it says nothing new. */
  take(still: Still): boolean {
    const known = this.#all.value;
    if (!isNews(still, known.get(still.id))) return false;
    const all = [...new Map([...known, [still.id, still]])];
    this.#all.set(new Map(all.slice(-KEPT)));
    return true;
  }

  /** Forgets those that no mark names any more, except the newest, whose mark may be on its way. */
  keepOnly(ids: ReadonlySet<string>): void {
    const known = [...this.#all.value];
    const left = known.filter(([id], index) => ids.has(id) || index === known.length - 1);
    if (left.length < known.length) this.#all.set(new Map(left));
  }
}

const isNews = (still: Still, known: Still | undefined): boolean =>
  !known || (!known.picture && Boolean(still.picture) && isSameMoment(still, known));

const isSameMoment = (a: Still, b: Still): boolean =>
  a.surface === b.surface && a.time === b.time && a.by === b.by;
