import type { AnchorBasis, AnchorPose, AnchorState, Region } from './anchor.js';
import {
  disagreement,
  identity,
  invert,
  isPlausible,
  multiply,
  type Homography,
} from './geometry/homography.js';
import type { Keyframe, Sighting } from './keyframes/keyframe.js';
import type { Found } from './planes/evidence.js';
import {
  isClear,
  isElsewhere,
  isHeld,
  isHeldUnder,
  isPatch,
  isPlane,
  isRegained,
  isVerifiedNear,
} from './planes/judgement.js';

/** ms after an anchor was found again in which it is `relocated`. */
const RELOCATED_FOR = 500;

/** ms for which a plane is claimed though nothing near the mark confirms it, and the camera's motion alone. */
const UNVERIFIED_FOR = 200;
const COASTED_FOR = 170;

/** Standard pixels that an anchor may be carried by the camera's motion alone: the estimate is off by up to a fifth. */
const COASTED_BY = 15;

/** Grey steps of residual up to which that estimate is used at all. */
const COASTED_WITH = 10;

/** Frames for which an anchor whose plane is not seen is looked for where it is expected. */
const EXPECTED_FOR = 8;

/** Verified frames in a row before one that was found again is carried on by the camera's motion when it is missed. */
const SURE = 2;

/** Verified frames in a row on which what was found again is compared with others like it, and every so many then. */
const NEW = 10;
const AGAIN = 15;

/**
 * Verified frames in a row, and the quality of the last, with which an anchor is well seen. In the blur of a pan one that was
 * 7 pixels off had 0.58; those that were within half a pixel 0.88 and more.
 */
const LONG = 8;
const WELL = 0.7;

/** How far a plane may be from where it was expected: standard pixels, and a share of the motion. */
const JUMP = { least: 14, ofMotion: 0.4 } as const;

/** One anchor's life: what is known of where it is, and how far that may be believed. */
export class AnchorTrack {
  readonly id: string;
  readonly region: Region;
  /** From the picture that was marked to the latest frame: as believed last, and as predicted for this frame. */
  pose: Homography;
  expected: Homography;
  /** Frames without a plane; 0 when there was one on the latest. */
  missed = 0;
  /** Frames in a row on which it was verified. */
  steady = 0;
  /** Patches near the mark: of its own picture, then those that were in view when it was found last. */
  detail = 0;
  /** As it would be had it moved on as it did between the last two frames, or the plane that it may be on. */
  carriedOn: Homography | undefined;
  /** Where that was on the latest frame, and on the one before, and how it moved. */
  #place: Homography;
  #before: Homography | undefined;
  #velocity: Homography | undefined;
  #basis: AnchorBasis = 'none';
  #quality = 0;
  #verifiedAt: number | undefined;
  /** Until it was once, the place where it is expected is only supposed. */
  #wasVerified = false;
  #foundAgainAt: number | undefined;
  /** What was found on this frame does not hold it; and yet it is of a plane that goes where the mark is expected. */
  #wasUnheld = false;
  #isCarried = false;
  /** Frames without any plane that it may be on. */
  #unseen = 0;

  constructor(id: string, region: Region, guess: Homography | undefined) {
    this.id = id;
    this.region = region;
    this.pose = guess ?? identity();
    this.expected = this.#place = this.pose;
  }

  /** `motion`: of the whole picture since the frame before. */
  predict(motion: Homography): void {
    this.#before = this.#unseen === 0 ? this.#place : undefined;
    this.carriedOn = this.#before && this.#velocity && multiply(this.#velocity, this.#before);
    this.expected = multiply(motion, this.expected);
    this.#basis = 'none';
    this.#wasUnheld = this.#isCarried = false;
  }

  /** It was seen so lately that it can only be where it is expected, or the plane around it is. */
  get isExpected(): boolean {
    return this.#unseen < EXPECTED_FOR;
  }

  /** What it lies on is seen while it is covered, or something beside it is: where it is, is no more than supposed. */
  get isSupposed(): boolean {
    return this.#isCarried;
  }

  /** Believes a plane that is where it can be; gives false where it is not. */
  follow(found: Found, keyframe: Keyframe, time: number): boolean {
    const sighting = keyframe.sightings.get(this.id)!;
    const pose = multiply(found.map, sighting.pose);
    if (!this.#isPossible(pose)) return false;
    if (!isHeld(found, this.steady > 0 ? 'still' : 'mostly')) {
      this.#carry(pose, found);
      return false;
    }
    if (found.basis === 'patch') return this.#followPatch(pose, found);
    if (!isPlane(found) || isElsewhere(found)) return false;
    if (!this.#wasVerified && !isClear(found)) return false;
    this.#accept(pose, found, sighting, time);
    return true;
  }

  /** It may be the mark's own plane, and the mark covered: what is expected goes with it, and nothing is claimed by it. */
  #carry(pose: Homography, found: Found): void {
    this.#wasUnheld = true;
    this.#isCarried = this.#wasVerified && found.basis === 'plane' && isPlane(found) && !isElsewhere(found);
    if (this.#isCarried) this.#moveTo(pose);
  }

  #moveTo(pose: Homography): void {
    this.#velocity = this.#before && multiply(pose, invert(this.#before));
    this.#place = this.expected = pose;
    this.#unseen = 0;
  }

  /** Weaker than a plane, and claimed as such: for as long as it is seen from frame to frame. */
  #followPatch(pose: Homography, found: Found): boolean {
    if (this.missed > 0 || !isPatch(found)) return false;
    this.pose = this.#place = this.expected = pose;
    this.#velocity = undefined;
    this.#basis = 'patch';
    this.detail = found.visibleNear;
    this.steady = 0;
    this.#quality = 0.5 * found.likeness * found.support;
    return true;
  }

  /** Believes a plane wherever it is, if there is much of it, or it looks the same; `resemblance`: see `Context`. */
  findAgain(found: Found, keyframe: Keyframe, resemblance: number, time: number): boolean {
    const sighting = keyframe.sightings.get(this.id)!;
    const pose = multiply(found.map, sighting.pose);
    if (found.basis === 'patch' || !isPlane(found) || isElsewhere(found)) return false;
    if (!isRegained(found, { away: this.#awayFromExpected(pose), resemblance })) return false;
    if (!isHeld(found) || !isPlausible(pose, this.region.x, this.region.y)) return false;
    this.#before = undefined;
    this.#foundAgainAt = time;
    this.#accept(pose, found, sighting, time);
    return true;
  }

  /** `residual`: of the camera's motion, on which alone it can be carried on; see `CameraMotion`. */
  miss(residual: number): void {
    this.missed++;
    if (!this.#isCarried) this.#unseen++;
    // What it is carried on by is of something beside it, or it is hardly known yet where it is.
    const isUnsure = this.#wasUnheld || (this.isDoubtful && this.steady < SURE && this.missed === 1);
    if (isUnsure || residual > COASTED_WITH) this.#verifiedAt = undefined;
    this.steady = 0;
    this.#quality = 0;
  }

  /**
   * Ways in which it may look now, while it is lost: as the camera's motion has it, as when it was seen last, as when it
   * was marked. Where it is, they do not say.
   */
  get guesses(): readonly Homography[] {
    return [this.expected, this.pose, identity()];
  }

  /** It was found again: it may yet prove to be another like it, at first and, in a better picture, later. */
  get isDoubtful(): boolean {
    return this.#foundAgainAt !== undefined && (this.steady < NEW || this.steady % AGAIN === 0);
  }

  /** Found where it is, and confirmed by what is near it. */
  get isVerified(): boolean {
    return this.steady > 0;
  }

  /** So long, and now so well, that a keyframe may be made of it. */
  get isWellSeen(): boolean {
    return this.steady >= LONG && this.#quality >= WELL;
  }

  report(time: number): AnchorPose {
    const { id } = this;
    const state = this.#state(time);
    if (state === 'lost') return { id, state, basis: 'none', quality: 0 };
    const pose = this.missed > 0 ? this.expected : this.pose;
    return { id, state, basis: this.missed > 0 ? 'motion' : this.#basis, quality: this.#quality, pose };
  }

  #state(time: number): AnchorState {
    const unverified = time - (this.#verifiedAt ?? -Infinity);
    if (this.missed > 0) return unverified <= COASTED_FOR && this.#isNearby() ? 'drifting' : 'lost';
    if (this.#basis === 'patch') return 'drifting';
    if (unverified > 0) return unverified <= UNVERIFIED_FOR ? 'drifting' : 'lost';
    return time - (this.#foundAgainAt ?? -Infinity) < RELOCATED_FOR ? 'relocated' : 'locked';
  }

  #awayFromExpected(pose: Homography): number {
    return this.#wasVerified ? disagreement(pose, this.expected, this.region.x, this.region.y) : Infinity;
  }

  #isNearby(): boolean {
    return disagreement(this.expected, this.pose, this.region.x, this.region.y) <= COASTED_BY;
  }

  #isPossible(pose: Homography): boolean {
    const { x, y } = this.region;
    if (!isPlausible(pose, x, y)) return false;
    const motion = disagreement(pose, this.pose, x, y);
    return disagreement(pose, this.expected, x, y) <= JUMP.least + JUMP.ofMotion * motion;
  }

  #accept(pose: Homography, found: Found, { locality }: Sighting, time: number): void {
    this.#moveTo(pose);
    this.pose = pose;
    this.missed = 0;
    this.#basis = 'plane';
    this.detail = found.visibleNear;
    this.#quality = found.likeness * found.support;
    const isVerified = isVerifiedNear(found);
    this.steady = isVerified ? this.steady + 1 : 0;
    if (!isVerified) {
      if (this.#wasUnheld && !isHeldUnder(found)) this.#verifiedAt = undefined;
      return;
    }
    this.#verifiedAt = time;
    this.#wasVerified = true;
    const { fine, coarse } = found.votes;
    if (fine) locality.fine.learn(fine);
    if (coarse) locality.coarse.learn(coarse);
  }
}
