import { currentFrame } from '../../live/tracking/frames/current-frame.js';
import { labelOfFrame, type PictureLabel } from '../../live/tracking/frames/picture-label.js';

/**
 * In ms: a picture waits no longer for the word about it. Words come before their pictures, which go through a decoder
 * and its buffer; but after a lost packet a link says nothing for one to three round trips.
 */
const LONGEST = 250;
/** Pictures that wait at most: browsers have few to spare. */
const WAITING = 6;

interface Waiting {
  readonly frame: VideoFrame;
  readonly label: PictureLabel;
  /** Capture time in ms, if known. */
  readonly time: number | undefined;
}

export interface PainterOptions {
  video(): HTMLVideoElement | null;
  timeOf(label: PictureLabel): number | undefined;
  /** Capture time up to which it is known where marks are; Infinity where nobody tells. */
  known(): number;
  /** Is it known of the very frame of this capture time? */
  isTold(time: number): boolean;
  /** Another picture stands on the canvas. */
  onPainted(): void;
}

/**
 * Shows the video's pictures on a canvas, each when it is known where its marks are, so that marks and picture change
 * together. The video element itself shows what it decodes when it likes, and says too late what that is.
 */
export class Painter {
  readonly canvas = document.createElement('canvas');
  readonly #context = this.canvas.getContext('2d');
  readonly #options: PainterOptions;
  readonly #waiting: Waiting[] = [];
  #label: PictureLabel | undefined;
  #paintedAt = -Infinity;

  constructor(options: PainterOptions) {
    this.#options = options;
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  static get isPossible(): boolean {
    return 'VideoFrame' in globalThis && 'requestVideoFrameCallback' in HTMLVideoElement.prototype;
  }

  /** Of the picture on the canvas; undefined before the first. */
  get label(): PictureLabel | undefined {
    return this.#label;
  }

  /** The video shows a new picture, of which the browser says this. */
  take(said: PictureLabel): void {
    const video = this.#options.video();
    const frame = video && currentFrame(video);
    if (!frame) return;
    const label = labelOfFrame(frame, said);
    this.#waiting.push({ frame, label, time: this.#options.timeOf(label) });
    this.settle();
  }

  /**
   * More is known: paints the newest picture of which it is known where its marks are. One between two such pictures is
   * left out, unless nothing was painted for too long: fewer pictures are better than marks beside their things.
   */
  settle(): void {
    const known = this.#options.known();
    const now = performance.now();
    const isLoose = known === Infinity || now - this.#paintedAt > LONGEST;
    const isDue = ({ time, label }: Waiting): boolean =>
      time === undefined || time <= known + 1 || now - label.shownAt > LONGEST;
    const isFit = (one: Waiting): boolean =>
      isDue(one) && (isLoose || one.time === undefined || this.#options.isTold(one.time));
    const fit = this.#waiting.findLastIndex(isFit);
    if (fit >= 0) this.#paint(this.#waiting[fit] as Waiting, now);
    const last = Math.max(fit, this.#waiting.findLastIndex(isDue));
    for (const { frame } of this.#waiting.splice(0, last + 1)) frame.close();
    if (this.#waiting.length > WAITING) this.#thinOut();
  }

  stop(): void {
    for (const { frame } of this.#waiting.splice(0)) frame.close();
    this.#label = undefined;
  }

  /** Every other one goes: those that stay still reach over the whole wait. */
  #thinOut(): void {
    const all = this.#waiting.splice(0);
    for (const [index, one] of all.entries()) {
      if (index % 2 === all.length % 2) one.frame.close();
      else this.#waiting.push(one);
    }
  }

  #paint({ frame, label }: Waiting, now: number): void {
    const { canvas } = this;
    const { displayWidth: width, displayHeight: height } = frame;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.#context?.drawImage(frame, 0, 0, width, height);
    this.#label = label;
    this.#paintedAt = now;
    this.#options.onPainted();
  }
}
