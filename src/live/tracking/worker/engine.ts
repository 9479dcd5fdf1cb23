import type { AnchorPose, Region } from '../anchor.js';
import type { FrameRing, RingFrame } from '../frames/frame-ring.js';
import { apply, identity, multiply, type Homography } from '../geometry/homography.js';
import type { Luma } from '../luma.js';
import type { PoseNumbers, PoseWord } from '../poses.js';
import type { Tracker } from '../tracker.js';
import { carried, catchUp, type Known } from './catch-up.js';
import { sidesOf, toNumbers, toStandard } from './coordinates.js';
import type { MarkRegion, Report } from './messages.js';
import { StillShelf, type StillWord } from './still-shelf.js';
import { TurnPrior, type TurnRate } from './turn-prior.js';

interface Wish {
  readonly still: string;
  readonly region: MarkRegion;
}

interface Followed {
  /** What the mark was made on. */
  readonly picture: Luma;
  readonly middle: Region;
  /** From it to the later frame that the tracker knows in its place. */
  readonly base?: Homography;
}

/** As exact as a quality is, and short on the wire. */
const toThousandths = (quality: number): number => Math.round(quality * 1_000) / 1_000;

export interface EngineParts {
  readonly tracker: Tracker;
  readonly ring: FrameRing;
}

/**
 * Follows marks through a camera's frames. It speaks of places in 0..1, as the wire does; the tracker in standard pixels.
 * Without a mark it only keeps the last frames, for the first mark to come.
 */
export class Engine {
  readonly #tracker: Tracker;
  readonly #ring: FrameRing;
  readonly #stills: StillShelf;
  readonly #turns = new TurnPrior();
  readonly #wishes = new Map<string, Wish>();
  /** Marks that the tracker knows. */
  readonly #followed = new Map<string, Followed>();
  /** The latest pose of each, to begin from when its region changes. */
  readonly #poses = new Map<string, Known>();

  constructor({ tracker, ring }: EngineParts) {
    this.#tracker = tracker;
    this.#ring = ring;
    this.#stills = new StillShelf(ring);
  }

  /** Looks for every mark on the next frame; undefined where there is none to look for. */
  frame(luma: Luma, time: number): Report | undefined {
    this.#ring.put(time, luma);
    this.#stills.settle();
    const begun = this.#begin();
    if (this.#wishes.size === 0) return undefined;
    const marks = this.#follow(luma, time).map(({ id, state, quality, pose }): PoseWord => {
      if (pose) this.#keep(id, { pose, time, isSure: state !== 'drifting' });
      else this.#moveUp(id, begun.get(id));
      return [id, state, toThousandths(quality), pose ? this.#numbers(id, pose, luma) : null];
    });
    const { hint } = this.#tracker;
    return { time, marks: [...marks, ...this.#hopeless()], ...(hint && { hint }) };
  }

  still(word: StillWord): void {
    this.#stills.put(word);
  }

  /** Follows this mark from now on; again for the same mark, its region has grown. */
  follow(id: string, still: string, region: MarkRegion): void {
    this.#wishes.set(id, { still, region });
    this.#followed.delete(id);
  }

  forget(id: string): void {
    this.#tracker.remove(id);
    this.#wishes.delete(id);
    this.#followed.delete(id);
    this.#poses.delete(id);
    this.#stills.keepOnly(new Set([...this.#wishes.values()].map(({ still }) => still)));
  }

  /** How fast the camera turns, in rad/s about its own axes; `at` in ms. */
  turned(rate: TurnRate, at: number): void {
    this.#turns.turned(rate, at);
  }

  #follow(luma: Luma, time: number): readonly AnchorPose[] {
    const turn = this.#turns.take(sidesOf(luma));
    const found = this.#tracker.size > 0 ? this.#tracker.track(luma, time, turn && { turn }) : [];
    return found.map((anchor) => {
      const base = this.#followed.get(anchor.id)?.base;
      return anchor.pose && base ? { ...anchor, pose: multiply(anchor.pose, base) } : anchor;
    });
  }

  #keep(id: string, now: Known): void {
    const before = this.#poses.get(id)?.pose;
    const middle = this.#followed.get(id)?.middle;
    if (before && middle)
      this.#turns.saw(apply(before, middle.x, middle.y), apply(now.pose, middle.x, middle.y));
    this.#poses.set(id, now);
  }

  /** Gives what is known of the marks that are new, on the frame before this one. */
  #begin(): ReadonlyMap<string, Known | undefined> {
    const begun = new Map<string, Known | undefined>();
    for (const [id, { still, region }] of this.#wishes) {
      const found = this.#followed.has(id) ? undefined : this.#stills.get(still);
      if (!found) continue;
      const picture = found.luma;
      const middle = toStandard(region, picture);
      const known = this.#heldUntilNow(id) ?? catchUp(picture, middle, this.#framesSince(found.time));
      this.#followed.set(id, { picture, middle });
      this.#tracker.add(id, picture, middle, (known ?? this.#poses.get(id))?.pose);
      begun.set(id, known);
    }
    return begun;
  }

  /** Where it was on the frame before this one, if it was found there. */
  #heldUntilNow(id: string): Known | undefined {
    const known = this.#poses.get(id);
    return known?.time === this.#ring.frames.at(-2)?.time ? known : undefined;
  }

  /** Up to the frame before the newest, which the tracker looks at next. */
  #framesSince(time = Infinity): readonly RingFrame[] {
    return this.#ring.frames.filter((frame) => frame.time > time).slice(0, -1);
  }

  /**
   * A mark whose place on the frame before is certain, and which is not found from the picture that it was made on, since
   * the view has changed too much meanwhile, is followed from that frame on. What was known while it was only begun is off
   * at its other end: all of it is followed up to there, if it can be.
   */
  #moveUp(id: string, known: Known | undefined): void {
    const followed = this.#followed.get(id);
    const before = this.#ring.frames.at(-2);
    if (!followed || !known?.isSure || !before || before.time !== known.time) return;
    const { pose } = (known === this.#poses.get(id) && this.#caughtUp(id, followed)) || known;
    this.#followed.set(id, { ...followed, base: pose });
    this.#tracker.add(id, before.luma, carried(pose, followed.middle), identity());
  }

  #caughtUp(id: string, { picture, middle }: Followed): Known | undefined {
    const time = this.#stills.get(this.#wishes.get(id)?.still ?? '')?.time;
    return catchUp(picture, middle, this.#framesSince(time));
  }

  #numbers(id: string, pose: Homography, frame: Luma): PoseNumbers | null {
    const picture = this.#followed.get(id)?.picture;
    return picture ? toNumbers(pose, picture, frame) : null;
  }

  /** Marks of which nothing can be known: nobody has the picture that they were drawn on. */
  #hopeless(): PoseWord[] {
    return [...this.#wishes]
      .filter(([, { still }]) => this.#stills.isHopeless(still))
      .map(([id]): PoseWord => [id, 'lost', 0, null]);
  }
}
