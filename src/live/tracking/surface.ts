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

  take(poses: Poses): void {
    if (poses.time < this.log.latest - NEW_CLOCK) this.log.clear();
    const isNews = poses.time >= this.log.latest;
    if (poses.before && !this.log.isTold(poses.before.time)) this.log.take(poses.before);
    this.log.take(poses);
    if (!isNews) return;
    this.#listen();
    this.#hint.set(poses.hint);
    this.#show(poses.marks.map(([id, state]) => [id, state]));
  }

  /** Nobody listens any more. */
  stop(): void {
    clearTimeout(this.#silence);
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
