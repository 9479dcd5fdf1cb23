import type { Person } from '../../domain/session.js';
import type { Readable } from '../../ports/readable.js';
import { Value } from '../../ports/value.js';
import type { Still } from './still.js';

/** Stills that are kept; each has at most 56 KB. */
const KEPT = 64;

/**
 * What the authors of marks saw, by id. The first word about an id holds, save that ours and an agent's stand above a
 * guest's; another one may add its picture.
 */
export class Stills {
  /** Those that only guests have spoken of. */
  readonly #unsure = new Set<string>();
  readonly #all = new Value<ReadonlyMap<string, Still>>(new Map());

  get all(): Readable<ReadonlyMap<string, Still>> {
    return this.#all;
  }

  get(id: string | undefined): Still | undefined {
    return id === undefined ? undefined : this.#all.value.get(id);
  }

  /** False if it says nothing new. @param by - Who says so; ourselves by default. */
  take(still: Still, by?: Person): boolean {
    const known = this.#all.value;
    const isSure = by === undefined || by.role === 'agent';
    const corrects = isSure && this.#unsure.has(still.id);
    if (!corrects && !isNews(still, known.get(still.id))) return false;
    if (isSure) this.#unsure.delete(still.id);
    else if (!known.has(still.id)) this.#unsure.add(still.id);
    const all = [...new Map([...known, [still.id, still]])];
    this.#all.set(new Map(all.slice(-KEPT)));
    for (const id of this.#unsure) if (!this.#all.value.has(id)) this.#unsure.delete(id);
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
