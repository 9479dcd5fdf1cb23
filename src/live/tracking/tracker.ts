import { MotionEstimator } from './alignment/camera-motion.js';
import type { AnchorPose, Region, TrackingHint } from './anchor.js';
import { AnchorTrack } from './anchor-track.js';
import type { Features } from './features/descriptor.js';
import { apply, type Homography } from './geometry/homography.js';
import { Pyramid } from './image/pyramid.js';
import { SmallImage } from './image/small-image.js';
import { chooseKeyframe, type Choice } from './keyframes/keyframe-choice.js';
import { COARSE, FINE, KeyframeMaker, type Keyframe } from './keyframes/keyframe.js';
import { Relocaliser } from './keyframes/relocaliser.js';
import type { Luma } from './luma.js';
import { PlaneSearch, type Sought } from './plane-search.js';

export interface TrackOptions {
  /** Prediction of the camera's own motion since the frame before, from its gyroscope: frame before -> this frame. */
  readonly turn?: Homography;
}

/** An anchor with the keyframe that it is looked for from. */
interface Attempt {
  readonly anchor: AnchorTrack;
  readonly choice: Choice;
}

/** Frames after which a missed anchor is no longer looked for where it is expected, but everywhere. */
const EXPECTED_FOR = 8;

/** Standard pixels from a frame's edge within which no keyframe is made: half of the surroundings would be missing. */
const KEYFRAME_MARGIN = 40;
const KEYFRAME_DIFFERENCE = 0.55;
const KEYFRAME_STEADY = 8;
const MOST_KEYFRAMES = 24;

/**
 * Follows the things that marks were drawn on from frame to frame: each frame is aligned to stored keyframes, not to the
 * frame before, so that errors do not add up (after PTAM, Klein & Murray 2007, with a homography for each mark in place
 * of its map).
 */
export class Tracker {
  readonly #anchors = new Map<string, AnchorTrack>();
  readonly #keyframes = new Set<Keyframe>();
  readonly #maker = new KeyframeMaker();
  readonly #planes = new PlaneSearch();
  readonly #relocaliser = new Relocaliser();
  readonly #motion = new MotionEstimator();
  readonly #views = new WeakMap<Keyframe, Features>();
  readonly #frame = new Pyramid();
  #before = new SmallImage();
  #now = new SmallImage();
  #turn = 0;

  /**
   * From now on follows what this region of a picture shows; the picture may be an older frame or a still. `guess`: from
   * the picture to the latest frame, if something is known. Replaces an anchor of the same id.
   */
  add(id: string, picture: Luma, region: Region, guess?: Homography): void {
    this.remove(id);
    const anchor = new AnchorTrack(id, region, guess);
    const keyframe = this.#maker.make(new Pyramid().load(picture));
    keyframe.poses.set(id, Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1));
    this.#keyframes.add(keyframe);
    this.#anchors.set(id, anchor);
  }

  remove(id: string): void {
    this.#anchors.delete(id);
    for (const keyframe of this.#keyframes) {
      keyframe.poses.delete(id);
      if (keyframe.poses.size === 0) this.#keyframes.delete(keyframe);
    }
  }

  get size(): number {
    return this.#anchors.size;
  }

  get hint(): TrackingHint | undefined {
    return undefined;
  }

  /** Finds every anchor on the next frame. `time`: when it was captured, in ms, ever growing. */
  track(frame: Luma, time: number, { turn }: TrackOptions = {}): readonly AnchorPose[] {
    this.#frame.load(frame);
    [this.#before, this.#now] = [this.#now, this.#before];
    this.#now.load(this.#frame);
    const motion = this.#motion.estimate(this.#before, this.#now, turn);
    const anchors = [...this.#anchors.values()];
    for (const anchor of anchors) anchor.predict(motion.map);
    const expected = anchors.filter(({ missed }) => missed < EXPECTED_FOR);
    const missing = this.#follow(expected, ({ expected: map }) => map, time);
    const lost = this.#follow(missing, ({ carriedOn }) => carriedOn, time);
    for (const anchor of new Set([...lost, ...anchors.filter(({ missed }) => missed >= EXPECTED_FOR)]))
      anchor.miss();
    this.#relocalise(
      anchors.filter(({ missed }) => missed > 1),
      time,
    );
    this.#keep(anchors);
    return anchors.map((anchor) => anchor.report(time));
  }

  /** Gives those that were not where they should be. */
  #follow(
    anchors: readonly AnchorTrack[],
    predict: (anchor: AnchorTrack) => Homography | undefined,
    time: number,
  ): AnchorTrack[] {
    const found = new Set<AnchorTrack>();
    for (const [keyframe, attempts] of this.#attempts(anchors, predict)) {
      const sought = attempts.map(({ anchor, choice }) => anchor.sought(keyframe, choice.map));
      this.#planes.search(keyframe, sought, this.#frame).forEach((plane, index) => {
        const { anchor, choice } = attempts[index]!;
        if (plane && anchor.follow(plane, choice, time)) found.add(anchor);
      });
    }
    return anchors.filter((anchor) => !found.has(anchor));
  }

  #attempts(anchors: readonly AnchorTrack[], predict: (anchor: AnchorTrack) => Homography | undefined) {
    const attempts = new Map<Keyframe, Attempt[]>();
    for (const anchor of anchors) {
      const pose = predict(anchor);
      const choice = pose && chooseKeyframe(this.#keyframes, anchor.id, anchor.region, pose, this.#size());
      if (!choice) continue;
      const others = attempts.get(choice.keyframe) ?? [];
      others.push({ anchor, choice });
      attempts.set(choice.keyframe, others);
    }
    return attempts;
  }

  #size(): { width: number; height: number } {
    const { width, height, scale } = this.#frame.levels[0]!;
    return { width: width / scale, height: height / scale };
  }

  #relocalise(lost: readonly AnchorTrack[], time: number): void {
    if (lost.length === 0) return;
    const frame = this.#maker.features([this.#frame.at(FINE), this.#frame.at(COARSE)]);
    const keyframes = [...this.#keyframes];
    const keyframe = keyframes[this.#turn++ % keyframes.length]!;
    const wanted = lost.filter(({ id }) => keyframe.poses.has(id));
    const map = wanted.length > 0 ? this.#relocaliser.locate(this.#view(keyframe), frame) : undefined;
    if (!map) return;
    const sought: Sought[] = wanted.map((anchor) => anchor.sought(keyframe, map));
    this.#planes.search(keyframe, sought, this.#frame).forEach((plane, index) => {
      if (plane) wanted[index]!.findAgain(plane, keyframe, time);
    });
  }

  #view(keyframe: Keyframe): Features {
    let features = this.#views.get(keyframe);
    if (!features) this.#views.set(keyframe, (features = this.#maker.features(keyframe.levels)));
    return features;
  }

  /** Keeps this frame as a keyframe if it shows an anchor otherwise than those that are kept. */
  #keep(anchors: readonly AnchorTrack[]): void {
    const steady = anchors.filter((anchor) => anchor.steady >= KEYFRAME_STEADY && this.#isInside(anchor));
    const isNew = steady.some(({ id, region, pose }) => {
      const choice = chooseKeyframe(this.#keyframes, id, region, pose, this.#size());
      return choice && choice.difference > KEYFRAME_DIFFERENCE;
    });
    if (!isNew || this.#keyframes.size >= MOST_KEYFRAMES) return;
    const keyframe = this.#maker.make(this.#frame);
    for (const { id, pose } of steady) keyframe.poses.set(id, pose);
    this.#keyframes.add(keyframe);
  }

  #isInside({ pose, region }: AnchorTrack): boolean {
    const { x, y } = apply(pose, region.x, region.y);
    const { width, height } = this.#size();
    const margin = KEYFRAME_MARGIN;
    return x > margin && y > margin && x < width - margin && y < height - margin;
  }
}
