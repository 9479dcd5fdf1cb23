import { PatchAligner } from '../alignment/patch-alignment.js';
import { apply, type Homography } from '../geometry/homography.js';
import { isInside, type Pyramid } from '../image/pyramid.js';
import type { Keyframe } from './keyframe.js';

/** Patches are let slip by so little (their own pixels) that a neighbour in the pattern is out of reach. */
const SEARCH = { steps: 3, reach: 2, alike: -1 } as const;

/** Standard pixels from the frame's edge, so that whole patches fit. */
const EDGE = 24;

/** Of fewer patches that two places both show, nothing can be said. */
const FEWEST = 8;

/**
 * A rival is dropped, or has won, as soon as the patches so far say so by this many standard errors, looked at each time
 * so many more were compared (after Wald, Sequential Tests of Statistical Hypotheses, 1945): most are no rivals at all.
 */
const CERTAIN = 4;
const EACH_ROUND = 24;

/** Of the correlations' differences: noise alone makes some. */
const LEAST_VARIANCE = 1e-3;

/** Of a likeness, which is at least 0, or NaN. */
const UNKNOWN = -1;

/** A place that was found, and what tells it from others. */
export interface Comparison {
  readonly keyframe: Keyframe;
  /** Those that have a say, neighbours far from one another; the coarse ones counted on after the fine ones. */
  readonly patches: readonly number[];
  /** Keyframe to frame, as found. */
  readonly map: Homography;
  readonly frame: Pyramid;
}

/**
 * Compares a place with its rivals on the same patches, some patches for all of them and then the next for those that are
 * still in it (after Maron & Moore, Hoeffding Races, 1994). It can be run as far as is wanted, and on from there.
 */
export class Race {
  readonly #comparison: Comparison;
  readonly #tests: readonly PairedTest[];
  readonly #aligner = new PatchAligner();
  readonly #here: Float32Array;

  constructor(comparison: Comparison, rivals: readonly Homography[]) {
    this.#comparison = comparison;
    this.#tests = rivals.map((rival) => new PairedTest(rival));
    this.#here = new Float32Array(comparison.patches.length).fill(UNKNOWN);
  }

  /** By how many standard errors the place is likelier than a rival so far; Infinity over one that cannot be seen. */
  leadOver(rival: number): number {
    const { count, lead } = this.#tests[rival]!;
    return count < FEWEST ? Infinity : lead;
  }

  /** The patches say enough, or no more than that. */
  isDecided(rival: number): boolean {
    const test = this.#tests[rival]!;
    return test.isCertain || test.next >= this.#comparison.patches.length;
  }

  /** Compares these rivals on up to so many of the patches; ends at once where one of them has won. */
  run(rivals: readonly number[], patches = Infinity): void {
    const end = Math.min(patches, this.#comparison.patches.length);
    for (;;) {
      const tests = rivals.map((rival) => this.#tests[rival]!);
      const running = tests.filter(({ next, isCertain }) => next < end && !isCertain);
      if (running.length === 0 || tests.some((test) => test.isCertain && test.lead < 0)) return;
      const from = Math.min(...running.map(({ next }) => next));
      this.#compare(
        running.filter(({ next }) => next === from),
        from,
        Math.min(from + EACH_ROUND, end),
      );
    }
  }

  #compare(tests: readonly PairedTest[], from: number, end: number): void {
    const { patches, map } = this.#comparison;
    for (let at = from; at < end; at++) {
      const patch = patches[at]!;
      if (this.#here[at] === UNKNOWN) this.#here[at] = this.#likeness(patch, map);
      const here = this.#here[at]!;
      if (here !== here) continue;
      for (const test of tests) test.add(here - this.#likeness(patch, test.rival));
    }
    for (const test of tests) test.next = end;
  }

  /** Correlation of a patch with what is where the map takes it; NaN if that is not in the picture. */
  #likeness(patch: number, map: Homography): number {
    const { keyframe, frame } = this.#comparison;
    const { fine, coarse } = keyframe;
    const [set, index] = patch < fine.count ? [fine, patch] : [coarse, patch - fine.count];
    const { x, y } = apply(map, set.x[index]!, set.y[index]!);
    if (!isInside(frame.levels[0]!, x, y, EDGE)) return NaN;
    return this.#aligner.align(set, index, map, frame, SEARCH) ? Math.max(0, this.#aligner.score) : 0;
  }
}

/** Of the difference of two likenesses, over the patches that both places show. */
class PairedTest {
  readonly rival: Homography;
  /** The patch to go on with. */
  next = 0;
  count = 0;
  #sum = 0;
  #squares = 0;

  constructor(rival: Homography) {
    this.rival = rival;
  }

  /** NaN counts as not shown. */
  add(difference: number): void {
    if (difference !== difference) return;
    this.count++;
    this.#sum += difference;
    this.#squares += difference * difference;
  }

  /** The mean in its standard errors. */
  get lead(): number {
    const mean = this.#sum / this.count;
    return mean / Math.sqrt((this.#squares / this.count - mean * mean + LEAST_VARIANCE) / this.count);
  }

  get isCertain(): boolean {
    return this.count >= EACH_ROUND && Math.abs(this.lead) >= CERTAIN;
  }
}
