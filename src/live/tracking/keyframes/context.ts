import { apply, invert, multiply, type Homography, type Place } from '../geometry/homography.js';
import { bilinear } from '../image/bilinear.js';
import { correlationOf } from '../image/correlation.js';
import { toLevel, toStandard } from '../image/pyramid.js';
import type { SmallImage } from '../image/small-image.js';

/** Sigmas of a mark's surroundings over which its context counts: the frame of a grille, not the wall at the other end. */
const FAR = 4;

/** The same for how much it is likely to be the mark at all, as a power of the former's weights: half as far. */
const HALF_AS_FAR = 4;

/** Pixels of the small picture that must be seen from both places; and their mean square below which they say nothing. */
const FEWEST = 150;
const FAINTEST = 2;

/** Every so many pixels, along and across, do for a glance. */
const GLANCE = 2;

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
    this.#predict(map, this.#here, 1);
    this.#weigh(map, centre, FAR * sigma);
  }

  /**
   * By how much the frame looks more as the place that was found has it than as another map would: 1 exactly as the one,
   * -1 exactly as the other; 0 where that cannot be told.
   */
  leadOver(other: Homography): number {
    return this.#leadOver(other, 1);
  }

  /** The same at a fourth of the cost, and not as exact. */
  glanceAt(other: Homography): number {
    return this.#leadOver(other, GLANCE);
  }

  /**
   * How much the frame looks around the mark as the place that was found has it: correlation, -1..1. Blur leaves it alone,
   * which small patches do not outlive, and it takes all that is there, of which patches may be what every place has.
   */
  get resemblance(): number {
    const { data } = this.#to;
    let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < data.length; i++) {
      const here = this.#here[i]!;
      if (here !== here) continue;
      const seen = data[i]!;
      const weight = this.#weights[i]! ** HALF_AS_FAR;
      n += weight;
      a += weight * here;
      b += weight * seen;
      aa += weight * here * here;
      bb += weight * seen * seen;
      ab += weight * here * seen;
    }
    return correlationOf(n, a, b, aa, bb, ab);
  }

  #leadOver(other: Homography, step: number): number {
    this.#predict(other, this.#there, step);
    const sums = this.#sums();
    if (sums.count < FEWEST / step ** 2) return 0;
    const { weight, hereHere, thereThere, hereThere, seenHere, seenThere, seenSeen } = sums;
    // By how much the frame's contrast is greater than the keyframe's.
    const gain = Math.sqrt((2 * seenSeen) / (hereHere + thereThere + 1e-6));
    const common = gain * (seenHere - seenThere) - (gain * gain * (hereHere - thereThere)) / 2;
    const energy = gain * gain * (hereHere - 2 * hereThere + thereThere);
    return energy < FAINTEST * weight ? 0 : Math.max(-1, Math.min(1, (2 * common) / energy));
  }

  /** What every so many pixels of the frame should be, along and across; NaN beyond the keyframe's edge and between them. */
  #predict(map: Homography, into: Float32Array, step: number): void {
    const { width, height } = this.#to;
    const { data, width: across, height: down } = this.#from;
    const back = this.#backInPixels(map);
    const [a, b, c, d, e, f] = [back[0]!, back[1]!, back[2]!, back[3]!, back[4]!, back[5]!];
    const [g, h, k] = [back[6]!, back[7]!, back[8]!];
    if (step > 1) into.fill(NaN);
    for (let row = 0; row < height; row += step) {
      for (let column = 0, i = row * width; column < width; column += step, i += step) {
        const w = 1 / (g * column + h * row + k);
        const x = (a * column + b * row + c) * w;
        const y = (d * column + e * row + f) * w;
        const isInside = x >= 0 && y >= 0 && x < across - 1 && y < down - 1;
        into[i] = isInside ? bilinear(data, across, x, y) : NaN;
      }
    }
  }

  /** From the frame's small picture back to the keyframe's. */
  #backInPixels(map: Homography): Homography {
    return multiply(pixels(this.#from), multiply(invert(map), invert(pixels(this.#to))));
  }

  /** By how near a pixel of the frame is to the mark, as the keyframe shows both. */
  #weigh(map: Homography, { x, y }: Place, reach: number): void {
    const { width, height, scale } = this.#to;
    const back = invert(map);
    for (let row = 0, i = 0; row < height; row++) {
      for (let column = 0; column < width; column++, i++) {
        const at = apply(back, toStandard(column, scale), toStandard(row, scale));
        this.#weights[i] = Math.exp(-((at.x - x) ** 2 + (at.y - y) ** 2) / (2 * reach * reach));
      }
    }
  }

  /** Over the pixels that are seen from both places: of the weights, and of the products about the means. */
  #sums() {
    const { data } = this.#to;
    const [heres, theres, weights] = [this.#here, this.#there, this.#weights];
    let [count, weight, seen, here, there] = [0, 0, 0, 0, 0];
    let [seenSeen, hereHere, thereThere, seenHere, seenThere, hereThere] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < data.length; i++) {
      const h = heres[i]!;
      const t = theres[i]!;
      if (h !== h || t !== t) continue;
      const s = data[i]!;
      const w = weights[i]!;
      count++;
      weight += w;
      seen += w * s;
      here += w * h;
      there += w * t;
      seenSeen += w * s * s;
      hereHere += w * h * h;
      thereThere += w * t * t;
      seenHere += w * s * h;
      seenThere += w * s * t;
      hereThere += w * h * t;
    }
    return {
      count,
      weight,
      seenSeen: seenSeen - (seen * seen) / weight,
      hereHere: hereHere - (here * here) / weight,
      thereThere: thereThere - (there * there) / weight,
      seenHere: seenHere - (seen * here) / weight,
      seenThere: seenThere - (seen * there) / weight,
      hereThere: hereThere - (here * there) / weight,
    };
  }
}

/** From standard pixels to those of a picture. */
const pixels = ({ scale }: SmallImage): Homography =>
  Float64Array.of(scale, 0, toLevel(0, scale), 0, scale, toLevel(0, scale), 0, 0, 1);
