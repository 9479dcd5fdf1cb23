import type { Matches } from '../geometry/matches.js';
import { WORDS, type Features } from './descriptor.js';

/** Of 256 bits: above this two descriptors are no more alike than chance allows among some hundreds. */
const FARTHEST = 70;

/**
 * After the first 32 bits, and after 96: what differs more often than this is not worth the rest. Of the pairs of frames of
 * the bench, two in five pass the first; of those within `FARTHEST`, 24 of 25.
 */
const FARTHEST_FIRST = 13;
const FARTHEST_EARLY = 45;
const EARLY_WORDS = 3;

/** The best must differ in fewer bits than this share of the second best's (Lowe 2004, for this descriptor). */
const RATIO = 0.85;

/** Two features nearer than this (standard pixels) show the same corner, on two levels. */
const SAME = 6;

/** Matches the features of a view with those of a frame, each feature of the frame once. Keeps its working memory. */
export class Matcher {
  #distance = new Int16Array(0);
  #partner = new Int16Array(0);

  /** Empties `into` and fills it. */
  match(view: Features, frame: Features, into: Matches): void {
    this.#prepare(frame.count);
    for (let i = 0; i < view.count; i++) this.#claim(view, i, frame);
    into.clear();
    for (let j = 0; j < frame.count; j++) {
      const i = this.#partner[j]!;
      if (i >= 0) into.push(view.x[i]!, view.y[i]!, frame.x[j]!, frame.y[j]!, 1 - this.#distance[j]! / 256);
    }
  }

  #prepare(count: number): void {
    if (this.#partner.length < count) {
      this.#distance = new Int16Array(count);
      this.#partner = new Int16Array(count);
    }
    this.#distance.fill(FARTHEST);
    this.#partner.fill(-1);
  }

  #claim(view: Features, i: number, frame: Features): void {
    let best = 999;
    let second = 999;
    let nearest = -1;
    const start = i * WORDS;
    const [bits, others, first] = [view.bits, frame.bits, view.bits[start]!];
    for (let j = 0, at = 0; j < frame.count; j++, at += WORDS) {
      const begun = ones(first ^ others[at]!);
      if (begun > FARTHEST_FIRST) continue;
      const distance = hamming(bits, start, others, at, begun, second);
      if (distance >= second) continue;
      const isSame = nearest >= 0 && isNear(frame, nearest, j);
      if (distance >= best) {
        if (!isSame) second = distance;
        continue;
      }
      if (!isSame) second = best;
      best = distance;
      nearest = j;
    }
    if (nearest < 0 || best >= RATIO * second || best >= this.#distance[nearest]!) return;
    this.#distance[nearest] = best;
    this.#partner[nearest] = i;
  }
}

const isNear = ({ x, y }: Features, i: number, j: number): boolean =>
  Math.abs(x[i]! - x[j]!) + Math.abs(y[i]! - y[j]!) < SAME;

/** Bits that differ, of which the first word's are known; ends early, at no less than `bound`, where they are too many. */
function hamming(
  one: Int32Array,
  i: number,
  other: Int32Array,
  j: number,
  begun: number,
  bound: number,
): number {
  let distance = begun;
  for (let word = 1; word < WORDS && distance < bound; word++) {
    if (word === EARLY_WORDS && distance > FARTHEST_EARLY) return 999;
    distance += ones(one[i + word]! ^ other[j + word]!);
  }
  return distance;
}

/** How many bits of 32 are set, added up in parallel (Warren, Hacker's Delight, 5-1). */
function ones(bits: number): number {
  let sum = bits - ((bits >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
