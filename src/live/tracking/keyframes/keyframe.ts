import { cutPatches, joinPatches, type PatchSet } from '../alignment/patch.js';
import { CornerDetector, type CornerChoice, type Corners } from '../features/corners.js';
import { Describer, DESCRIPTOR_MARGIN, Features } from '../features/descriptor.js';
import type { Homography, Place } from '../geometry/homography.js';
import { toStandard, type Level, type Pyramid } from '../image/pyramid.js';
import { SmallImage } from '../image/small-image.js';
import { scaleOf, type Luma } from '../luma.js';
import type { Locality } from './locality.js';

/** A picture that frames are aligned to: what is needed of it to follow it, and to find it again. */
export interface Keyframe {
  /** At half the standard size, and at a quarter. The fine ones become more where a mark has few; see `enrich`. */
  fine: PatchSet;
  readonly coarse: PatchSet;
  /** Corners of the finer level, also weak ones, for where a mark has few. */
  readonly spare: Corners;
  /** The picture at the finer of the two sizes, from which views are made when something is lost. */
  readonly picture: Luma;
  readonly small: SmallImage;
  /** By anchor. */
  readonly sightings: Map<string, Sighting>;
}

/** How a keyframe shows an anchor. */
export interface Sighting {
  /** From the picture that was marked to the keyframe. */
  readonly pose: Homography;
  /** The mark's middle in the keyframe, and the distance over which its surroundings count: standard pixels. */
  readonly centre: Place;
  readonly sigma: number;
  /** The same before it reached out for patches, where there are few. */
  readonly least: number;
  /** What each patch of the two levels has to say about the anchor. */
  readonly locality: Readonly<Record<'fine' | 'coarse', Locality>>;
  /** Fine patches that near. */
  readonly detail: number;
}

/** Pixels for each standard pixel of the levels that patches and features are taken from. */
const FINE = 0.5;
const COARSE = 0.25;

const PATCH_CORNERS = {
  fine: { most: 220, cell: 16, border: 6, weakest: 6 },
  coarse: { most: 70, cell: 14, border: 6, weakest: 6 },
} as const;

/**
 * Fine patches that a mark should have near it. The strongest corners of a picture leave out a thing that is dull beside
 * what surrounds it: there weaker ones do, down to twice what a camera's noise makes at this size, and nearer together.
 */
const WANTED_NEAR = 60;
const SPARE_CORNERS = { most: 2_000, cell: 10, border: 6, weakest: 1.5 } as const;

/** Of a keyframe, however many marks it has. */
export const MOST_PATCHES = 384;

/** Two patches nearer than this (standard pixels) are the same corner. */
const SAME = 5;

const FEATURE_CORNERS = {
  fine: { most: 190, cell: 16, border: DESCRIPTOR_MARGIN, weakest: 8 },
  coarse: { most: 90, cell: 14, border: DESCRIPTOR_MARGIN, weakest: 8 },
} as const;
const MOST_FEATURES = FEATURE_CORNERS.fine.most + FEATURE_CORNERS.coarse.most;

interface FeatureCorners {
  readonly fine: Corners;
  readonly coarse: Corners;
}

/** Makes keyframes and features. Keeps the working memory of both. */
export class KeyframeMaker {
  readonly #detector = new CornerDetector();
  readonly #describer = new Describer();

  make(picture: Pyramid): Keyframe {
    const fine = picture.at(FINE);
    const small = new SmallImage().load(picture);
    const [corners, spare] = this.#detector.detectFor(fine, [PATCH_CORNERS.fine, SPARE_CORNERS]);
    return {
      fine: cutPatches(fine, corners!),
      spare: spare!,
      coarse: this.coarsePatches(picture),
      picture: { width: fine.width, height: fine.height, data: fine.data.slice() },
      small,
      sightings: new Map(),
    };
  }

  /** The large patches alone. */
  coarsePatches(picture: Pyramid): PatchSet {
    const coarse = picture.at(COARSE);
    return cutPatches(coarse, this.#corners(coarse, PATCH_CORNERS.coarse));
  }

  /** Adds fine patches within `radius` (standard pixels) of a place if there are few. */
  enrich(keyframe: Keyframe, { x, y }: Place, radius: number): void {
    const { fine, picture } = keyframe;
    const missing = Math.min(WANTED_NEAR - countNear(fine, x, y, radius), MOST_PATCHES - fine.count);
    if (missing <= 0) return;
    const level = { ...picture, scale: scaleOf(picture) };
    const added = cutPatches(level, sparesNear(keyframe, level.scale, x, y, radius, missing));
    keyframe.fine = joinPatches(fine, added);
  }

  features(picture: Pyramid): Features {
    return this.describe(picture, this.corners(picture));
  }

  /** Those from which features are made: the longer part of the work. */
  corners(picture: Pyramid): FeatureCorners {
    return {
      fine: this.#corners(picture.at(FINE), FEATURE_CORNERS.fine),
      coarse: this.#corners(picture.at(COARSE), FEATURE_CORNERS.coarse),
    };
  }

  describe(picture: Pyramid, { fine, coarse }: FeatureCorners): Features {
    const features = new Features(MOST_FEATURES);
    this.#describer.describe(picture.at(FINE), fine, features);
    this.#describer.describe(picture.at(COARSE), coarse, features);
    return features;
  }

  #corners(level: Level, choice: CornerChoice): Corners {
    return this.#detector.detect(level, choice);
  }
}

/** The strongest corners within a radius that no patch stands for yet. */
function sparesNear(
  { spare, fine }: Keyframe,
  scale: number,
  x: number,
  y: number,
  radius: number,
  most: number,
): Corners {
  const chosen: number[] = [];
  for (let i = 0; i < spare.count && chosen.length < most; i++) {
    const [column, row] = [toStandard(spare.x[i]!, scale), toStandard(spare.y[i]!, scale)];
    if (Math.hypot(column - x, row - y) < radius && countNear(fine, column, row, SAME) === 0) chosen.push(i);
  }
  return {
    x: Int16Array.from(chosen, (i) => spare.x[i]!),
    y: Int16Array.from(chosen, (i) => spare.y[i]!),
    strength: Float32Array.from(chosen, (i) => spare.strength[i]!),
    count: chosen.length,
  };
}

function countNear({ count, x, y }: PatchSet, column: number, row: number, radius: number): number {
  let near = 0;
  for (let i = 0; i < count; i++) if (Math.hypot(x[i]! - column, y[i]! - row) < radius) near++;
  return near;
}
