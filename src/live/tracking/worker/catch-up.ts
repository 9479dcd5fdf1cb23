import type { Region } from '../anchor.js';
import type { RingFrame } from '../frames/frame-ring.js';
import { apply, identity, magnification, type Homography } from '../geometry/homography.js';
import type { Luma } from '../luma.js';
import { Tracker } from '../tracker.js';

/** Where a picture's region is on a later frame. */
export interface Known {
  readonly pose: Homography;
  /** Capture time of the frame, in ms. */
  readonly time: number;
  /** It was verified there. */
  readonly isSure: boolean;
}

/** Frames that are looked at on the way at most: what a late mark costs is a few frames' time, once. */
const STEPS = 20;

/**
 * Follows a region of an older frame through those that came since, up to the last of them; undefined where it is not
 * verified there. The word about a mark takes its time to come, and meanwhile the view may have changed so much that what
 * was marked could not be found in it any more.
 */
export function catchUp(picture: Luma, region: Region, since: readonly RingFrame[]): Known | undefined {
  if (since.length === 0) return undefined;
  const tracker = new Tracker();
  tracker.add('late', picture, region, identity());
  let known: Known | undefined;
  for (const { luma, time } of thinned(since)) {
    const [{ pose, state } = {}] = tracker.track(luma, time);
    known = pose && state !== 'drifting' ? { pose, time, isSure: true } : undefined;
  }
  return known;
}

/** Where a region of a picture is on another. */
export function carried(pose: Homography, { x, y, radius }: Region): Region {
  return { ...apply(pose, x, y), radius: radius * magnification(pose, x, y) };
}

/** Every so many, the last one always. */
function thinned(frames: readonly RingFrame[]): readonly RingFrame[] {
  const every = Math.ceil(frames.length / STEPS);
  return frames.filter((_, index) => (frames.length - 1 - index) % every === 0);
}
