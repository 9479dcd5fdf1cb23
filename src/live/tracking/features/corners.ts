import type { Level } from '../image/pyramid.js';

/** Corners of a level, strongest first, in its own pixels. */
export interface Corners {
  readonly x: Int16Array;
  readonly y: Int16Array;
  /** Smaller eigenvalue of the mean structure tensor around it: squared grey steps a pixel. */
  readonly strength: Float32Array;
  readonly count: number;
}

export interface CornerChoice {
  readonly most: number;
  /** Side of the squares, in pixels, of which none may give more than its share. */
  readonly cell: number;
  /** No corner nearer to the edge than this many pixels. */
  readonly border: number;
  readonly weakest: number;
}

/** Half the side of the window over which the structure tensor is summed. */
const RADIUS = 2;
const ROWS = 2 * RADIUS + 1;
const WINDOW = ROWS ** 2;

/** From one square the strongest and the second, so that a rich corner of the picture does not take all places. */
const PER_CELL = 2;

/**
 * Places that can be told from their surroundings in every direction: local maxima of the smaller eigenvalue of the
 * structure tensor (Shi & Tomasi, Good Features to Track, 1994), spread over the picture. Keeps its working memory.
 */
export class CornerDetector {
  #strength = new Float32Array(0);
  #columns = new TensorColumns(0);

  detect(level: Level, choice: CornerChoice): Corners {
    return this.detectFor(level, [choice])[0]!;
  }

  /** Several choices of the corners of one level, at the cost of one. */
  detectFor(level: Level, choices: readonly CornerChoice[]): Corners[] {
    if (this.#strength.length < level.data.length) this.#strength = new Float32Array(level.data.length);
    if (this.#columns.width !== level.width) this.#columns = new TensorColumns(level.width);
    this.#eigenvalues(level, Math.min(...choices.map(({ border }) => border)));
    return choices.map((choice) => chooseSpread(this.#strength, level, choice));
  }

  /** The smaller eigenvalue for each pixel, one beyond the border. */
  #eigenvalues(level: Level, border: number): void {
    const { width, height } = level;
    const columns = this.#columns;
    columns.clear();
    for (let row = border - 1 - RADIUS; row < border - 1 + RADIUS; row++) columns.take(level, row);
    for (let y = border - 1; y <= height - border; y++) {
      columns.take(level, y + RADIUS);
      this.#sweep(y * width, border - 1, width - border);
    }
  }

  /** Slides the window along a row, from pixel `first` to `last`. */
  #sweep(start: number, first: number, last: number): void {
    const strength = this.#strength;
    const { xx, xy, yy } = this.#columns;
    let [sxx, sxy, syy] = [0, 0, 0];
    for (let x = first - RADIUS; x < first + RADIUS; x++) {
      sxx += xx[x]!;
      sxy += xy[x]!;
      syy += yy[x]!;
    }
    for (let x = first; x <= last; x++) {
      sxx += xx[x + RADIUS]!;
      sxy += xy[x + RADIUS]!;
      syy += yy[x + RADIUS]!;
      const difference = sxx - syy;
      strength[start + x] = (sxx + syy - Math.sqrt(difference * difference + 4 * sxy * sxy)) / (8 * WINDOW);
      sxx -= xx[x - RADIUS]!;
      sxy -= xy[x - RADIUS]!;
      syy -= yy[x - RADIUS]!;
    }
  }
}

/**
 * The structure tensor of twice the gradients, summed down each column over the rows of a window that goes from the top of
 * a picture to its bottom. All values are whole, so that nothing is lost by adding and taking away.
 */
class TensorColumns {
  readonly width: number;
  readonly xx: Int32Array;
  readonly xy: Int32Array;
  readonly yy: Int32Array;
  /** Of each of the last rows what it added: xx, xy and yy of a pixel, one after another. */
  readonly #rows: Int32Array;
  #next = 0;

  constructor(width: number) {
    this.width = width;
    [this.xx, this.xy, this.yy] = [new Int32Array(width), new Int32Array(width), new Int32Array(width)];
    this.#rows = new Int32Array(ROWS * 3 * width);
  }

  clear(): void {
    this.#next = 0;
    for (const sums of [this.xx, this.xy, this.yy, this.#rows]) sums.fill(0);
  }

  /** Another row comes in, the oldest goes. */
  take({ data }: Level, row: number): void {
    const { width, xx, xy, yy } = this;
    const rows = this.#rows;
    let k = 3 * width * this.#next;
    for (let x = 1, i = row * width + 1; x < width - 1; x++, i++, k += 3) {
      const gx = data[i + 1]! - data[i - 1]!;
      const gy = data[i + width]! - data[i - width]!;
      const pxx = Math.imul(gx, gx);
      const pxy = Math.imul(gx, gy);
      const pyy = Math.imul(gy, gy);
      xx[x]! += pxx - rows[k]!;
      xy[x]! += pxy - rows[k + 1]!;
      yy[x]! += pyy - rows[k + 2]!;
      rows[k] = pxx;
      rows[k + 1] = pxy;
      rows[k + 2] = pyy;
    }
    this.#next = (this.#next + 1) % ROWS;
  }
}

/** The sides count unequally, so that of two equal neighbours one is taken. */
function isPeak(s: Float32Array, i: number, width: number): boolean {
  const value = s[i]!;
  if (value < s[i - 1]! || value <= s[i + 1]!) return false;
  if (value < s[i - width - 1]! || value < s[i - width]! || value < s[i - width + 1]!) return false;
  return value > s[i + width - 1]! && value > s[i + width]! && value > s[i + width + 1]!;
}

/** The strongest of each square, then of all these. */
function chooseSpread(
  strength: Float32Array,
  level: Level,
  { border, weakest, cell, most }: CornerChoice,
): Corners {
  const { width, height } = level;
  const across = Math.ceil(width / cell);
  /** Places of the strongest and the second of each square; -1 where there is none. */
  const best = new Int32Array(PER_CELL * across * Math.ceil(height / cell)).fill(-1);
  for (let y = border; y < height - border; y++) {
    const squares = Math.floor(y / cell) * across;
    for (let x = border, i = y * width + border; x < width - border; x++, i++) {
      if (strength[i]! < weakest || !isPeak(strength, i, width)) continue;
      const square = PER_CELL * (squares + Math.floor(x / cell));
      if (isStronger(strength, i, best[square]!)) {
        best[square + 1] = best[square]!;
        best[square] = i;
      } else if (isStronger(strength, i, best[square + 1]!)) best[square + 1] = i;
    }
  }
  const chosen = best
    .filter((at) => at >= 0)
    .sort((one, other) => strength[other]! - strength[one]!)
    .subarray(0, most);
  return {
    x: Int16Array.from(chosen, (at) => at % width),
    y: Int16Array.from(chosen, (at) => Math.floor(at / width)),
    strength: Float32Array.from(chosen, (at) => strength[at]!),
    count: chosen.length,
  };
}

const isStronger = (strength: Float32Array, one: number, other: number): boolean =>
  other < 0 || strength[one]! > strength[other]!;
