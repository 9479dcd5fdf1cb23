import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Anchoring } from '../../live/tracking/anchoring.js';
import type { PictureLabel } from '../../live/tracking/frames/picture-label.js';
import { holdKept, holdPicture, type HeldPicture } from './held-picture.js';
import type { KeptPicture } from './kept-picture.js';

/** In ms: how long the picture still stands after the hand was lifted, for the next stroke. */
const LINGER = 500;
/** In ms after that: how long it waits for a live picture of which it is known where the mark is. */
const ANSWER = 1_500;

export interface HoldHost extends ReactiveControllerHost {
  readonly video: HTMLVideoElement | null;
  readonly surface: string;
  readonly anchoring: Anchoring | undefined;
}

/**
 * While somebody draws, their picture stands still, so that the mark is drawn on what they see; it goes on with a live
 * picture on which the mark was found. The word about it comes before that picture, and after a cut by seconds: on
 * those in between the mark would be missing. Strokes that follow at once share the picture.
 */
export class Hold implements ReactiveController {
  readonly #host: HoldHost;
  readonly #label: () => PictureLabel | undefined;
  #picture: HeldPicture | undefined;
  #marks: string[] = [];
  #hands = 0;
  #frozen = false;
  #awaits = false;
  #cancel: (() => void) | undefined;

  constructor(host: HoldHost, label: () => PictureLabel | undefined) {
    this.#host = host;
    this.#label = label;
    host.addController(this);
  }

  /** What stands still now. */
  get picture(): HeldPicture | undefined {
    return this.#picture;
  }

  /** A hand goes down: gives the still that it draws on; undefined where marks are not tied to the world. */
  down(): string | undefined {
    this.#hands += 1;
    this.#take();
    // Again for each stroke: one that no mark named yet may be forgotten meanwhile.
    void this.#picture?.still.then((still) => this.#host.anchoring?.saw(still));
    return this.#picture?.id;
  }

  /** The hand was lifted from this mark; without one, nothing came of it. */
  up(mark: string | undefined): void {
    this.#hands = Math.max(0, this.#hands - 1);
    if (mark !== undefined) this.#marks.push(mark);
    this.#plan();
  }

  /** Holds the picture until it is let go, whether anybody draws or not. */
  freeze(frozen: boolean): void {
    if (frozen === this.#frozen) return;
    this.#frozen = frozen;
    if (frozen) this.#take();
    else this.#plan();
  }

  /** Shows a picture that was kept before, until another one is shown or none. */
  show(kept: KeptPicture | undefined): void {
    const { surface, anchoring } = this.#host;
    this.#release();
    if (kept && anchoring) this.#picture = holdKept(kept, surface);
  }

  /** With each picture, before it is shown. */
  hostUpdate(): void {
    if (this.#awaits && this.#isAnswered()) this.#release();
  }

  hostDisconnected(): void {
    this.#release();
  }

  #take(): void {
    this.#cancel?.();
    const { video, surface, anchoring } = this.#host;
    if (this.#picture || !video || !anchoring) return;
    this.#picture = holdPicture(video, surface, anchoring.surface(surface).times, this.#label());
    this.#host.requestUpdate();
  }

  #plan(): void {
    this.#cancel?.();
    if (this.#hands > 0 || this.#frozen || !this.#picture || this.#picture.kept !== undefined) return;
    const timer = setTimeout(() => this.#await(), LINGER);
    this.#cancel = () => clearTimeout(timer);
  }

  /** Lets go once all that was drawn is found, or at the latest after a while: then it says itself that it is not. */
  #await(): void {
    const { anchoring, surface } = this.#host;
    if (!anchoring || this.#isAnswered()) return this.#release();
    this.#awaits = true;
    const timer = setTimeout(() => this.#release(), ANSWER);
    const stop = anchoring.surface(surface).states.subscribe(() => this.#host.requestUpdate());
    this.#cancel = () => {
      this.#awaits = false;
      clearTimeout(timer);
      stop();
    };
  }

  #isAnswered(): boolean {
    const { anchoring, surface } = this.#host;
    const { log, times } = anchoring?.surface(surface) ?? {};
    const label = this.#label();
    const time = label && times?.timeOf(label)?.time;
    return this.#marks.every((mark) => !log || log.at(mark, time ?? log.latest) !== undefined);
  }

  #release(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#picture = undefined;
    this.#marks = [];
    this.#host.requestUpdate();
  }
}
