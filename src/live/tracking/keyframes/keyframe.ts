import { cutPatches, joinPatches, type PatchSet } from '../alignment/patch.js';
import { CornerDetector, type CornerChoice, type Corners } from '../features/corners.js';
import { Describer, DESCRIPTOR_MARGIN, Features } from '../features/descriptor.js';
import type { Homography, Place } from '../geometry/homography.js';
import { toStandard, type Level, type Pyramid } from '../image/pyramid.js';
import { SmallImage } from '../image/small-image.js';
import { scaleOf, type Luma } from '../luma.js';
import type { Locality } from './locality.js';
import { SECTORS, sectorOf } from './sectors.js';

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
  /** The latter before it reached out for patches, where there are few. */
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

/** Fine patches in each direction from a mark: they tell its thing from what stands on one side of it. */
const WANTED_EACH_SIDE = 3;

/** Of a keyframe, however many marks it has. */
export const MOST_PATCHES = 384;

/** Two patches nearer than this (standard pixels) are the same corner. */
const SAME = 5;

const FEATURE_CORNERS = {
  fine: { most: 300, cell: 12, border: DESCRIPTOR_MARGIN, weakest: 8 },
  coarse: { most: 90, cell: 14, border: DESCRIPTOR_MARGIN, weakest: 8 },
} as const;

/** Of a keyframe there are more: a frame may show a small part of it, or it may be a small part of the frame. */
const VIEW_CORNERS = {
  fine: { ...FEATURE_CORNERS.fine, most: 320, cell: 12 },
  coarse: { ...FEATURE_CORNERS.coarse, most: 160, cell: 10 },
} as const;
const MOST_FEATURES = VIEW_CORNERS.fine.most + VIEW_CORNERS.coarse.most;

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

  /** Adds fine patches within `radius` (standard pixels) of a place if there are few, and on each side of it. */
  enrich(keyframe: Keyframe, place: Place, radius: number): void {
    const { x, y } = place;
    const isNear = (column: number, row: number): boolean => Math.hypot(column - x, row - y) < radius;
    this.#add(keyframe, WANTED_NEAR - countNear(keyframe.fine, x, y, radius), isNear);
    const missing = new Int8Array(SECTORS).fill(WANTED_EACH_SIDE);
    const { fine } = keyframe;
    for (let i = 0; i < fine.count; i++) missing[sectorOf(fine.x[i]! - x, fine.y[i]! - y)]!--;
    const wanted = missing.reduce((sum, one) => sum + Math.max(0, one), 0);
    this.#add(keyframe, wanted, (column, row) => missing[sectorOf(column - x, row - y)]!-- > 0);
  }

  #add(keyframe: Keyframe, wanted: number, isOf: (column: number, row: number) => boolean): void {
    const { fine, picture } = keyframe;
    const most = Math.min(wanted, MOST_PATCHES - fine.count);
    if (most <= 0) return;
    const level = { ...picture, scale: scaleOf(picture) };
    keyframe.fine = joinPatches(fine, cutPatches(level, sparesOf(keyframe, level.scale, most, isOf)));
  }

  features(picture: Pyramid): Features {
    return this.describe(picture, this.corners(picture));
  }

  /** Those from which features are made: the longer part of the work. */
  corners(
    picture: Pyramid,
    choice: Record<'fine' | 'coarse', CornerChoice> = FEATURE_CORNERS,
  ): FeatureCorners {
    return {
      fine: this.#corners(picture.at(FINE), choice.fine),
      coarse: this.#corners(picture.at(COARSE), choice.coarse),
    };
  }

  /** Those of a view of a keyframe. */
  viewCorners(picture: Pyramid): FeatureCorners {
    return this.corners(picture, VIEW_CORNERS);
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

/** The strongest corners of some that no patch stands for yet. */
function sparesOf(
  { spare, fine }: Keyframe,
  scale: number,
  most: number,
  isOf: (column: number, row: number) => boolean,
): Corners {
  const chosen: number[] = [];
  for (let i = 0; i < spare.count && chosen.length < most; i++) {
    const [column, row] = [toStandard(spare.x[i]!, scale), toStandard(spare.y[i]!, scale)];
    if (countNear(fine, column, row, SAME) === 0 && isOf(column, row)) chosen.push(i);
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
