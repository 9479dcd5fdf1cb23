import type { AnchorPose, Region } from '../../../../../src/live/tracking/anchor.js';
import type { Homography } from '../../../../../src/live/tracking/geometry/homography.js';
import { invert } from '../../../../../src/live/tracking/geometry/homography.js';
import type { Luma } from '../../../../../src/live/tracking/luma.js';
import type { MeasuredTracker } from '../tracker.js';
import { follow } from './flow.js';
import type { Fit } from './homography.js';
import { apply, fitHomography, isPlausible } from './homography.js';
import type { Mat, OpenCv } from './load.js';
import type { Pair, Point } from './points.js';
import { distance, toPoints, using } from './points.js';
import { OrbRelocaliser } from './relocaliser.js';

/** Corners to start with, and below how many new ones are looked for. */
const MOST = 180;
const REPLENISH = { below: 90, to: 120 } as const;
/** Shares of the picture's width: around the mark where corners are taken, and their least distance. */
const REACH = 0.3;
const APART = 0.012;
/** What a fit must rest on: pairs, and the share of all pairs that agree. */
const FOLLOWED = { pairs: 12, share: 0.3, threshold: 3 } as const;
const FOUND_AGAIN = { pairs: 14, share: 0.3, threshold: 4 } as const;

/**
 * What the tutorials make of OpenCV.js, without its known holes: corners (Shi and Tomasi 1994) around each mark, followed
 * by optical flow, a homography from the marked picture by MAGSAC, new corners as old ones go, ORB when all is lost.
 */
export class OpenCvRecipe implements MeasuredTracker {
  readonly #cv: OpenCv;
  readonly #marks = new Map<string, Mark>();
  #before: Mat | undefined;

  constructor(cv: OpenCv) {
    this.#cv = cv;
  }

  add(id: string, picture: Luma, region: Region): void {
    const frame = this.#matOf(picture);
    this.#marks.set(id, new Mark(this.#cv, frame, region));
    if (this.#before) frame.delete();
    else this.#before = frame;
  }

  track(frame: Luma): readonly AnchorPose[] {
    const now = this.#matOf(frame);
    const poses = [...this.#marks].map(([id, mark]) => claim(id, mark.track(this.#before ?? now, now)));
    this.#before?.delete();
    this.#before = now;
    return poses;
  }

  close(): void {
    for (const mark of this.#marks.values()) mark.close();
    this.#before?.delete();
  }

  #matOf({ width, height, data }: Luma): Mat {
    const mat = new this.#cv.Mat(height, width, this.#cv.CV_8UC1);
    mat.data.set(data);
    return mat;
  }
}

const claim = (id: string, pose: Homography | undefined): AnchorPose =>
  pose
    ? { id, state: 'locked', basis: 'plane', quality: 1, pose }
    : { id, state: 'lost', basis: 'none', quality: 0 };

class Mark {
  readonly #cv: OpenCv;
  readonly #middle: Point;
  readonly #relocaliser: OrbRelocaliser;
  #pairs: readonly Pair[];

  constructor(cv: OpenCv, picture: Mat, { x, y }: Region) {
    this.#cv = cv;
    this.#middle = [x, y];
    this.#pairs = this.#corners(picture, this.#middle, MOST).map((point) => ({
      reference: point,
      current: point,
    }));
    const region = this.#disc(picture, this.#middle, 1.3 * REACH);
    this.#relocaliser = using([region], () => new OrbRelocaliser(cv, picture, region));
  }

  track(before: Mat, now: Mat): Homography | undefined {
    const fit = this.#followed(before, now) ?? this.#accepted(this.#relocaliser.pairs(now), FOUND_AGAIN);
    this.#pairs = fit?.inliers ?? [];
    if (fit && this.#pairs.length < REPLENISH.below) this.#replenish(now, fit.pose);
    return fit?.pose;
  }

  close(): void {
    this.#relocaliser.close();
  }

  #followed(before: Mat, now: Mat): Fit | undefined {
    const places = follow(
      this.#cv,
      before,
      now,
      this.#pairs.map(({ current }) => current),
    );
    const pairs = this.#pairs.flatMap(({ reference }, at) => {
      const current = places[at];
      return current ? [{ reference, current }] : [];
    });
    return this.#accepted(pairs, FOLLOWED);
  }

  #accepted(
    pairs: readonly Pair[],
    needs: { pairs: number; share: number; threshold: number },
  ): Fit | undefined {
    const fit = fitHomography(this.#cv, pairs, needs.threshold);
    if (!fit || fit.inliers.length < Math.max(needs.pairs, needs.share * pairs.length)) return undefined;
    return isPlausible(fit.pose, this.#middle) ? fit : undefined;
  }

  #replenish(now: Mat, pose: Homography): void {
    const back = invert(pose);
    const taken = this.#pairs.map(({ current }) => current);
    const fresh = this.#corners(now, apply(pose, this.#middle), REPLENISH.to, taken)
      .map((current) => ({ current, reference: apply(back, current) }))
      .filter(({ reference }) => distance(reference, this.#middle) < 1.2 * REACH * now.cols);
    this.#pairs = [...this.#pairs, ...fresh];
  }

  #corners(picture: Mat, around: Point, most: number, taken: readonly Point[] = []): Point[] {
    const cv = this.#cv;
    const apart = picture.cols * APART;
    const mask = this.#disc(picture, around, REACH);
    for (const [x, y] of taken) cv.circle(mask, new cv.Point(x, y), apart, new cv.Scalar(0), -1);
    const corners = new cv.Mat();
    return using([mask, corners], () => {
      cv.goodFeaturesToTrack(picture, corners, most, 0.01, apart, mask, 5, false, 0.04);
      return toPoints(corners);
    });
  }

  #disc(picture: Mat, [x, y]: Point, reach: number): Mat {
    const cv = this.#cv;
    const mask = new cv.Mat(picture.rows, picture.cols, cv.CV_8UC1, new cv.Scalar(0));
    cv.circle(mask, new cv.Point(x, y), reach * picture.cols, new cv.Scalar(255), -1);
    return mask;
  }
}
