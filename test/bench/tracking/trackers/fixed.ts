import type { AnchorPose } from '../../../../src/live/tracking/anchor.js';
import type { MeasuredTracker } from './tracker.js';

/** An overlay that does not move: what every mark would be without tracking. */
export class FixedOverlay implements MeasuredTracker {
  readonly #ids: string[] = [];

  add(id: string): void {
    this.#ids.push(id);
  }

  track(): readonly AnchorPose[] {
    const pose = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    return this.#ids.map((id) => ({ id, state: 'locked', basis: 'plane', quality: 1, pose }));
  }
}
