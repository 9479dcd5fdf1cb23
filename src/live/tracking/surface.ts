import type { Readable } from '../../ports/readable.js';
import { Value } from '../../ports/value.js';
import type { AnchorState, TrackingHint } from './anchor.js';
import type { CameraClock } from './camera-clock.js';
import { PoseLog, SILENCE } from './pose-log.js';
import type { Poses } from './poses.js';
import type { VideoTimes } from './video-times.js';

/** In ms: a camera's clock that jumps back by more than this is another camera's. */
const NEW_CLOCK = 2_000;

/** What is known of the marks on one person's picture, on every screen the same. */
export class Surface {
  readonly log = new PoseLog();
  readonly #states = new Value<ReadonlyMap<string, AnchorState>>(new Map());
  readonly #hint = new Value<TrackingHint | undefined>(undefined);
  /** Runs from each word until there was none for too long. */
  #silence: ReturnType<typeof setTimeout> | undefined;
  readonly #clock = new Value<CameraClock | undefined>(undefined);

  /** When the pictures of this person's video were captured, as it shows on this page; absent: nobody knows. */
  times: VideoTimes | undefined;

  /** How each mark stands, by its id; changes only when one of them does. */
  get states(): Readable<ReadonlyMap<string, AnchorState>> {
    return this.#states;
  }

  /** What the person who holds the camera could do. */
  get hint(): Readable<TrackingHint | undefined> {
    return this.#hint;
  }

  /** How the labels of this person's video are read, as it comes to us. */
  get clock(): Readable<CameraClock | undefined> {
    return this.#clock;
  }

  /** Capture time up to which it is known where marks are; Infinity while nobody says anything. */
  get knownUntil(): number {
    return this.#silence === undefined ? Infinity : this.log.latest;
  }

  take(poses: Poses): void {
    if (poses.time < this.log.latest - NEW_CLOCK) this.log.clear();
    const isNews = poses.time >= this.log.latest;
    for (const frame of poses.earlier?.toReversed() ?? [])
      if (!this.log.isTold(frame.time)) this.log.take(frame);
    this.log.take(poses);
    if (!isNews) return;
    this.#listen();
    this.#hint.set(poses.hint);
    this.#show(poses.marks.map(([id, state]) => [id, state]));
  }

  /** Nobody listens any more. */
  stop(): void {
    clearTimeout(this.#silence);
    this.#silence = undefined;
  }

  setClock(clock: CameraClock): void {
    this.#clock.set(clock);
  }

  /** These marks are all that there are. */
  keepOnly(ids: ReadonlySet<string>): void {
    this.log.keepOnly(ids);
    const states = this.#states.value;
    if ([...states.keys()].every((id) => ids.has(id))) return;
    this.#states.set(new Map([...states].filter(([id]) => ids.has(id))));
  }

  /** Whoever tracks says something with each frame; a page in the background or a stopped camera says nothing. */
  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#silence = undefined;
      this.#hint.set(undefined);
      this.#show([...this.#states.value.keys()].map((id) => [id, 'lost']));
    }, SILENCE);
  }

  #show(news: readonly (readonly [string, AnchorState])[]): void {
    const states = this.#states.value;
    if (news.every(([id, state]) => states.get(id) === state)) return;
    this.#states.set(new Map([...states, ...news]));
  }
}
