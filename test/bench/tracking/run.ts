import type { Luma } from '../../../src/live/tracking/luma.js';
import type { ClassName } from './generator/classes.js';
import type { Truth } from './generator/truth.js';
import { KeptFrames } from './kept-frames.js';
import { regionOf } from './region.js';
import type { Observation } from './score/observation.js';
import { observe } from './score/observation.js';
import type { TrackerName } from './trackers/index.js';
import { TRACKERS } from './trackers/index.js';
import type { MeasuredTracker } from './trackers/tracker.js';

/** One sequence to be followed by some trackers. */
export interface Run {
  readonly name: ClassName;
  readonly seed: number;
  readonly frames: number;
  readonly marks: number;
  readonly trackers: readonly TrackerName[];
}

/** What one tracker made of one sequence: a list of observations for each mark. */
export interface Outcome {
  readonly name: ClassName;
  readonly seed: number;
  readonly tracker: TrackerName;
  readonly tracks: readonly (readonly Observation[])[];
}

const FRAME_MS = 1000 / 30;

/** The marks are made on the first frame; every tracker gets the same frames, one after the other. */
export async function follow({ name, seed, frames, marks, trackers }: Run): Promise<Outcome[]> {
  const source = new KeptFrames(name, seed, frames, marks);
  const marked = source.truths(0);
  if (!marked.every(({ visible }) => visible))
    throw new Error(`${name} ${seed}: a mark is hidden where it is made`);
  const followers = await Promise.all(
    trackers.map(async (tracker) => new Follower(tracker, (await TRACKERS[tracker]())())),
  );
  const first = source.frame(0);
  for (const follower of followers) follower.mark(first, marked);
  for (let frame = 1; frame < frames; frame++) {
    const picture = source.frame(frame);
    const truths = source.truths(frame);
    for (const follower of inTurn(followers, frame)) follower.look(frame, picture, truths);
  }
  source.close();
  return followers.map((follower) => ({ name, seed, tracker: follower.name, tracks: follower.finish() }));
}

/** Another one begins each time, so that none always finds the caches warm. */
const inTurn = <T>(all: readonly T[], frame: number): readonly T[] =>
  all.map((_, at) => all[(at + frame) % all.length]!);

class Follower {
  readonly name: TrackerName;
  readonly #tracker: MeasuredTracker;
  #marked: readonly Truth[] = [];
  #tracks: Observation[][] = [];

  constructor(name: TrackerName, tracker: MeasuredTracker) {
    this.name = name;
    this.#tracker = tracker;
  }

  mark(picture: Luma, marked: readonly Truth[]): void {
    this.#marked = marked;
    this.#tracks = marked.map(() => []);
    marked.forEach((truth, mark) => {
      this.#tracker.add(String(mark), picture, regionOf(truth));
    });
  }

  look(frame: number, picture: Luma, truths: readonly Truth[]): void {
    const started = performance.now();
    const poses = this.#tracker.track(picture, frame * FRAME_MS);
    const ms = performance.now() - started;
    const byId = new Map(poses.map((pose) => [pose.id, pose]));
    truths.forEach((now, mark) => {
      const anchor = byId.get(String(mark));
      this.#tracks[mark]!.push(observe(frame, ms, this.#marked[mark]!, now, anchor, picture));
    });
  }

  finish(): readonly (readonly Observation[])[] {
    this.#tracker.close?.();
    return this.#tracks;
  }
}
