import type { Annotation } from '../../domain/annotation.js';
import { regionOf } from './regions.js';
import type { Still } from './still.js';
import type { Tracking } from './worker/tracking-client.js';

interface Told {
  readonly still: string;
  readonly finished: boolean;
}

/** Tells the tracking worker which marks to follow, as marks and stills come and go. */
export class Follower {
  readonly #tracking: Tracking;
  /** By mark, as it was told last. */
  readonly #told = new Map<string, Told>();

  constructor(tracking: Tracking) {
    this.#tracking = tracking;
  }

  update(marks: readonly Annotation[], stills: ReadonlyMap<string, Still>): void {
    const wanted = new Map(marks.map((mark) => [mark.id, mark]));
    for (const id of [...this.#told.keys()]) if (!wanted.has(id)) this.#forget(id);
    for (const mark of marks) this.#follow(mark, stills);
  }

  /** Once when it is begun, so that it is found by the time the hand is lifted; again with all of it. */
  #follow(mark: Annotation, stills: ReadonlyMap<string, Still>): void {
    const { id, finished } = mark;
    const still = mark.still === undefined ? undefined : stills.get(mark.still);
    if (!still || this.#told.get(id)?.finished === finished) return;
    // The worker keeps no still that no mark names: what comes back to one, it is told again.
    const isKnown = [...this.#told.values()].some((told) => told.still === still.id);
    if (!isKnown) this.#tracking.still(still);
    this.#told.set(id, { still: still.id, finished });
    this.#tracking.follow(id, still.id, regionOf(mark));
  }

  #forget(id: string): void {
    this.#told.delete(id);
    this.#tracking.forget(id);
  }
}
