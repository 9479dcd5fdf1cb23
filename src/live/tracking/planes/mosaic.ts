import type { PatchSet } from '../alignment/patch.js';
import { apply, identity, invert, isPlausible, multiply, type Homography } from '../geometry/homography.js';
import { RobustHomography } from '../geometry/ransac.js';
import type { Pyramid } from '../image/pyramid.js';
import { MOST_PATCHES, type KeyframeMaker } from '../keyframes/keyframe.js';
import { Locality } from '../keyframes/locality.js';
import { PatchMatcher } from './patch-matcher.js';

/** A frame that the way of the camera led over. */
interface Piece {
  readonly set: PatchSet;
  readonly locality: Locality;
  /** From the first piece to this one. */
  readonly map: Homography;
}

/** Of frames looked at; about 70 KB each. */
const MOST_PIECES = 16;

const SEARCH = { steps: 6, reach: 6, alike: 0.65 } as const;
const TOLERANCE = { distance: 6, samples: 60, fewest: 10 } as const;

/** Share of the patches in view that must agree on how the camera moved. */
const AGREEING = 0.35;

/** Standard pixels by which the view may have moved away from all pieces before another is made. */
const FAR = 130;

/** An older piece is preferred by so much: fewer steps led to it. Standard pixels. */
const OLDER = 30;

/**
 * Follows the view as a whole while the camera looks about, over large patches that blur leaves alone, from frames that
 * are kept side by side as for a panorama (Brown & Lowe, Automatic Panoramic Image Stitching, 2007: a camera that only
 * turns sees all of the world as one plane). On the way back the same frames serve, so that what was lost out of the
 * picture is expected where it comes in again.
 */
export class Mosaic {
  readonly #maker: KeyframeMaker;
  readonly #matcher = new PatchMatcher();
  readonly #robust = new RobustHomography(MOST_PATCHES);
  readonly #weights = new Float32Array(MOST_PATCHES).fill(1);
  #pieces: Piece[] = [];
  /** From the first piece to the latest frame. */
  #pose = identity();

  constructor(maker: KeyframeMaker) {
    this.#maker = maker;
  }

  /** What is known is of no use any more: everything that it was for is in view. */
  clear(): void {
    this.#pieces = [];
    this.#pose = identity();
  }

  /** How the view moved from the frame before to this one. `likely`: as far as is known otherwise. */
  follow(frame: Pyramid, likely: Homography): Homography {
    const before = this.#pose;
    if (this.#pieces.length === 0) {
      this.#keep(frame);
      return likely;
    }
    const predicted = multiply(likely, before);
    const found = this.#find(frame, predicted);
    this.#pose = found ?? predicted;
    if (found && this.#nearest(frame, found).distance > FAR) this.#keep(frame);
    return found ? multiply(found, invert(before)) : likely;
  }

  #find(frame: Pyramid, predicted: Homography): Homography | undefined {
    const { piece } = this.#nearest(frame, predicted);
    const map = multiply(predicted, invert(piece.map));
    const middle = middleOf(frame);
    this.#matcher.match(piece.set, [{ centre: middle, locality: piece.locality }], [map], frame, SEARCH);
    const found = this.#robust.estimate(this.#matcher.matches, this.#weights, TOLERANCE, map);
    const visible = this.#matcher.inView.subarray(0, piece.set.count).reduce((sum, one) => sum + one, 0);
    if (!found || found.count < AGREEING * visible) return undefined;
    return isPlausible(found.map, middle.x, middle.y) ? multiply(found.map, piece.map) : undefined;
  }

  #nearest(frame: Pyramid, pose: Homography): { piece: Piece; distance: number } {
    const middle = middleOf(frame);
    const distances = this.#pieces.map(({ map }) => {
      const { x, y } = apply(multiply(pose, invert(map)), middle.x, middle.y);
      return Math.hypot(x - middle.x, y - middle.y);
    });
    const costs = distances.map((distance, at) => distance + (at * OLDER) / this.#pieces.length);
    const best = costs.indexOf(Math.min(...costs));
    return { piece: this.#pieces[Math.max(0, best)]!, distance: distances[Math.max(0, best)]! };
  }

  #keep(frame: Pyramid): void {
    const set = this.#maker.coarsePatches(frame);
    const extent = { centre: middleOf(frame), sigma: Infinity, rim: Infinity, cutOff: 0 };
    if (this.#pieces.length >= MOST_PIECES) this.#pieces.splice(1, 1);
    this.#pieces.push({ set, locality: new Locality(extent, set), map: this.#pose });
  }
}

function middleOf(frame: Pyramid): { x: number; y: number } {
  const { width, height, scale } = frame.levels[0]!;
  return { x: width / scale / 2, y: height / scale / 2 };
}
