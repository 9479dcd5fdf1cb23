import type { Annotation } from '../../domain/annotation.js';
import type { LivePeer } from '../../ports/live-port.js';
import type { Readable, Unsubscribe } from '../../ports/readable.js';
import type { CameraClock } from './camera-clock.js';
import type { Poses } from './poses.js';
import { isExact, type Still } from './still.js';
import { Stills } from './stills.js';
import { Surface } from './surface.js';

export interface AnchoringOptions {
  readonly marks: Readable<readonly Annotation[]>;
  /** Takes what we saw while drawing to everybody. */
  publish(still: Still): void;
  /** Tells everybody that we are about to draw on this person's picture. */
  announce(surface: string): void;
}

/** In ms: as often is it said that somebody is about to draw. */
const AIM_AGAIN = 5_000;
/** In ms: for how long frames are kept for a mark that was announced and does not come. */
export const READY = 20_000;
/** In ms after it was announced: frames that are seen now are certainly kept. */
const SETTLED = 1_500;

/** Everything that ties marks to the world, for all pictures of a session: what was seen, and where it is now. */
export class Anchoring {
  readonly stills = new Stills();
  readonly #options: AnchoringOptions;
  readonly #surfaces = new Map<string, Surface>();
  readonly #stop: Unsubscribe;
  /** Ours whose pictures are still to be given, by id. */
  readonly #unsent = new Map<string, Still>();
  readonly #aimListeners = new Set<(surface: string) => void>();
  #aimedAt = -Infinity;
  /** Since when frames are kept. */
  #readySince = Infinity;

  constructor(options: AnchoringOptions) {
    this.#options = options;
    this.#stop = options.marks.subscribe((marks) => this.#marksChanged(marks));
  }

  /** What is known of this person's picture. */
  surface(personId: string): Surface {
    const known = this.#surfaces.get(personId) ?? new Surface();
    this.#surfaces.set(personId, known);
    return known;
  }

  /**
   * What we see while we draw. Where its time names a frame that is kept, its picture follows once the mark is finished:
   * 20 KB take several round trips of a link that was idle, and the mark, which goes the same way, would wait for them.
   */
  saw(still: Still): void {
    if (!this.stills.take(still)) return;
    const isKept = isExact(still.by) && performance.now() - this.#readySince > SETTLED;
    if (!still.picture || !isKept) return this.#options.publish(still);
    const { picture: _, ...moment } = still;
    this.#unsent.set(still.id, still);
    this.#options.publish(moment);
    this.#givePictures();
  }

  /** A hand is over this picture and may draw: whoever tracks it had better keep its frames. */
  aim(surface: string): void {
    const now = performance.now();
    if (now - this.#aimedAt < AIM_AGAIN) return;
    if (now - this.#aimedAt > READY) this.#readySince = now;
    this.#aimedAt = now;
    this.#options.announce(surface);
    this.receiveAim(surface);
  }

  receiveAim(surface: string): void {
    for (const listener of this.#aimListeners) listener(surface);
  }

  /** Called with the picture that somebody, here or elsewhere, is about to draw on. */
  onAim(listener: (surface: string) => void): Unsubscribe {
    this.#aimListeners.add(listener);
    return () => void this.#aimListeners.delete(listener);
  }

  receiveStill({ person }: LivePeer, still: Still): void {
    if (person.role !== 'observer') this.stills.take(still, person);
  }

  /** Only the person whose camera it is can know. */
  receivePoses({ person }: LivePeer, poses: Poses): void {
    if (person.id === poses.surface) this.surface(person.id).take(poses);
  }

  receiveClock({ person }: LivePeer, clock: CameraClock): void {
    this.surface(person.id).setClock(clock);
  }

  stop(): void {
    this.#stop();
    for (const surface of this.#surfaces.values()) surface.stop();
  }

  #marksChanged(marks: readonly Annotation[]): void {
    this.stills.keepOnly(new Set(marks.flatMap(({ still }) => still ?? [])));
    // The mark's own word goes out in this task, after its change: a picture would be in its way.
    queueMicrotask(() => this.#givePictures());
    const ids = new Set(marks.map(({ id }) => id));
    for (const surface of this.#surfaces.values()) surface.keepOnly(ids);
  }

  #givePictures(): void {
    const { marks, publish } = this.#options;
    for (const [id, still] of this.#unsent) {
      const own = marks.value.filter((mark) => mark.still === id);
      const isDrawn = own.length > 0 && own.every(({ finished }) => finished);
      if (isDrawn || !this.stills.get(id)) this.#unsent.delete(id);
      if (isDrawn) publish(still);
    }
  }
}
