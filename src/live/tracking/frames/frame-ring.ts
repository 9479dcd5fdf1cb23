import type { Luma } from '../luma.js';

export interface RingFrame {
  /** Capture time in ms. */
  readonly time: number;
  readonly luma: Luma;
}

export interface PinnedFrame {
  readonly frame: RingFrame;
  /** Lets it go; a second time does nothing. */
  release(): void;
}

export interface FrameRingOptions {
  /** How far back it goes, in ms of capture time. */
  readonly span?: number;
  /** Of all pictures in it at most, pinned ones included. */
  readonly bytes?: number;
}

/**
 * The camera's last frames, four seconds of them where they fit: a word about one comes late over a bad link. Of 640x360
 * 65 fit, 2.2 s at 30 a second; where frames are larger or come faster, the oldest go sooner.
 */
export class FrameRing {
  readonly #span: number;
  readonly #limit: number;
  readonly #pins = new Map<RingFrame, number>();
  /** By rising time. */
  #frames: RingFrame[] = [];

  constructor({ span = 4_000, bytes = 15_000_000 }: FrameRingOptions = {}) {
    this.#span = span;
    this.#limit = bytes;
  }

  /** By rising time, without pinned ones that are older than the span. */
  get frames(): readonly RingFrame[] {
    return this.#frames;
  }

  /** Of all pictures that it holds. */
  get bytes(): number {
    return [...new Set([...this.#frames, ...this.#pins.keys()])].reduce(
      (sum, { luma }) => sum + luma.data.byteLength,
      0,
    );
  }

  /** Takes the picture over. A time that runs backwards is another camera's: what was before is let go. */
  put(time: number, luma: Luma): void {
    if (!Number.isFinite(time)) return;
    if (time <= (this.#frames.at(-1)?.time ?? -Infinity)) this.#frames = [];
    this.#frames.push({ time, luma });
    while (this.#frames.length > 1 && this.#isTooMuch(time)) this.#frames.shift();
  }

  /** The frame that is nearest to this time, pinned ones too; undefined if it is farther than the tolerance, in ms. */
  at(time: number, tolerance: number): RingFrame | undefined {
    const all = [...this.#frames, ...this.#pins.keys()];
    const distance = (frame: RingFrame): number => Math.abs(frame.time - time);
    const nearest = all.reduce<RingFrame | undefined>(
      (best, frame) => (best && distance(best) <= distance(frame) ? best : frame),
      undefined,
    );
    return nearest && distance(nearest) <= tolerance ? nearest : undefined;
  }

  /** Keeps a frame until it is released; undefined if there is none at this time, or half of the memory is pinned. */
  pin(time: number, tolerance: number): PinnedFrame | undefined {
    const frame = this.at(time, tolerance);
    if (!frame || (!this.#pins.has(frame) && this.#pinnedBytes(frame) > this.#limit / 2)) return undefined;
    this.#pins.set(frame, (this.#pins.get(frame) ?? 0) + 1);
    let held = true;
    return {
      frame,
      release: () => {
        if (held) this.#unpin(frame);
        held = false;
      },
    };
  }

  clear(): void {
    this.#frames = [];
    this.#pins.clear();
  }

  #unpin(frame: RingFrame): void {
    const left = (this.#pins.get(frame) ?? 0) - 1;
    if (left > 0) this.#pins.set(frame, left);
    else this.#pins.delete(frame);
  }

  #pinnedBytes(and: RingFrame): number {
    return [...this.#pins.keys(), and].reduce((sum, { luma }) => sum + luma.data.byteLength, 0);
  }

  #isTooMuch(now: number): boolean {
    return now - (this.#frames[0]?.time ?? now) > this.#span || this.bytes > this.#limit;
  }
}
