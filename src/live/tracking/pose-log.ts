import type { Unsubscribe } from '../../ports/readable.js';
import type { Homography } from './geometry/homography.js';
import type { AnchorState } from './anchor.js';
import type { Poses, PoseNumbers } from './poses.js';

/** Where one mark is at one moment. */
export interface PoseAt {
  readonly state: AnchorState;
  /** 0..1. */
  readonly quality: number;
  /** From the marked still to the frame, both in 0..1 of their width and height; absent when lost. */
  readonly pose?: Homography;
}

interface Entry extends PoseAt {
  readonly time: number;
}

/** Poses of one mark that are kept: at 30 a second, more than the longest delay of a usable call. */
const KEPT = 90;
/** In ms: RTP timestamps are of whole ms, and clocks are found to within one. */
const SAME_FRAME = 3;
/**
 * In ms: how far beyond the newest pose a mark is carried on by its own motion: three frames, then it rests. As far before
 * its first pose, and there nothing is claimed farther away.
 */
const AHEAD = 100;
/** In ms without a word: nobody tracks any more. */
export const SILENCE = 1_000;
/** In ms without a break: what was never verified, and was seen for less, may have been chance. */
const HELD = 1_000;
/** In ms: between poses farther apart than this nothing is made up, and this long after the newest nothing is claimed. */
const GAP = 250;

/** The latest poses of a camera's marks by capture time, so that each screen can ask for the frame that it shows. */
export class PoseLog {
  readonly #marks = new Map<string, Entry[]>();
  /** Capture time of the first frame on which each mark was looked for, in ms. */
  readonly #begun = new Map<string, number>();
  /** Of each mark that was ever found, where it was at last and just before. */
  readonly #seen = new Map<string, readonly Entry[]>();
  /** Of each mark that is seen now, since when. */
  readonly #since = new Map<string, number>();
  readonly #found = new Set<string>();
  readonly #listeners = new Set<(time: number) => void>();
  #told: readonly number[] = [];
  #latest = -Infinity;

  /** Capture time of the newest pose, in ms; -Infinity before the first. */
  get latest(): number {
    return this.#latest;
  }

  /** Called with the capture time of each frame that is told of. */
  onNews(listener: (time: number) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  take({ time, marks }: Pick<Poses, 'time' | 'marks'>): void {
    this.#latest = Math.max(this.#latest, time);
    this.#told = [...this.#told.slice(-KEPT), time];
    for (const listener of this.#listeners) listener(time);
    for (const [id, state, quality, numbers] of marks) {
      const entries = this.#marks.get(id) ?? [];
      this.#marks.set(id, entries);
      const entry = { time, state, quality, ...(numbers && { pose: fromNumbers(numbers) }) };
      insert(entries, entry);
      if (entries.length > KEPT) entries.shift();
      this.#begun.set(id, Math.min(time, this.#begun.get(id) ?? time));
      if (numbers) this.#seen.set(id, [...(this.#seen.get(id) ?? []).slice(-1), entry]);
      this.#weigh(id, state, time);
    }
  }

  /** Was anything told of the frame of this capture time? */
  isTold(time: number): boolean {
    return this.#told.some((told) => Math.abs(told - time) <= SAME_FRAME);
  }

  /** Was it looked for on the frame captured at `time` or before, also where that was forgotten since? */
  hasBegun(id: string, time: number): boolean {
    const begun = this.#begun.get(id);
    return begun !== undefined && begun <= time;
  }

  /** Was its thing ever found: verified, or held for a while by less? */
  wasFound(id: string): boolean {
    return this.#found.has(id);
  }

  /** The mark on the frame captured at `time`: as told, between two tellings, or carried on a little. */
  at(id: string, time: number): PoseAt | undefined {
    const entries = this.#marks.get(id);
    if (!entries) return undefined;
    const after = entries.findIndex((entry) => entry.time >= time - SAME_FRAME);
    const next = entries[after];
    if (next && Math.abs(next.time - time) <= SAME_FRAME) return next;
    if (after === 0) return sooner(entries, time);
    if (next) return between(entries.slice(Math.max(0, after - 2), after), next, time);
    return beyond(entries.at(-2), entries.at(-1), time);
  }

  /** Where the mark was when it was seen last, carried on by its motion for `ahead` ms. */
  lastPose(id: string, ahead = 0): Homography | undefined {
    const [before, last] = this.#seen.get(id) ?? [];
    if (!before?.pose || !last?.pose) return (last ?? before)?.pose;
    const step = last.time - before.time;
    return step > GAP || step <= 0 ? last.pose : blend(before.pose, last.pose, 1 + ahead / step);
  }

  keepOnly(ids: ReadonlySet<string>): void {
    for (const known of [this.#marks, this.#begun, this.#seen, this.#since, this.#found])
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
  }

  /** The camera's clock has begun anew. */
  clear(): void {
    this.#marks.clear();
    this.#begun.clear();
    this.#seen.clear();
    this.#since.clear();
    this.#found.clear();
    this.#told = [];
    this.#latest = -Infinity;
  }

  #weigh(id: string, state: AnchorState, time: number): void {
    if (state === 'lost') return void this.#since.delete(id);
    const since = this.#since.get(id) ?? time;
    this.#since.set(id, since);
    if (state !== 'drifting' || time - since >= HELD) this.#found.add(id);
  }
}

/** Packets of the lossy channel overtake one another. */
function insert(entries: Entry[], entry: Entry): void {
  let place = entries.length;
  while (place > 0 && (entries[place - 1]?.time ?? 0) > entry.time) place -= 1;
  if (entries[place - 1]?.time === entry.time) entries[place - 1] = entry;
  else entries.splice(place, 0, entry);
}

/**
 * Before anything was told of the mark: it was drawn on a later picture than this, or the word about this one is lost. By
 * its motion since, which takes two words to know.
 */
function sooner([first, second]: readonly Entry[], time: number): PoseAt | undefined {
  const back = first ? first.time - time : Infinity;
  return first && second?.pose && back <= AHEAD ? carriedOn(second, first, back) : undefined;
}

/** Claims nothing that was not found on both sides. `before`: the last two. */
function between(before: readonly Entry[], after: Entry, time: number): PoseAt | undefined {
  const last = before.at(-1);
  if (!last?.pose) return last;
  if (!after.pose) return after;
  if (after.time - last.time > GAP) return time - last.time < after.time - time ? last : after;
  const known = [...before, after].filter(({ pose }) => pose !== undefined);
  return { ...after, pose: through(known, time) };
}

/** Lagrange's polynomial through two or three poses, number by number: a hand's motion is smooth, and seldom straight. */
function through(known: readonly Entry[], time: number): Homography {
  const sum = new Float64Array(9);
  for (const { time: at, pose } of known) {
    const others = known.filter((other) => other.time !== at);
    const weight = others.reduce((product, { time: other }) => product * ((time - other) / (at - other)), 1);
    pose?.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + weight * value));
  }
  return sum;
}

function beyond(before: Entry | undefined, last: Entry | undefined, time: number): PoseAt | undefined {
  if (!last) return undefined;
  const ahead = time - last.time;
  if (ahead > GAP) return { state: 'lost', quality: 0 };
  const carried = carriedOn(before, last, ahead);
  return ahead > AHEAD && carried.pose ? { ...carried, state: 'drifting' } : carried;
}

/** By its motion since another pose; of that one's side, away from it. */
function carriedOn(before: Entry | undefined, last: Entry, ahead: number): PoseAt {
  const step = before ? Math.abs(last.time - before.time) : 0;
  if (!last.pose || !before?.pose || step <= 0 || step > GAP) return last;
  return { ...last, pose: blend(before.pose, last.pose, 1 + Math.min(ahead, AHEAD) / step) };
}

/** Number by number: right to well below a pixel for the small steps from frame to frame, as both end in 1. */
function blend(a: Homography, b: Homography, share: number): Homography {
  return b.map((value, index) => {
    const from = a[index] ?? value;
    return from + (value - from) * share;
  });
}

const fromNumbers = (numbers: PoseNumbers): Homography => Float64Array.of(...numbers, 1);
