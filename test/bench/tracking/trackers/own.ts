import type { MeasuredTracker, TrackerFactory } from './tracker.js';

const SOURCE = new URL('../../../../src/live/tracking/tracker.ts', import.meta.url);

/** The product's own tracker. */
export const own: TrackerFactory = async () => {
  const { Tracker } = (await import(SOURCE.href)) as { Tracker: new () => MeasuredTracker };
  return () => new Tracker();
};
