import { FixedOverlay } from './fixed.js';
import { opencv } from './opencv.js';
import { own } from './own.js';
import type { TrackerFactory } from './tracker.js';

/** Everything that can be measured, by the name it has in the tables and after `--tracker`. */
export const TRACKERS = {
  own,
  opencv,
  fixed: async () => () => new FixedOverlay(),
} satisfies Record<string, TrackerFactory>;

export type TrackerName = keyof typeof TRACKERS;

export const TRACKER_NAMES = Object.keys(TRACKERS) as readonly TrackerName[];
