import { cutPatches, type PatchSet } from '../alignment/patch.js';
import { CornerDetector, type Corners } from '../features/corners.js';
import { Describer, DESCRIPTOR_MARGIN, Features } from '../features/descriptor.js';
import type { Homography } from '../geometry/homography.js';
import type { Level, Pyramid } from '../image/pyramid.js';

/** A picture that frames are aligned to: what is needed of it to follow it, and to find it again. */
export interface Keyframe {
  /** At half the standard size, and at a quarter. */
  readonly fine: PatchSet;
  readonly coarse: PatchSet;
  /** The levels from which views are made when something is lost. */
  readonly levels: readonly [Level, Level];
  /** By anchor: from the picture that was marked to this one. */
  readonly poses: Map<string, Homography>;
}

/** Pixels for each standard pixel of the levels that patches and features are taken from. */
export const FINE = 0.5;
export const COARSE = 0.25;

const PATCH_CORNERS = {
  fine: { most: 220, cell: 16, border: 6, weakest: 6 },
  coarse: { most: 90, cell: 14, border: 6, weakest: 6 },
} as const;

const FEATURE_CORNERS = {
  fine: { most: 260, cell: 16, border: DESCRIPTOR_MARGIN, weakest: 8 },
  coarse: { most: 120, cell: 14, border: DESCRIPTOR_MARGIN, weakest: 8 },
} as const;
const MOST_FEATURES = FEATURE_CORNERS.fine.most + FEATURE_CORNERS.coarse.most;

/** Makes keyframes and features. Keeps the working memory of both. */
export class KeyframeMaker {
  readonly #detector = new CornerDetector();
  readonly #describer = new Describer();

  make(picture: Pyramid): Keyframe {
    const [fine, coarse] = [picture.at(FINE), picture.at(COARSE)];
    return {
      fine: cutPatches(fine, this.#corners(fine, PATCH_CORNERS.fine)),
      coarse: cutPatches(coarse, this.#corners(coarse, PATCH_CORNERS.coarse)),
      levels: [copy(fine), copy(coarse)],
      poses: new Map(),
    };
  }

  /** The features of a picture, its levels being those at `FINE` and `COARSE`. */
  features(levels: readonly [Level, Level]): Features {
    const features = new Features(MOST_FEATURES);
    this.#describer.describe(levels[0], this.#corners(levels[0], FEATURE_CORNERS.fine), features);
    this.#describer.describe(levels[1], this.#corners(levels[1], FEATURE_CORNERS.coarse), features);
    return features;
  }

  #corners(level: Level, choice: Parameters<CornerDetector['detect']>[1]): Corners {
    return this.#detector.detect(level, choice);
  }
}

const copy = (level: Level): Level => ({ ...level, data: level.data.slice() });
