import type { Mat, OpenCv } from './load.js';
import type { Pair, Point } from './points.js';
import { using } from './points.js';

const FEATURES = 500;
/** Lowe's ratio test (2004), and bits of 256 that a match may differ in. */
const RATIO = 0.8;
const GREATEST_DISTANCE = 70;

/** ORB features (Rublee et al. 2011) of the marked picture, to be found again anywhere. */
export class OrbRelocaliser {
  readonly #cv: OpenCv;
  readonly #orb;
  readonly #matcher;
  readonly #places: readonly Point[];
  readonly #descriptors: Mat;

  constructor(cv: OpenCv, picture: Mat, region: Mat) {
    this.#cv = cv;
    this.#orb = new cv.ORB(FEATURES);
    this.#matcher = new cv.BFMatcher(cv.NORM_HAMMING, false);
    const { places, descriptors } = this.#detect(picture, region);
    [this.#places, this.#descriptors] = [places, descriptors];
  }

  pairs(frame: Mat): Pair[] {
    const everywhere = new this.#cv.Mat();
    const { places, descriptors } = this.#detect(frame, everywhere);
    const matches = new this.#cv.DMatchVectorVector();
    return using([everywhere, descriptors, matches], () => {
      if (descriptors.rows < 10 || this.#descriptors.rows < 10) return [];
      this.#matcher.knnMatch(this.#descriptors, descriptors, matches, 2);
      return Array.from({ length: matches.size() }, (_, at) => best(matches.get(at))).flatMap((match) =>
        match ? [{ reference: this.#places[match.queryIdx]!, current: places[match.trainIdx]! }] : [],
      );
    });
  }

  close(): void {
    for (const one of [this.#orb, this.#matcher, this.#descriptors]) one.delete();
  }

  #detect(picture: Mat, mask: Mat): { places: Point[]; descriptors: Mat } {
    const points = new this.#cv.KeyPointVector();
    const descriptors = new this.#cv.Mat();
    this.#orb.detectAndCompute(picture, mask, points, descriptors);
    const places = Array.from({ length: points.size() }, (_, at): Point => {
      const { x, y } = points.get(at).pt;
      return [x, y];
    });
    points.delete();
    return { places, descriptors };
  }
}

interface Match {
  readonly queryIdx: number;
  readonly trainIdx: number;
  readonly distance: number;
}

function best(neighbours: { size(): number; get(at: number): Match; delete(): void }): Match | undefined {
  return using([neighbours], () => {
    if (neighbours.size() < 2) return undefined;
    const [first, second] = [neighbours.get(0), neighbours.get(1)];
    return first.distance < RATIO * second.distance && first.distance < GREATEST_DISTANCE ? first : undefined;
  });
}
