import { LatencyFloor } from './latency-floor.js';

/** A frame of the camera. */
export interface Captured {
  /** Its capture time in ms. */
  readonly time: number;
  /** When it was read, in ms since the Unix epoch. */
  readonly at: number;
}

/** In ms. */
const KEPT = 2_000;
const FLOOR = 10_000;

/** The camera's frames of the last two seconds: all that were read, also those that nobody had time to look at. */
export class CaptureLog {
  readonly #latency = new LatencyFloor(FLOOR);
  #frames: Captured[] = [];

  /** In the order they were read. */
  get frames(): readonly Captured[] {
    return this.#frames;
  }

  /** From capture time to Unix time: by the frames that were read soonest, in ms. */
  get wall(): number | undefined {
    return this.#latency.value;
  }

  /** Between one frame and the next, as it mostly is, in ms; undefined before there are four. */
  get interval(): number | undefined {
    if (this.#frames.length < 4) return undefined;
    const steps = this.#frames.slice(1).map(({ time }, index) => time - this.#frames[index]!.time);
    return steps.sort((a, b) => a - b)[steps.length >> 1];
  }

  add(frame: Captured): void {
    const last = this.#frames.at(-1);
    // Another camera may count from elsewhere.
    if (last && (frame.time <= last.time || frame.time - last.time > 60_000)) this.clear();
    this.#frames.push(frame);
    this.#latency.add(frame.at - frame.time, frame.at);
    while (this.#frames[0] && this.#frames[0].at < frame.at - KEPT) this.#frames.shift();
  }

  clear(): void {
    this.#frames = [];
    this.#latency.clear();
  }
}
