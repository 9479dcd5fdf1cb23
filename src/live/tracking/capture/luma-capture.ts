import { STANDARD_SIDE, type Luma } from '../luma.js';

export interface CapturedLuma {
  readonly luma: Luma;
  /** Capture time in ms. */
  readonly time: number;
}

export interface LumaCaptureOptions {
  /** One picture at a time; what comes before it is done is dropped, but for the newest. */
  onFrame(frame: CapturedLuma): void | Promise<void>;
  /**
   * Each frame that is read, also those that are dropped: its capture time, and when it would have been read at once, in
   * ms since the Unix epoch.
   */
  onRead?(time: number, at: number): void;
  /** The camera gives no more frames. Not called after `close`. */
  onEnd?(): void;
  /** Longer side of the pictures in pixels. */
  readonly side?: number;
}

/** Pictures of a camera, as fast as they are wanted. */
export interface LumaCapture {
  /** From the next picture on. */
  setSide(side: number): void;
  close(): void;
}

/** In ms since the Unix epoch, without the steps of `Date.now()`. */
export const unixNow = (): number => performance.timeOrigin + performance.now();

/** One thing at a time is worked on; of those that come meanwhile only the newest waits. */
export class NewestWins<T> {
  readonly #work: (item: T) => Promise<void>;
  readonly #drop: (item: T) => void;
  #waiting: T | undefined;
  #busy = false;

  /** `work` may reject, which ends with the item; `drop` is for those that are never worked on. */
  constructor(work: (item: T) => Promise<void>, drop: (item: T) => void) {
    this.#work = work;
    this.#drop = drop;
  }

  offer(item: T): void {
    this.clear();
    this.#waiting = item;
    if (!this.#busy) void this.#run();
  }

  /** Drops what waits. */
  clear(): void {
    if (this.#waiting !== undefined) this.#drop(this.#waiting);
    this.#waiting = undefined;
  }

  async #run(): Promise<void> {
    this.#busy = true;
    for (let item = this.#take(); item !== undefined; item = this.#take())
      await this.#work(item).catch(() => undefined);
    this.#busy = false;
  }

  #take(): T | undefined {
    const item = this.#waiting;
    this.#waiting = undefined;
    return item;
  }
}

export const sideOf = ({ side = STANDARD_SIDE }: LumaCaptureOptions): number => side;
