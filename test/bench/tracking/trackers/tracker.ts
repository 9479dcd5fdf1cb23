import type { AnchorPose, Region } from '../../../../src/live/tracking/anchor.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';

/** What is measured: the product's tracker, and others behind the same words. */
export interface MeasuredTracker {
  add(id: string, picture: Luma, region: Region): void;
  track(frame: Luma, timeMs: number): readonly AnchorPose[];
  /** Gives back what is not left to the garbage collector. */
  close?(): void;
}

/** Sets a tracker up; loading what it needs is not counted as its time. */
export type TrackerFactory = () => Promise<() => MeasuredTracker>;
