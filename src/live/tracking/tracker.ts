import type { CameraMotion } from './alignment/camera-motion.js';
import type { AnchorPose, Region, TrackingHint } from './anchor.js';
import { AnchorTrack } from './anchor-track.js';
import { hintFor } from './hints.js';
import { apply, disagreement, invert, multiply, type Homography } from './geometry/homography.js';
import { AmbiguityTest } from './keyframes/ambiguity.js';
import type { Choice } from './keyframes/keyframe-choice.js';
import { KeyframeStore } from './keyframes/keyframe-store.js';
import { KeyframeMaker, type Keyframe } from './keyframes/keyframe.js';
import type { Luma } from './luma.js';
import type { Found } from './planes/evidence.js';
import { PlaneSearch } from './planes/plane-search.js';
import type { Sought } from './planes/sought.js';
import { Recovery } from './recovery.js';
import { View } from './view.js';

export interface TrackOptions {
  /** Prediction of the camera's own motion since the frame before, from its gyroscope: frame before -> this frame. */
  readonly turn?: Homography;
}

/** An anchor with the keyframe that it is looked for from. */
interface Attempt extends Choice {
  readonly anchor: AnchorTrack;
}

type Prediction = (anchor: AnchorTrack) => Homography | undefined;

/** Standard pixels from a frame's edge within which no keyframe is made: half of the surroundings would be missing. */
const KEYFRAME_MARGIN = 40;

/** Standard pixels from where it was expected, beyond which a plane must be clearer than its neighbours in a pattern. */
const SURPRISING = 6;

/**
 * Follows the things that marks were drawn on from frame to frame. Each frame is aligned to stored keyframes, not to the
 * frame before, so that errors do not add up (after PTAM, Klein & Murray 2007, with a homography for each mark in place
 * of its map).
 */
export class Tracker {
  readonly #anchors = new Map<string, AnchorTrack>();
  readonly #maker = new KeyframeMaker();
  readonly #keyframes = new KeyframeStore(this.#maker);
  readonly #planes = new PlaneSearch();
  readonly #ambiguity = new AmbiguityTest();
  readonly #view = new View(this.#maker);
  readonly #recovery = new Recovery({
    keyframes: this.#keyframes,
    maker: this.#maker,
    planes: this.#planes,
    ambiguity: this.#ambiguity,
  });
  #hint: TrackingHint | undefined;

  /**
   * From now on follows what this region of a picture shows; the picture may be an older frame or a still. `guess`: from
   * the picture to the latest frame, if something is known. Replaces an anchor of the same id.
   */
  add(id: string, picture: Luma, region: Region, guess?: Homography): void {
    this.remove(id);
    const anchor = new AnchorTrack(id, region, guess);
    this.#anchors.set(id, anchor);
    if (isPicture(picture) && isRegion(region))
      anchor.detail = this.#keyframes.mark(id, picture, region).detail;
  }

  remove(id: string): void {
    this.#anchors.delete(id);
    this.#keyframes.forget(id);
  }

  get size(): number {
    return this.#anchors.size;
  }

  /** What the person who holds the camera could do, measured on the latest frame; undefined when all is well. */
  get hint(): TrackingHint | undefined {
    return this.#hint;
  }

  /** Finds every anchor on the next frame. `time`: when it was captured, in ms, ever growing. */
  track(frame: Luma, time: number, { turn }: TrackOptions = {}): readonly AnchorPose[] {
    const anchors = [...this.#anchors.values()];
    if (anchors.length > 0 && isPicture(frame)) this.#look(anchors, frame, time, turn);
    else for (const anchor of anchors) anchor.miss(Infinity);
    return anchors.map((anchor) => anchor.report(time));
  }

  #look(anchors: readonly AnchorTrack[], frame: Luma, time: number, turn: Homography | undefined): void {
    const motion = this.#view.load(frame, turn);
    const moved = this.#moved(anchors, motion);
    for (const anchor of anchors) anchor.predict(moved);
    const expected = this.#follow(
      anchors.filter(({ isExpected }) => isExpected),
      ({ expected: map }) => map,
      time,
    );
    const missing = new Set(this.#follow(expected, ({ carriedOn }) => carriedOn, time));
    const lost = anchors.filter((anchor) => missing.has(anchor) || !anchor.isExpected);
    for (const anchor of lost) anchor.miss(motion.residual);
    this.#recovery.look(
      lost.filter(({ missed }) => missed > 1),
      this.#view,
      moved,
      time,
    );
    const well = anchors.filter(({ isWellSeen }) => isWellSeen);
    this.#hint = hintFor(anchors, this.#view.small, motion.map);
    const isKept = this.#keyframes.keep(
      this.#view.frame,
      well.filter((anchor) => this.#isInside(anchor)),
    );
    if (lost.length === 0 && !isKept) this.#recovery.prepare(well);
  }

  /** The camera's motion since the frame before. */
  #moved(anchors: readonly AnchorTrack[], motion: CameraMotion): Homography {
    if (anchors.some(({ missed }) => missed > 0)) return this.#view.follow(motion);
    this.#view.rest();
    return motion.map;
  }

  /** Gives those that were not where they should be. */
  #follow(anchors: readonly AnchorTrack[], predict: Prediction, time: number): AnchorTrack[] {
    const found = new Set<AnchorTrack>();
    for (const [keyframe, attempts] of this.#attempts(anchors, predict)) {
      const sought = attempts.map((attempt) => soughtBy(attempt));
      this.#planes.search(keyframe, sought, this.#view.frame).forEach((plane, index) => {
        const { anchor } = attempts[index]!;
        if (!plane || this.#isNeighbour(anchor, keyframe, sought[index]!, plane)) return;
        if (anchor.follow(plane, keyframe, time)) found.add(anchor);
      });
    }
    return anchors.filter((anchor) => !found.has(anchor));
  }

  #attempts(anchors: readonly AnchorTrack[], predict: Prediction): Map<Keyframe, Attempt[]> {
    const attempts = new Map<Keyframe, Attempt[]>();
    const placed = anchors.flatMap((anchor) => {
      const pose = predict(anchor);
      return pose ? [{ anchor, id: anchor.id, region: anchor.region, pose }] : [];
    });
    this.#keyframes.chooseFor(placed).forEach((choice, index) => {
      if (!choice) return;
      const attempt = { ...choice, anchor: placed[index]!.anchor };
      const others = attempts.get(choice.keyframe);
      if (others) others.push(attempt);
      else attempts.set(choice.keyframe, [attempt]);
    });
    return attempts;
  }

  /** May it be the next one in a pattern? It is not where it was expected, or it was missing, or is found to be. */
  #isNeighbour(anchor: AnchorTrack, keyframe: Keyframe, sought: Sought, { map }: Found): boolean {
    const { x, y } = sought.centre;
    if (anchor.missed === 0 && disagreement(map, sought.map, x, y) < SURPRISING)
      return (
        anchor.isDoubtful && this.#isBeaten(anchor, multiply(map, keyframe.sightings.get(anchor.id)!.pose))
      );
    return this.#ambiguity.judge(keyframe, sought, map, this.#view).kind !== 'clear';
  }

  /** Does the picture that was marked look more like another place? Later views would only show the same mistake. */
  #isBeaten({ id }: AnchorTrack, pose: Homography): boolean {
    const own = this.#keyframes.own(id);
    if (!own) return false;
    const verdict = this.#ambiguity.judge(own, own.sightings.get(id)!, pose, this.#view);
    if (verdict.kind !== 'beaten') return false;
    this.#keyframes.forgetViews(id);
    return true;
  }

  #isInside({ pose, region }: AnchorTrack): boolean {
    const { x, y } = apply(pose, region.x, region.y);
    return this.#view.isWithin(x, y, -KEYFRAME_MARGIN);
  }
}

/** Where the camera's motion has it, or its own: beside something that moves the picture's motion may be that thing's. */
function soughtBy({ anchor, keyframe, map }: Attempt): Sought {
  const sighting = keyframe.sightings.get(anchor.id)!;
  return { ...sighting, map, other: multiply(anchor.carriedOn ?? anchor.pose, invert(sighting.pose)) };
}

const isPicture = ({ width, height, data }: Luma): boolean =>
  width >= 64 && height >= 64 && data.length === width * height;

const isRegion = ({ x, y, radius }: Region): boolean =>
  Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(radius);
