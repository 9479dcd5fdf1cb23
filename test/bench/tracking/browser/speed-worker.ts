import type { ClassName } from '../generator/classes.js';
import { sequence } from '../generator/sequence.js';
import type { Truth } from '../generator/truth.js';
import { regionOf } from '../region.js';
import { loadOpenCv } from '../trackers/opencv/load.js';
import { OpenCvRecipe } from '../trackers/opencv/recipe.js';
import { own } from '../trackers/own.js';
import type { MeasuredTracker } from '../trackers/tracker.js';

export interface SpeedTask {
  readonly name: ClassName;
  readonly seed: number;
  readonly frames: number;
}

/** Milliseconds for each frame but the first, on the same frames. */
export interface SpeedAnswer {
  readonly one: readonly number[];
  readonly ten: readonly number[];
  readonly opencv: readonly number[];
}

/** Each frame is given to all trackers in turn, another one first each time: what slows the machine slows them all. */
self.onmessage = ({ data }: MessageEvent<SpeedTask>) => {
  measure(data).then((answer) => self.postMessage(answer), reportError);
};

async function measure({ name, seed, frames }: SpeedTask): Promise<SpeedAnswer> {
  const source = sequence(name, seed, { marks: 10 });
  const pictures = Array.from({ length: frames }, (_, number) => source.frame(number));
  const marked = source.truths(0);
  const [make, { cv }] = [await own(), await loadOpenCv()];
  const timed = [
    new Timed(make(), marked.slice(0, 1)),
    new Timed(make(), marked),
    new Timed(new OpenCvRecipe(cv), marked.slice(0, 1)),
  ] as const;
  for (const tracker of timed) tracker.start(pictures[0]!);
  pictures.forEach((picture, number) => {
    if (number > 0) for (const at of [0, 1, 2]) timed[(at + number) % 3]!.look(picture, number);
  });
  return { one: timed[0].finish(), ten: timed[1].finish(), opencv: timed[2].finish() };
}

class Timed {
  readonly #tracker: MeasuredTracker;
  readonly #marked: readonly Truth[];
  readonly #ms: number[] = [];

  constructor(tracker: MeasuredTracker, marked: readonly Truth[]) {
    [this.#tracker, this.#marked] = [tracker, marked];
  }

  start(picture: Parameters<MeasuredTracker['add']>[1]): void {
    this.#marked.forEach((mark, at) => this.#tracker.add(String(at), picture, regionOf(mark)));
  }

  look(picture: Parameters<MeasuredTracker['add']>[1], number: number): void {
    const started = performance.now();
    this.#tracker.track(picture, (number * 1000) / 30);
    this.#ms.push(performance.now() - started);
  }

  finish(): readonly number[] {
    this.#tracker.close?.();
    return this.#ms;
  }
}
