import { nudged, type Nudge } from './alignment/nudge.js';
import type { AnchorTrack } from './anchor-track.js';
import { apply, multiply, type Homography } from './geometry/homography.js';
import type { AmbiguityTest } from './keyframes/ambiguity.js';
import { Context } from './keyframes/context.js';
import { Doubts } from './keyframes/doubts.js';
import type { KeyframeStore } from './keyframes/keyframe-store.js';
import type { Keyframe, KeyframeMaker } from './keyframes/keyframe.js';
import { Relocaliser, type Proposal } from './keyframes/relocaliser.js';
import type { Found } from './planes/evidence.js';
import type { PlaneSearch } from './planes/plane-search.js';
import type { Sought } from './planes/sought.js';
import type { View } from './view.js';

/** Places on one frame that prove to be no clearer than others like them, which costs: then the rest waits for the next. */
const MOST_UNCLEAR = 2;

/** Standard pixels out of the picture at which a mark may be expected and yet be within: predictions are off. */
const EXPECTED_BEYOND = 60;

/** Anchors that are looked for by themselves on one frame; the others of a keyframe are looked for along with them. */
const EACH_FRAME = 2;

/** What is done to look for what is lost, on one frame after the other. */
const PHASES = ['likest', 'describe', 'likest', 'propose', 'likest'] as const;

interface Parts {
  readonly keyframes: KeyframeStore;
  readonly maker: KeyframeMaker;
  readonly planes: PlaneSearch;
  readonly ambiguity: AmbiguityTest;
}

/** Finds anchors again that were lost: where they are expected, where it looks like them, and by their features. */
export class Recovery {
  readonly #keyframes: KeyframeStore;
  readonly #planes: PlaneSearch;
  readonly #ambiguity: AmbiguityTest;
  readonly #relocaliser: Relocaliser;
  readonly #doubts = new Doubts();
  #turn = 0;
  /** Places on this frame. */
  #unclear = 0;

  constructor({ keyframes, maker, planes, ambiguity }: Parts) {
    this.#keyframes = keyframes;
    this.#planes = planes;
    this.#ambiguity = ambiguity;
    this.#relocaliser = new Relocaliser(keyframes, maker);
  }

  /** `motion`: of the picture since the frame before; `time`: of the frame, in ms. */
  look(lost: readonly AnchorTrack[], view: View, motion: Homography, time: number): void {
    this.#doubts.predict(lost, motion);
    this.#relocaliser.predict(motion);
    if (lost.length === 0) return this.#relocaliser.rest();
    this.#turn++;
    this.#unclear = 0;
    for (const { keyframe, map } of this.#proposals(lost, view)) {
      if (this.#unclear >= MOST_UNCLEAR) return;
      const wanted = beginningAt(this.#turn, lost).filter(
        ({ id, missed }) => missed > 0 && keyframe.sightings.has(id),
      );
      if (wanted.length === 0) continue;
      const sought = wanted.map(({ id }) => ({ ...keyframe.sightings.get(id)!, map }));
      this.#planes.search(keyframe, sought, view.frame).forEach((plane, index) => {
        const anchor = wanted[index]!;
        const certain = plane && this.#disambiguate(anchor, keyframe, sought[index]!, plane, view);
        if (!certain) return;
        const { resemblance } = new Context(keyframe.small, view.small, sought[index]!, certain.map);
        anchor.findAgain(certain, keyframe, resemblance, time);
      });
    }
  }

  /** What will be needed once these are lost is made part by part before: one part on each frame. */
  prepare(anchors: readonly AnchorTrack[]): void {
    for (const { id } of anchors)
      for (const keyframe of this.#keyframes.of(id))
        if (this.#ambiguity.prepare(keyframe, keyframe.sightings.get(id)!)) return;
    this.#relocaliser.prepare(anchors);
  }

  /** What costs much takes turns, so that no frame is late: the small picture, describing features, comparing them. */
  *#proposals(lost: readonly AnchorTrack[], view: View): Generator<Proposal> {
    if (this.#turn % 2 === 0) yield* this.#carried(lost, view);
    yield* this.#byPhase(lost, view);
    if (this.#turn % 2 === 1) yield* this.#carried(lost, view);
  }

  /** Where they are expected, and where they were seen last, as far as that is not far out of the picture. */
  *#carried(lost: readonly AnchorTrack[], view: View): Generator<Proposal> {
    for (const anchor of beginningAt(this.#turn, lost).slice(0, EACH_FRAME)) {
      const { id, region, expected } = anchor;
      const doubtful = this.#doubts.of(id);
      // Where it is expected it was looked for already while that was sure.
      if (anchor.missed === 0 || (anchor.isExpected && !anchor.isSupposed && !doubtful)) continue;
      for (const pose of doubtful ? [doubtful] : [expected, anchor.pose]) {
        const { x, y } = apply(pose, region.x, region.y);
        const carried = view.isWithin(x, y, EXPECTED_BEYOND) && this.#propose(anchor, pose);
        if (carried) yield carried;
      }
    }
  }

  *#byPhase(lost: readonly AnchorTrack[], view: View): Generator<Proposal> {
    const still = lost.filter(({ missed }) => missed > 0);
    if (still.length === 0) return;
    const phase = PHASES[this.#turn % PHASES.length];
    if (phase === 'likest') yield* this.#likest(still[(this.#turn >> 1) % still.length]!, view);
    else if (phase === 'describe') this.#relocaliser.describe(view.frame);
    else yield* this.#relocaliser.propose(still);
  }

  /** Where the small picture looks most like two of the ways in which it may look; the second takes turns too. */
  *#likest(anchor: AnchorTrack, { small }: View): Generator<Proposal> {
    const [expected, ...others] = anchor.guesses;
    const other = others[(this.#turn >> 1) % others.length];
    let best: (Proposal & Nudge) | undefined;
    for (const guess of [expected, other]) {
      const proposal = guess && this.#propose(anchor, guess);
      if (!proposal) continue;
      const { keyframe, map } = proposal;
      const nudge = nudged(keyframe.small, keyframe.sightings.get(anchor.id)!.centre, map, small);
      if (nudge && nudge.score > (best?.score ?? 0)) best = { keyframe, ...nudge };
    }
    if (best) yield best;
  }

  #propose({ id, region }: AnchorTrack, pose: Homography): Proposal | undefined {
    return this.#keyframes.choose({ id, region, pose });
  }

  /** The plane, or the place in a pattern that is likelier, by a few hops; undefined where nobody could tell yet. */
  #disambiguate(anchor: AnchorTrack, keyframe: Keyframe, sought: Sought, plane: Found, view: View) {
    let likeliest: Found | undefined = plane;
    while (likeliest && this.#unclear < MOST_UNCLEAR) {
      const verdict = this.#ambiguity.judge(keyframe, sought, likeliest.map, view);
      if (verdict.kind === 'clear') return likeliest;
      this.#unclear++;
      if (verdict.kind === 'ambiguous') {
        const pose = multiply(likeliest.map, keyframe.sightings.get(anchor.id)!.pose);
        return this.#doubts.settle(anchor, pose, verdict.lead) ? likeliest : undefined;
      }
      [likeliest] = this.#planes.search(keyframe, [{ ...sought, map: verdict.better }], view.frame);
    }
    return undefined;
  }
}

/** All of a list, another one first at each turn. */
function beginningAt<T>(turn: number, list: readonly T[]): readonly T[] {
  const first = turn % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}
