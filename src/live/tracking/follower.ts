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
  /** By still: whether it was told with its picture. */
  readonly #stills = new Map<string, boolean>();

  constructor(tracking: Tracking) {
    this.#tracking = tracking;
  }

  update(marks: readonly Annotation[], stills: ReadonlyMap<string, Still>): void {
    const wanted = new Map(marks.map((mark) => [mark.id, mark]));
    for (const id of [...this.#told.keys()]) if (!wanted.has(id)) this.#forget(id);
    for (const mark of marks) this.#follow(mark, stills);
    for (const id of this.#stills.keys()) this.#tell(stills.get(id));
  }

  /** Once when it is begun, so that it is found by the time the hand is lifted; again with all of it. */
  #follow(mark: Annotation, stills: ReadonlyMap<string, Still>): void {
    const { id, finished } = mark;
    const still = mark.still === undefined ? undefined : stills.get(mark.still);
    if (!still || this.#told.get(id)?.finished === finished) return;
    this.#told.set(id, { still: still.id, finished });
    this.#tell(still);
    this.#tracking.follow(id, still.id, regionOf(mark));
  }

  /** Once, and again when its picture has come. */
  #tell(still: Still | undefined): void {
    const hasPicture = still?.picture !== undefined;
    if (!still || (this.#stills.has(still.id) && this.#stills.get(still.id) === hasPicture)) return;
    this.#stills.set(still.id, hasPicture);
    this.#tracking.still(still);
  }

  /** The worker keeps no still that no mark names: what comes back to one, it is told again. */
  #forget(id: string): void {
    const still = this.#told.get(id)?.still;
    this.#told.delete(id);
    const isNamed = [...this.#told.values()].some((told) => told.still === still);
    if (still !== undefined && !isNamed) this.#stills.delete(still);
    this.#tracking.forget(id);
  }
}
