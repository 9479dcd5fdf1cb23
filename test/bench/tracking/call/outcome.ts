import type { CameraTruth } from '../camera-file.js';
import type { Watched } from './conversation.js';
import { errorsOf } from './errors.js';
import type { Seen } from './observer.js';

/** Pictures with the mark on them after which a stroke has been placed and is followed. */
const PLACED = 3;

/** What one screen showed after one stroke. */
export interface Outcome {
  /** Errors on the first pictures with the mark on them, and on those after: px of 640. */
  readonly placed: readonly number[];
  readonly followed: readonly number[];
  /** From the lifted hand, or from the end of the still picture, to the first picture with the mark; absent: never. */
  readonly found?: { readonly ms: number; readonly pictures: number };
  /** Live pictures. */
  readonly pictures: number;
  /** In which they were shown. */
  readonly seconds: number;
  /** Of these, without the mark: not yet found, or not any more. */
  readonly sought: number;
  readonly lost: number;
  /** Of these, those whose capture time the page did not know. */
  readonly untimed: number;
}

export function outcomeOf(watched: Watched, seen: readonly Seen[], truth: CameraTruth): Outcome {
  const live = seen.filter(({ held }) => !held);
  const pictures = live.filter((now, index) => now.frame !== live[index - 1]?.frame);
  const first = pictures.findIndex(({ marks }) => marks[watched.id]);
  const since = first < 0 ? [] : pictures.slice(first);
  const errors = errorsOf(watched, since, truth);
  const began = Math.max(watched.lifted, pictures[0]?.at ?? 0);
  const at = since[0]?.at;
  return {
    placed: errors.slice(0, PLACED),
    followed: errors.slice(PLACED),
    ...(at !== undefined && { found: { ms: Math.max(0, at - began), pictures: first } }),
    pictures: pictures.length,
    seconds: ((live.at(-1)?.at ?? 0) - (live[0]?.at ?? 0)) / 1_000,
    sought: first < 0 ? pictures.length : first,
    lost: since.filter(({ marks }) => !marks[watched.id]).length,
    untimed: pictures.filter(({ timed }) => !timed).length,
  };
}

/** How long after the participant's screen the agent's shows a frame, in ms, for each that both showed live. */
export function lagsOf({ seen: { agent, participant } }: Watched): number[] {
  const before = new Map<number, number>();
  for (const { frame, at } of participant) if (!before.has(frame)) before.set(frame, at);
  const live = agent.filter(({ held }, index) => !held && agent[index - 1]?.frame !== agent[index]?.frame);
  return live.flatMap(({ frame, at }) => {
    const lag = at - (before.get(frame) ?? Infinity);
    return lag >= 0 ? [lag] : [];
  });
}
