import { fitAffine } from './affine.js';
import { HomographyFit } from './fit-homography.js';
import { multiply, normalised, type Homography } from './homography.js';
import type { Matches } from './matches.js';
import { fromNormalised, normalise, toNormalised, type Normalisation } from './normalisation.js';
import { randomFrom } from './random.js';

/** A map that many matches agree on. */
export interface Consensus {
  readonly map: Homography;
  /** 1 for each match that agrees; holds until the next estimate. */
  readonly inliers: Uint8Array;
  readonly count: number;
  /** 0..1: the agreeing matches' share of all weight. */
  readonly support: number;
}

export interface Tolerance {
  /** Standard pixels by which a match may miss and still agree. */
  readonly distance: number;
  /** Most samples that are tried. */
  readonly samples: number;
  /** Fewest matches that make a consensus. */
  readonly fewest: number;
}

/** Chance of never having drawn four good matches at which sampling stops (Fischler & Bolles 1981). */
const MISSED = 0.005;

/** With fewer inliers the two unknowns of perspective are noise: an affine map is steadier. */
const FEWEST_FOR_PERSPECTIVE = 14;

/** Every match keeps this chance of being drawn, relative to weight 1: a plane is fixed best by places far apart. */
const LEAST_CHANCE = 0.12;

/**
 * Robust homographies by random samples (Fischler & Bolles 1981), scored by the truncated squared distance (MSAC: Torr &
 * Zisserman 2000), each match counting by its weight, then refined by reweighted least squares with Tukey's biweight.
 */
export class RobustHomography {
  readonly #fit = new HomographyFit();
  readonly #random: () => number;
  readonly #from: Float64Array;
  readonly #to: Float64Array;
  readonly #residuals: Float64Array;
  readonly #robust: Float64Array;
  readonly #cumulative: Float64Array;
  readonly #inliers: Uint8Array;
  readonly #sample = new Int32Array(4);
  readonly #candidate = new Float64Array(9);

  constructor(capacity: number, seed = 1) {
    this.#random = randomFrom(seed);
    this.#from = new Float64Array(2 * capacity);
    this.#to = new Float64Array(2 * capacity);
    this.#residuals = new Float64Array(capacity);
    this.#robust = new Float64Array(capacity);
    this.#cumulative = new Float64Array(capacity);
    this.#inliers = new Uint8Array(capacity);
  }

  /** `weights`: one for each match, 0 or more. `likely`: a map to try first. Undefined if too few matches agree. */
  estimate(
    matches: Matches,
    weights: Float32Array,
    tolerance: Tolerance,
    likely?: Homography,
  ): Consensus | undefined {
    const { count } = matches;
    if (count < Math.max(4, tolerance.fewest)) return undefined;
    const source = normalise(matches.fromX, matches.fromY, count, this.#from);
    const target = normalise(matches.toX, matches.toY, count, this.#to);
    const limit = (tolerance.distance * target.scale) ** 2;
    const start =
      likely && normalised(multiply(toNormalised(target), multiply(likely, fromNormalised(source))));
    const best = this.#search(weights, count, limit, tolerance.samples, start);
    if (!best) return undefined;
    this.#refine(best, weights, count, limit);
    return this.#consensus(best, matches, weights, { limit, source, target, fewest: tolerance.fewest });
  }

  #search(weights: Float32Array, count: number, limit: number, samples: number, start?: Homography) {
    const total = this.#prepareDraws(weights, count);
    const best = start?.slice() ?? new Float64Array(9);
    let bestScore = start ? this.#score(start, weights, count, limit) : 0;
    let enough = samplesFor(bestScore / total, samples);
    for (let i = 0; i < enough; i++) {
      if (!this.#draw(count) || !this.#fit.through(this.#from, this.#to, this.#sample, this.#candidate))
        continue;
      const score = this.#score(this.#candidate, weights, count, limit);
      if (score <= bestScore) continue;
      bestScore = score;
      best.set(this.#candidate);
      enough = Math.min(enough, i + samplesFor(score / total, samples));
    }
    return bestScore > 0 ? best : undefined;
  }

  #prepareDraws(weights: Float32Array, count: number): number {
    let [sum, total] = [0, 0];
    for (let i = 0; i < count; i++) {
      total += weights[i]!;
      sum += Math.max(weights[i]!, LEAST_CHANCE);
      this.#cumulative[i] = sum;
    }
    return total;
  }

  /** False where a sample is of no use: drawn twice, or seen from behind. */
  #draw(count: number): boolean {
    const sample = this.#sample;
    for (let k = 0; k < 4; k++) {
      sample[k] = this.#pick(count);
      for (let j = 0; j < k; j++) if (sample[j] === sample[k]) return false;
    }
    return [0, 1, 2, 3].every((skip) => this.#keepsTurn((skip + 1) % 4, (skip + 2) % 4, (skip + 3) % 4));
  }

  #pick(count: number): number {
    const chance = this.#random() * this.#cumulative[count - 1]!;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#cumulative[middle]! < chance) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** What is seen from the front keeps the sense in which three of its places follow each other. */
  #keepsTurn(i: number, j: number, k: number): boolean {
    const [a, b, c] = [this.#sample[i]!, this.#sample[j]!, this.#sample[k]!];
    const before = turn(this.#from, a, b, c);
    return Math.abs(before) > 1e-3 && before * turn(this.#to, a, b, c) > 0;
  }

  #score(map: Homography, weights: Float32Array, count: number, limit: number): number {
    this.#measure(map, count);
    let score = 0;
    for (let i = 0; i < count; i++) {
      const residual = this.#residuals[i]!;
      if (residual < limit) score += weights[i]! * (1 - residual / limit);
    }
    return score;
  }

  /** Squared distances of where `map` takes each match from where it was found. */
  #measure(map: Homography, count: number): void {
    const from = this.#from;
    const to = this.#to;
    const [a, b, c, d, e, f] = [map[0]!, map[1]!, map[2]!, map[3]!, map[4]!, map[5]!];
    const [g, h] = [map[6]!, map[7]!];
    for (let i = 0, j = 0; i < count; i++, j += 2) {
      const x = from[j]!;
      const y = from[j + 1]!;
      const w = 1 / (g * x + h * y + 1);
      const dx = (a * x + b * y + c) * w - to[j]!;
      const dy = (d * x + e * y + f) * w - to[j + 1]!;
      this.#residuals[i] = dx * dx + dy * dy;
    }
  }

  #refine(map: Homography, weights: Float32Array, count: number, limit: number): void {
    for (const widened of [1.5, 1.5, 1, 1]) {
      this.#measure(map, count);
      let used = 0;
      for (let i = 0; i < count; i++) {
        const nearness = 1 - this.#residuals[i]! / (limit * widened);
        this.#robust[i] = nearness > 0 ? weights[i]! * nearness * nearness : 0;
        if (this.#robust[i]! > 0) used++;
      }
      if (used < 6) return;
      this.#candidate.set(map);
      if (this.#fit.weighted(this.#from, this.#to, this.#robust, count, this.#candidate))
        map.set(this.#candidate);
    }
  }

  #consensus(
    best: Homography,
    matches: Matches,
    weights: Float32Array,
    frame: { limit: number; source: Normalisation; target: Normalisation; fewest: number },
  ): Consensus | undefined {
    this.#measure(best, matches.count);
    let [count, support, total] = [0, 0, 0];
    for (let i = 0; i < matches.count; i++) {
      const agrees = this.#residuals[i]! < frame.limit;
      this.#inliers[i] = agrees ? 1 : 0;
      this.#robust[i] = agrees ? weights[i]! : 0;
      total += weights[i]!;
      support += this.#robust[i]!;
      if (agrees) count++;
    }
    if (count < frame.fewest) return undefined;
    const affine = count < FEWEST_FOR_PERSPECTIVE ? fitAffine(matches, this.#robust) : undefined;
    const back = multiply(fromNormalised(frame.target), multiply(best, toNormalised(frame.source)));
    return { map: affine ?? normalised(back), inliers: this.#inliers, count, support: support / total };
  }
}

/** `share`: of all weight that agrees with the best map so far. */
function samplesFor(share: number, most: number): number {
  const good = Math.min(0.99, share * 1.1);
  if (!(good > 0)) return most;
  return Math.min(most, Math.ceil(Math.log(MISSED) / Math.log(1 - good ** 4)));
}

function turn(places: Float64Array, a: number, b: number, c: number): number {
  const [x, y] = [places[2 * a]!, places[2 * a + 1]!];
  return (places[2 * b]! - x) * (places[2 * c + 1]! - y) - (places[2 * b + 1]! - y) * (places[2 * c]! - x);
}
