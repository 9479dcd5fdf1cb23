import { Matcher } from '../features/matching.js';
import { Features } from '../features/descriptor.js';
import { identity, multiply, type Homography } from '../geometry/homography.js';
import { Matches } from '../geometry/matches.js';
import { RobustHomography } from '../geometry/ransac.js';
import type { Pyramid } from '../image/pyramid.js';
import type { KeyframeStore } from './keyframe-store.js';
import type { Keyframe, KeyframeMaker, Sighting } from './keyframe.js';
import { OTHER_VIEWS, KeyframeViews } from './keyframe-views.js';

/** A keyframe that seems to be in the picture, and where. */
export interface Proposal {
  readonly keyframe: Keyframe;
  /** Keyframe to frame, near enough for patches to be aligned. */
  readonly map: Homography;
}

/** Keyframes of an anchor of which tilted views are made: its own picture and those that were of use last. */
const TILTED_KEYFRAMES = 3;

const CAPACITY = 400;
const TOLERANCE = { distance: 6, samples: 400, fewest: 9 } as const;

/** Fewer matches than this are chance. */
const FEWEST_MATCHES = 10;

/** What is far from every mark still counts this much: the plane is fixed by places far apart. */
const FAR_WEIGHT = 0.2;

interface Named {
  readonly id: string;
}

/** What a frame showed, and how the picture moved since. */
interface Seen {
  readonly features: Features;
  readonly motion: Homography;
}

/**
 * Finds keyframes with nothing known of where they are, by features: those of one frame are described at once, and
 * compared with a few views on the next, so that neither is late.
 */
export class Relocaliser {
  readonly #keyframes: KeyframeStore;
  readonly #maker: KeyframeMaker;
  readonly #matcher = new Matcher();
  readonly #matches = new Matches(CAPACITY);
  readonly #weights = new Float32Array(CAPACITY);
  readonly #robust = new RobustHomography(CAPACITY);
  readonly #views: KeyframeViews;
  #seen: Seen | undefined;
  #turn = 0;

  constructor(keyframes: KeyframeStore, maker: KeyframeMaker) {
    this.#keyframes = keyframes;
    this.#maker = maker;
    this.#views = new KeyframeViews(maker);
  }

  /** What this frame shows is kept for `propose`. */
  describe(frame: Pyramid): void {
    this.#seen = { features: this.#maker.features(frame), motion: identity() };
  }

  /** Once for each frame after the one that was described: how the picture moved. */
  predict(motion: Homography): void {
    if (this.#seen) this.#seen = { ...this.#seen, motion: multiply(motion, this.#seen.motion) };
  }

  /** Nothing is lost any more: the next time it begins with the views that were made beforehand. */
  rest(): void {
    this.#turn = 0;
    this.#seen = undefined;
  }

  /**
   * Makes a part of what will be compared first once these are lost: all plain views, and the others of the pictures
   * that were marked; false if all of it is there.
   */
  prepare(anchors: readonly Named[]): boolean {
    return [...this.#plain(anchors), ...this.#otherwise(anchors, 1)].some(([keyframe, view]) =>
      this.#views.prepare(keyframe, view),
    );
  }

  /** Where the anchors that are lost may be, one proposal at a time; going on with the next costs the next view. */
  *propose(lost: readonly Named[]): Generator<Proposal> {
    const seen = this.#seen;
    this.#seen = undefined;
    if (!seen) return;
    for (const [keyframe, view] of this.#plan(lost)) {
      const sightings = lost.flatMap(({ id }) => keyframe.sightings.get(id) ?? []);
      const map = this.#locate(this.#views.of(keyframe, view), seen.features, sightings);
      if (map) yield { keyframe, map: multiply(seen.motion, map) };
    }
  }

  /**
   * Two plain views on each frame and three of the others, so that neither kind waits until all of the other had their turn;
   * of these at most one that must be made first: no frame is to be late.
   */
  #plan(lost: readonly Named[]): [Keyframe, number][] {
    const turn = this.#turn++;
    let made = 0;
    return [...inTurn(this.#plain(lost), turn, 2), ...inTurn(this.#otherwise(lost), turn, 3)].filter(
      ([keyframe, view]) => this.#views.has(keyframe, view) || made++ === 0,
    );
  }

  #plain(anchors: readonly Named[]): [Keyframe, number][] {
    const keyframes = new Set(anchors.flatMap(({ id }) => [...this.#keyframes.of(id)]));
    return [...keyframes].map((keyframe) => [keyframe, 0]);
  }

  #otherwise(anchors: readonly Named[], each = TILTED_KEYFRAMES): [Keyframe, number][] {
    const keyframes = new Set(anchors.flatMap(({ id }) => [...this.#keyframes.of(id)].slice(0, each)));
    return [...keyframes].flatMap((keyframe) =>
      OTHER_VIEWS.map((view): [Keyframe, number] => [keyframe, view]),
    );
  }

  /** Far from every mark are other things, most of them at other depths. */
  #nearOnes(view: Features, near: readonly Sighting[]): Features {
    const kept = new Features(view.count);
    for (let i = 0; i < view.count; i++) {
      const [x, y] = [view.x[i]!, view.y[i]!];
      if (weightAt(near, x, y) > FAR_WEIGHT) kept.copy(view, i, x, y);
    }
    return kept;
  }

  #locate(view: Features, frame: Features, near: readonly Sighting[]): Homography | undefined {
    const matches = this.#matches;
    this.#matcher.match(this.#nearOnes(view, near), frame, matches);
    if (matches.count < FEWEST_MATCHES) return undefined;
    for (let i = 0; i < matches.count; i++) {
      this.#weights[i] = weightAt(near, matches.fromX[i]!, matches.fromY[i]!) * matches.score[i]!;
    }
    return this.#robust.estimate(matches, this.#weights, TOLERANCE)?.map;
  }
}

/** The next so many of a list at each turn, round and round. */
const inTurn = <T>(list: readonly T[], turn: number, each: number): T[] =>
  list.length === 0
    ? []
    : Array.from({ length: each }, (_, step) => list[(each * turn + step) % list.length]!);

function weightAt(near: readonly Sighting[], x: number, y: number): number {
  const nearness = near.map(({ centre, sigma }) =>
    Math.exp(-((x - centre.x) ** 2 + (y - centre.y) ** 2) / (8 * sigma * sigma)),
  );
  return Math.max(FAR_WEIGHT, ...nearness);
}
