import type { Region } from '../anchor.js';
import { disagreement, multiply, type Homography } from '../geometry/homography.js';

/** A place in a pattern that leads all others like it, but not by enough to be believed. */
interface Doubt {
  /** From the picture that was marked to the latest frame. */
  readonly pose: Homography;
  /** Standard errors by which it led on each frame so far, added up. */
  readonly sum: number;
  readonly frames: number;
  /** Frames since it was seen last. */
  readonly age: number;
}

interface Placed {
  readonly id: string;
  readonly region: Region;
}

/**
 * A lead of so many standard errors, on the mean of so many frames, settles it too: of 150 wrong places none led by more
 * than 1.3 on any frame, the right one in a grille by 1.4 to 2.7.
 */
const LEAD = 1.45;
const FRAMES = 4;

/** Standard pixels by which a place may be off where it is expected and still be the same. */
const SAME = 8;

/** Frames for which a place is remembered that was not seen again. */
const REMEMBERED = 3;

/** Keeps what one frame alone cannot tell until several have said the same. */
export class Doubts {
  #doubts = new Map<string, Doubt>();

  /** For the next frame; only those that are still `lost` are kept. */
  predict(lost: readonly Placed[], motion: Homography): void {
    const kept = lost.flatMap(({ id }): [string, Doubt][] => {
      const doubt = this.#doubts.get(id);
      if (!doubt || doubt.age >= REMEMBERED) return [];
      return [[id, { ...doubt, pose: multiply(motion, doubt.pose), age: doubt.age + 1 }]];
    });
    this.#doubts = new Map(kept);
  }

  /** Where it may be on this frame, if there was a doubt on the last ones. */
  of(id: string): Homography | undefined {
    return this.#doubts.get(id)?.pose;
  }

  /** True if the same place has now led on enough frames. */
  settle({ id, region }: Placed, pose: Homography, lead: number): boolean {
    const known = this.#doubts.get(id);
    const isSame = known !== undefined && disagreement(known.pose, pose, region.x, region.y) < SAME;
    if (!isSame && (lead < LEAD || (known && known.age <= 1))) return false;
    if (isSame && known.age === 0) return false;
    const [sum, frames] = isSame ? [known.sum + lead, known.frames + 1] : [lead, 1];
    if (sum / frames < LEAD) this.#doubts.delete(id);
    else this.#doubts.set(id, { pose, sum, frames, age: 0 });
    return frames >= FRAMES && sum / frames >= LEAD;
  }
}
