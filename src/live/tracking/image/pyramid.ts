import { scaleOf, type Luma } from '../luma.js';

/** One size of a picture. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Its own pixels for each standard pixel. */
  readonly scale: number;
}

/** Is a place (standard pixels) on a level, and no nearer to its edge than this? */
export const isInside = ({ width, height, scale }: Level, x: number, y: number, edge: number): boolean =>
  x >= edge && y >= edge && x < width / scale - edge && y < height / scale - edge;

/** No level has a longer side below this: less shows nothing. */
const SMALLEST_SIDE = 60;

/**
 * Where the middle of a pixel is: pixel (0, 0) of a picture with 640 is at (0, 0) in standard pixels, and the picture
 * begins half a pixel before. Where the pixels are larger, the middle of the first lies further in.
 */
export const toLevel = (standard: number, scale: number): number => standard * scale + (scale - 1) / 2;
export const toStandard = (pixel: number, scale: number): number => (pixel - (scale - 1) / 2) / scale;

/**
 * A picture in halving sizes, each the mean of 2x2 of the one before (Burt & Adelson 1983, with the shortest kernel).
 * A size that is odd loses its last row or column. Keeps its memory for pictures of the same size.
 */
export class Pyramid {
  #levels: readonly Level[] = [];

  /** Largest first. */
  get levels(): readonly Level[] {
    return this.#levels;
  }

  load(picture: Luma): this {
    const first = this.#levels[0];
    if (first?.width !== picture.width || first.height !== picture.height) this.#levels = allocate(picture);
    this.#levels[0]!.data.set(picture.data);
    for (let i = 1; i < this.#levels.length; i++) halve(this.#levels[i - 1]!, this.#levels[i]!);
    return this;
  }

  /** The level whose pixels are nearest in size to `scale` for each standard pixel. */
  at(scale: number): Level {
    return this.#levels.reduce((best, level) =>
      Math.abs(Math.log(level.scale / scale)) < Math.abs(Math.log(best.scale / scale)) ? level : best,
    );
  }
}

function allocate(picture: Luma): Level[] {
  const levels: Level[] = [];
  let { width, height } = picture;
  let scale = scaleOf(picture);
  do {
    levels.push({ width, height, scale, data: new Uint8Array(width * height) });
    width >>= 1;
    height >>= 1;
    scale /= 2;
  } while (Math.max(width, height) >= SMALLEST_SIDE && Math.min(width, height) > 1);
  return levels;
}

function halve(from: Level, to: Level): void {
  const { data, width } = from;
  for (let y = 0, at = 0; y < to.height; y++) {
    let above = 2 * y * width;
    for (let x = 0; x < to.width; x++, above += 2, at++) {
      const below = above + width;
      to.data[at] = (data[above]! + data[above + 1]! + data[below]! + data[below + 1]! + 2) >> 2;
    }
  }
}
