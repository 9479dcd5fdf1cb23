import { invert, type Homography, type Place } from '../geometry/homography.js';
import { bilinear } from '../image/bilinear.js';
import { toLevel, toStandard } from '../image/pyramid.js';
import type { SmallImage } from '../image/small-image.js';

/** Sigmas of a mark's surroundings over which its context counts: the frame of a grille, not the wall at the other end. */
const FAR = 4;

/** Pixels of the small picture that must be seen from both places; and their mean square below which they say nothing. */
const FEWEST = 150;
const FAINTEST = 2;

/** What a keyframe shows around a mark, for a place of it. */
interface Surroundings {
  readonly centre: Place;
  readonly sigma: number;
}

/**
 * Tells two places of a mark in a pattern from each other by what surrounds the pattern, on small blurred pictures in which
 * the pattern itself is no more to be seen: the matched filter for two known pictures (Kay, Fundamentals of Statistical
 * Signal Processing II, 1998, 4.4), brightness and contrast taken out.
 */
export class Context {
  readonly #to: SmallImage;
  readonly #from: SmallImage;
  readonly #weights: Float32Array;
  readonly #here: Float32Array;
  readonly #there: Float32Array;

  /** `map`: from the keyframe's picture to the frame's, as found. */
  constructor(from: SmallImage, to: SmallImage, { centre, sigma }: Surroundings, map: Homography) {
    this.#from = from;
    this.#to = to;
    const size = to.width * to.height;
    this.#weights = new Float32Array(size);
    this.#here = new Float32Array(size);
    this.#there = new Float32Array(size);
    this.#predict(map, this.#here, centre, FAR * sigma);
  }

  /**
   * By how much the frame looks more as the place that was found has it than as another map would: 1 exactly as the one,
   * -1 exactly as the other; 0 where that cannot be told.
   */
  leadOver(other: Homography): number {
    this.#predict(other, this.#there);
    const means = this.#means();
    if (!means) return 0;
    const { data } = this.#to;
    const gain = this.#gain(means);
    let [common, energy] = [0, 0];
    for (let i = 0; i < data.length; i++) {
      const weight = this.#weightOf(i);
      if (weight === 0) continue;
      const [here, there] = [gain * (this.#here[i]! - means.here), gain * (this.#there[i]! - means.there)];
      common += weight * (here - there) * (data[i]! - means.seen - (here + there) / 2);
      energy += weight * (here - there) ** 2;
    }
    return energy < FAINTEST * means.weight ? 0 : Math.max(-1, Math.min(1, (2 * common) / energy));
  }

  /** What each pixel of the frame should be; NaN beyond the keyframe's edge. Writes the weights too, if a middle is given. */
  #predict(map: Homography, into: Float32Array, centre?: Place, reach = Infinity): void {
    const { width, height, scale } = this.#to;
    const back = invert(map);
    for (let row = 0, i = 0; row < height; row++) {
      const y = toStandard(row, scale);
      for (let column = 0; column < width; column++, i++) {
        const x = toStandard(column, scale);
        const w = back[6]! * x + back[7]! * y + back[8]!;
        const u = (back[0]! * x + back[1]! * y + back[2]!) / w;
        const v = (back[3]! * x + back[4]! * y + back[5]!) / w;
        into[i] = greyAt(this.#from, toLevel(u, this.#from.scale), toLevel(v, this.#from.scale));
        if (!centre) continue;
        const square = (u - centre.x) ** 2 + (v - centre.y) ** 2;
        this.#weights[i] = Math.exp(-square / (2 * reach * reach));
      }
    }
  }

  #weightOf(i: number): number {
    const both = this.#here[i]! + this.#there[i]!;
    return both === both ? this.#weights[i]! : 0;
  }

  #means() {
    const { data } = this.#to;
    let [count, weight, seen, here, there] = [0, 0, 0, 0, 0];
    for (let i = 0; i < data.length; i++) {
      const one = this.#weightOf(i);
      if (one === 0) continue;
      count++;
      weight += one;
      seen += one * data[i]!;
      here += one * this.#here[i]!;
      there += one * this.#there[i]!;
    }
    if (count < FEWEST) return undefined;
    return { weight, seen: seen / weight, here: here / weight, there: there / weight };
  }

  /** By how much the frame's contrast is greater than the keyframe's. */
  #gain(means: { seen: number; here: number; there: number }): number {
    const { data } = this.#to;
    let [seen, predicted] = [0, 0];
    for (let i = 0; i < data.length; i++) {
      const weight = this.#weightOf(i);
      if (weight === 0) continue;
      seen += weight * (data[i]! - means.seen) ** 2;
      predicted += (weight * ((this.#here[i]! - means.here) ** 2 + (this.#there[i]! - means.there) ** 2)) / 2;
    }
    return Math.sqrt(seen / (predicted + 1e-6));
  }
}

/** NaN beyond the edge. */
const greyAt = ({ width, height, data }: SmallImage, x: number, y: number): number =>
  x >= 0 && y >= 0 && x < width - 1 && y < height - 1 ? bilinear(data, width, x, y) : NaN;
