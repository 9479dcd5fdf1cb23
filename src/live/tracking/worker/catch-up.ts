import type { Region } from '../anchor.js';
import type { RingFrame } from '../frames/frame-ring.js';
import { identity, type Homography } from '../geometry/homography.js';
import type { Luma } from '../luma.js';
import { Tracker } from '../tracker.js';

/** Frames that are looked at on the way at most: what a late mark costs is a few frames' time, once. */
const STEPS = 15;

/**
 * Follows a region of an older frame through those that came since, up to the last of them; undefined where it was lost
 * on the way. The word about a mark takes its time to come, and meanwhile the view may have changed so much that what
 * was marked could not be found in it any more.
 */
export function catchUp(picture: Luma, region: Region, since: readonly RingFrame[]): Homography | undefined {
  const tracker = new Tracker();
  tracker.add('late', picture, region, identity());
  let pose: Homography | undefined;
  for (const { luma, time } of thinned(since)) pose = tracker.track(luma, time)[0]?.pose;
  return pose;
}

/** Every so many, the last one always. */
function thinned(frames: readonly RingFrame[]): readonly RingFrame[] {
  const every = Math.ceil(frames.length / STEPS);
  return frames.filter((_, index) => (frames.length - 1 - index) % every === 0);
}
