import type { Annotation, MarkColor, Point, Shape } from '../../domain/annotation.js';
import { newId } from '../../domain/ids.js';
import { LIMITS } from '../../domain/primitives.js';
import type { Person } from '../../domain/session.js';
import type { Readable } from '../../ports/readable.js';
import { Value } from '../../ports/value.js';
import { IDS_PER_MESSAGE, POINTS_PER_MESSAGE, type MarkOp } from '../wire/message.js';
import { applyHeld, applyOp, type Marks } from './marks.js';

export interface BoardOptions {
  self: Person;
  /** Takes what was done here to everybody else. */
  send(op: MarkOp): void;
  /** When to send the points that have gathered; by default with the next picture on the screen. */
  schedule?: (flush: () => void) => void;
}

/** What a mark is from its first point on. */
export interface MarkStart {
  readonly shape: Shape;
  readonly color: MarkColor;
  /** Whose picture it is drawn on. */
  readonly surface: string;
  readonly start: Point;
  /** The still that the author sees while drawing. */
  readonly still?: string;
}

/** One thing that can be undone. */
interface Step {
  readonly did: 'draw' | 'remove';
  readonly marks: readonly Annotation[];
}

/** Removed marks that are remembered, so that a late word about one does not bring it back. */
const REMEMBERED = 2_000;

/**
 * All marks of a session, and the hand that draws here. What is drawn shows at once and goes to the others once per
 * picture. Undo and redo are of one's own doing only.
 */
export class AnnotationBoard {
  readonly #marks = new Value<readonly Annotation[]>([]);
  readonly #options: BoardOptions;
  readonly #removed = new Set<string>();
  readonly #pending = new Map<string, Point[]>();
  /** Marks that we have from somebody else than their author. */
  readonly #hearsay = new Set<string>();
  #byId: Marks = new Map();
  #done: Step[] = [];
  #undone: Step[] = [];
  #scheduled = false;

  constructor(options: BoardOptions) {
    this.#options = options;
  }

  /** In the order they were begun. */
  get marks(): Readable<readonly Annotation[]> {
    return this.#marks;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Starts a mark and gives its id. */
  begin({ start, ...look }: MarkStart): string {
    const id = newId();
    this.#do({ op: 'add', id, ...look, points: [round(start)], finished: false });
    return id;
  }

  /** Draws on. Shows at once; sent with the next picture. */
  extend(id: string, points: readonly Point[]): void {
    const mark = this.#byId.get(id);
    const room = LIMITS.strokePoints - (mark?.points.length ?? LIMITS.strokePoints);
    const more = points.slice(0, room).map(round);
    if (more.length === 0) return;
    this.#show(applyOp(this.#byId, { op: 'extend', id, points: more }, this.#options.self));
    this.#pending.set(id, [...(this.#pending.get(id) ?? []), ...more]);
    this.#plan();
  }

  /** The hand was lifted. */
  finish(id: string): void {
    this.flush();
    const mark = this.#byId.get(id);
    if (!mark || mark.finished) return;
    this.#do({ op: 'finish', id });
    this.#did({ did: 'draw', marks: [{ ...mark, finished: true }] });
  }

  /** It was not meant: it goes, for everybody, and there is nothing to undo. */
  discard(id: string): void {
    if (this.#byId.has(id)) this.#do({ op: 'remove', ids: [id] });
  }

  undo(): void {
    const step = this.#done.pop();
    if (step) this.#undone.push(this.#revert(step));
  }

  redo(): void {
    const step = this.#undone.pop();
    if (step) this.#done.push(this.#revert(step));
  }

  clearMine(): void {
    this.#clear(({ author }) => author.id === this.#options.self.id);
  }

  /**
   * For agents; anybody else clears their own. Where others' marks are among them there is no way back: nobody may draw
   * in another's name, and half of what was there would be worse than nothing.
   */
  clearAll(): void {
    if (this.#options.self.role !== 'agent') return this.clearMine();
    this.#clear(() => true);
  }

  /** Sends what has gathered. */
  flush(): void {
    for (const [id, points] of this.#pending) {
      for (const part of parts(points, POINTS_PER_MESSAGE))
        this.#options.send({ op: 'extend', id, points: part });
    }
    this.#pending.clear();
  }

  /** What somebody else did; the rules are `applyOp`'s. */
  receive(op: MarkOp, by: Person): void {
    if (op.op === 'add' && this.#removed.has(op.id)) return;
    this.#show(applyOp(this.#byId, op, by));
  }

  /**
   * A piece of a mark as somebody else holds it. An agent's word for another author is taken; anybody else speaks in their
   * own name alone, and what they hold of others is shown as theirs, until its author or an agent says it.
   */
  receiveHeld({ offset, mark }: { offset: number; mark: Annotation }, by: Person): void {
    const { id } = mark;
    if (this.#removed.has(id)) return;
    const isOwn = mark.author.id === by.id;
    if (!isOwn && by.role !== 'agent') {
      const isNew = !this.#byId.has(id);
      this.#show(applyHeld(this.#byId, offset, { ...mark, author: by }));
      if (isNew && this.#byId.has(id)) this.#hearsay.add(id);
      return;
    }
    const held = isOwn ? { ...mark, author: by } : mark;
    const before = offset === 0 && this.#hearsay.delete(id) ? without(this.#byId, id) : this.#byId;
    this.#show(applyHeld(before, offset, held));
  }

  /** All marks in pieces that fit into messages, for who was not there. */
  *pieces(): Generator<{ offset: number; mark: Annotation }> {
    this.flush();
    for (const mark of this.#byId.values()) {
      let offset = 0;
      for (const points of parts(mark.points, POINTS_PER_MESSAGE)) {
        const last = offset + points.length === mark.points.length;
        yield { offset, mark: { ...mark, points, finished: mark.finished && last } };
        offset += points.length;
      }
    }
  }

  /** The newest of the marks that are no more. */
  removed(): string[] {
    return [...this.#removed].slice(-IDS_PER_MESSAGE);
  }

  #do(op: MarkOp): void {
    this.flush();
    this.#show(applyOp(this.#byId, op, this.#options.self));
    this.#options.send(op);
  }

  #did(step: Step): void {
    this.#done.push(step);
    this.#undone = [];
  }

  /** Undoes a step and gives the step that undoes this again. A mark comes back under a new id: the old one is gone for all. */
  #revert(step: Step): Step {
    if (step.did === 'remove') return { did: 'draw', marks: step.marks.map((mark) => this.#again(mark)) };
    this.#remove(step.marks);
    return { did: 'remove', marks: step.marks };
  }

  #again(mark: Annotation): Annotation {
    const again = { ...mark, id: newId(), author: this.#options.self };
    const [first = [], ...rest] = parts(again.points, POINTS_PER_MESSAGE);
    const { author: _, ...look } = again;
    this.#do({ op: 'add', ...look, points: first, finished: false });
    for (const points of rest) this.#do({ op: 'extend', id: again.id, points });
    this.#do({ op: 'finish', id: again.id });
    return again;
  }

  #clear(which: (mark: Annotation) => boolean): void {
    const marks = [...this.#byId.values()].filter(which);
    if (marks.length === 0) return;
    this.#remove(marks);
    if (marks.every(({ author }) => author.id === this.#options.self.id))
      return this.#did({ did: 'remove', marks });
    this.#done = [];
    this.#undone = [];
  }

  #remove(marks: readonly Annotation[]): void {
    const ids = marks.map(({ id }) => id).filter((id) => this.#byId.has(id));
    for (const part of parts(ids, IDS_PER_MESSAGE)) this.#do({ op: 'remove', ids: part });
  }

  #plan(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const schedule = this.#options.schedule ?? nextPicture;
    schedule(() => {
      this.#scheduled = false;
      this.flush();
    });
  }

  #show(next: Marks): void {
    if (next === this.#byId) return;
    for (const id of this.#byId.keys()) if (!next.has(id)) this.#forget(id);
    this.#byId = next;
    this.#marks.set([...next.values()]);
  }

  #forget(id: string): void {
    this.#removed.add(id);
    this.#hearsay.delete(id);
    this.#pending.delete(id);
    const [oldest] = this.#removed;
    if (this.#removed.size > REMEMBERED && oldest !== undefined) this.#removed.delete(oldest);
  }
}

const without = (marks: Marks, id: string): Marks => new Map([...marks].filter(([one]) => one !== id));

/** To a ten-thousandth of the picture: a fifth of a pixel in full HD, and a third of the bytes. */
const round = ([x, y]: Point): Point => [Math.round(x * 10_000) / 10_000, Math.round(y * 10_000) / 10_000];

/** A hidden page gets no animation frames, but still has to say what was drawn. */
const nextPicture = (flush: () => void): void => {
  if (document.hidden) setTimeout(flush, 50);
  else requestAnimationFrame(flush);
};

function* slices<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

const parts = <T>(all: readonly T[], size: number): T[][] => [...slices(all, size)];
