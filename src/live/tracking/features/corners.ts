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
const WINDOW = (2 * RADIUS + 1) ** 2;

/** From one square, so that a rich corner of the picture does not take all places. */
const PER_CELL = 2;

/**
 * Places that can be told from their surroundings in every direction: local maxima of the smaller eigenvalue of the
 * structure tensor (Shi & Tomasi, Good Features to Track, 1994), spread over the picture. Keeps its working memory.
 */
export class CornerDetector {
  #xx = new Float32Array(0);
  #xy = new Float32Array(0);
  #yy = new Float32Array(0);
  #sums = new Float32Array(0);

  detect(level: Level, choice: CornerChoice): Corners {
    return this.detectFor(level, [choice])[0]!;
  }

  /** Several choices of the corners of one level, at the cost of one. */
  detectFor(level: Level, choices: readonly CornerChoice[]): Corners[] {
    this.#allocate(level.data.length);
    this.#products(level);
    for (const product of [this.#xx, this.#xy, this.#yy])
      boxSum(product, this.#sums, level.width, level.height);
    this.#eigenvalues(level, Math.min(...choices.map(({ border }) => border)));
    return choices.map((choice) => chooseSpread(this.#xx, maxima(this.#xx, level, choice), level, choice));
  }

  #allocate(size: number): void {
    if (this.#xx.length >= size) return;
    this.#xx = new Float32Array(size);
    this.#xy = new Float32Array(size);
    this.#yy = new Float32Array(size);
    this.#sums = new Float32Array(size);
  }

  #products({ data, width, height }: Level): void {
    const [xx, xy, yy] = [this.#xx, this.#xy, this.#yy];
    for (let y = 1; y < height - 1; y++) {
      for (let i = y * width + 1, end = (y + 1) * width - 1; i < end; i++) {
        const gx = (data[i + 1]! - data[i - 1]!) * 0.5;
        const gy = (data[i + width]! - data[i - width]!) * 0.5;
        xx[i] = gx * gx;
        xy[i] = gx * gy;
        yy[i] = gy * gy;
      }
    }
  }

  /** Puts the smaller eigenvalue where the tensor's first entry was. */
  #eigenvalues({ width, height }: Level, border: number): void {
    const [xx, xy, yy] = [this.#xx, this.#xy, this.#yy];
    for (let y = border - 1; y <= height - border; y++) {
      for (let i = y * width + border - 1, end = (y + 1) * width - border; i <= end; i++) {
        const difference = xx[i]! - yy[i]!;
        const root = Math.sqrt(difference * difference + 4 * xy[i]! * xy[i]!);
        xx[i] = (xx[i]! + yy[i]! - root) / (2 * WINDOW);
      }
    }
  }
}

/** Sums over a square window, by running sums along both axes. */
function boxSum(values: Float32Array, sums: Float32Array, width: number, height: number): void {
  const side = 2 * RADIUS + 1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < side - 1; x++) sum += values[row + x]!;
    for (let x = RADIUS; x < width - RADIUS; x++) {
      sum += values[row + x + RADIUS]!;
      sums[row + x] = sum;
      sum -= values[row + x - RADIUS]!;
    }
  }
  for (let y = RADIUS; y < height - RADIUS; y++) {
    for (let i = y * width, end = i + width; i < end; i++) {
      values[i] =
        sums[i - 2 * width]! + sums[i - width]! + sums[i]! + sums[i + width]! + sums[i + 2 * width]!;
    }
  }
}

function maxima(
  strength: Float32Array,
  { width, height }: Level,
  { border, weakest }: CornerChoice,
): number[] {
  const found: number[] = [];
  for (let y = border; y < height - border; y++) {
    for (let x = border, i = y * width + border; x < width - border; x++, i++) {
      if (strength[i]! >= weakest && isPeak(strength, i, width)) found.push(i);
    }
  }
  return found.sort((one, other) => strength[other]! - strength[one]!);
}

/** The sides count unequally, so that of two equal neighbours one is taken. */
function isPeak(s: Float32Array, i: number, width: number): boolean {
  const value = s[i]!;
  if (value < s[i - 1]! || value <= s[i + 1]!) return false;
  if (value < s[i - width - 1]! || value < s[i - width]! || value < s[i - width + 1]!) return false;
  return value > s[i + width - 1]! && value > s[i + width]! && value > s[i + width + 1]!;
}

function chooseSpread(
  strength: Float32Array,
  peaks: readonly number[],
  level: Level,
  choice: CornerChoice,
): Corners {
  const { cell, most } = choice;
  const across = Math.ceil(level.width / cell);
  const taken = new Uint8Array(across * Math.ceil(level.height / cell));
  const chosen: number[] = [];
  for (const at of peaks) {
    const square =
      Math.floor(Math.floor(at / level.width) / cell) * across + Math.floor((at % level.width) / cell);
    if (taken[square]! >= PER_CELL) continue;
    taken[square]!++;
    if (chosen.push(at) >= most) break;
  }
  return {
    x: Int16Array.from(chosen, (at) => at % level.width),
    y: Int16Array.from(chosen, (at) => Math.floor(at / level.width)),
    strength: Float32Array.from(chosen, (at) => strength[at]!),
    count: chosen.length,
  };
}
