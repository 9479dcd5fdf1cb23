import type { Annotation } from '../domain/annotation.js';
import { newId } from '../domain/ids.js';
import { now } from '../domain/primitives.js';
import type { SessionEvent } from '../domain/events/schema.js';
import type { Person } from '../domain/session.js';
import type { AnchorState } from '../live/tracking/anchor.js';
import type { Room } from '../live/room/room.js';
import type { Unsubscribe } from '../ports/readable.js';

/** In ms: what is lost for less is no news. */
const NEWS = 1_000;

/** The log's lines about one mark: lost for a while, found again after that. */
class AnchorStory {
  readonly #tell: (kind: 'markLost' | 'markFound') => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isHeld = false;
  #isLost = false;

  constructor(tell: (kind: 'markLost' | 'markFound') => void) {
    this.#tell = tell;
  }

  take(state: AnchorState | undefined): void {
    if (state === 'lost') return this.#lose();
    this.stop();
    if (state === undefined || state === 'drifting') return;
    this.#isHeld = true;
    if (this.#isLost) this.#tell('markFound');
    this.#isLost = false;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #lose(): void {
    if (!this.#isHeld || this.#isLost || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#isLost = true;
      this.#tell('markLost');
    }, NEWS);
  }
}

/** Tells in the session's log when a mark of this person lost its thing, and when it was found again. */
export function logAnchors(
  { board, anchoring }: Pick<Room, 'board' | 'anchoring'>,
  person: Person,
  sessionId: string,
  append: (event: SessionEvent) => void,
): Unsubscribe {
  const stories = new Map<string, AnchorStory>();
  const surfaces = new Map<string, Unsubscribe>();
  const storyOf = ({ id }: Annotation): AnchorStory => {
    const story =
      stories.get(id) ??
      new AnchorStory((kind) => append({ id: newId(), sessionId, at: now(), kind, person, about: id }));
    stories.set(id, story);
    return story;
  };
  const update = (): void => {
    for (const mark of board.marks.value) {
      if (mark.author.id !== person.id || mark.still === undefined) continue;
      const { states } = anchoring.surface(mark.surface);
      if (!surfaces.has(mark.surface)) surfaces.set(mark.surface, states.subscribe(update));
      storyOf(mark).take(states.value.get(mark.id));
    }
    for (const [id, story] of stories) {
      if (board.marks.value.some((mark) => mark.id === id)) continue;
      story.stop();
      stories.delete(id);
    }
  };
  const stop = board.marks.subscribe(update);
  return () => {
    stop();
    for (const leave of surfaces.values()) leave();
    for (const story of stories.values()) story.stop();
  };
}
