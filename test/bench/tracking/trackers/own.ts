import { Tracker } from '../../../../src/live/tracking/tracker.js';
import type { TrackerFactory } from './tracker.js';

/** The product's own tracker. */
export const own: TrackerFactory = async () => () => new Tracker();
