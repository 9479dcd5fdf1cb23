import { sequence } from '../generator/sequence.js';
import { regionOf } from '../region.js';
import { own } from '../trackers/own.js';
import type { MeasuredTracker } from '../trackers/tracker.js';

export interface MemoryTask {
  readonly marks: number;
  readonly frames: number;
}

/** Kept alive, so that what it holds can be measured. */
let tracker: MeasuredTracker | undefined;

/** Follows a sequence, then says that all is in place and waits. */
self.onmessage = ({ data }: MessageEvent<MemoryTask>) => {
  follow(data).then(() => self.postMessage('in place'), reportError);
};

async function follow({ marks, frames }: MemoryTask): Promise<void> {
  const source = sequence('perspective', 0, { marks: Math.max(1, marks) });
  tracker = (await own())();
  const first = source.frame(0);
  for (const [at, mark] of source.truths(0).slice(0, marks).entries())
    tracker.add(String(at), first, regionOf(mark));
  for (let number = 1; number < frames; number++) tracker.track(source.frame(number), (number * 1000) / 30);
}
