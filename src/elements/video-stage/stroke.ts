import type { Point } from '../../domain/annotation.js';
import type { AnnotationBoard, MarkStart } from '../../live/annotations/board.js';
import { strokeWidth, type Size } from '../../live/annotations/geometry.js';

/** In line widths: whatever is smaller is hidden by its own line, and meant by nobody. */
const LEAST = 2;

/**
 * One mark while the hand draws it, from pointer down to pointer up. It is begun once there is something to see: a tap
 * leaves a dot of the freehand line, and nothing of a shape that needs a size.
 */
export class Stroke {
  readonly #board: AnnotationBoard;
  readonly #start: MarkStart;
  readonly #size: Size;
  readonly #finished: (id: string | undefined) => void;
  #id: string | undefined;
  #last: Point;

  /** `size` is the picture's, in its own pixels; `finished` hears once, without an id where nothing was left. */
  constructor(
    board: AnnotationBoard,
    start: MarkStart,
    size: Size,
    finished: (id: string | undefined) => void,
  ) {
    this.#board = board;
    this.#start = start;
    this.#size = size;
    this.#finished = finished;
    this.#last = start.start;
  }

  extend(points: readonly Point[]): void {
    const last = points.at(-1);
    if (last === undefined) return;
    this.#last = last;
    if (this.#id === undefined && !this.#isSeen) return;
    this.#id ??= this.#board.begin(this.#start);
    this.#board.extend(this.#id, points);
  }

  /** The hand was lifted. What ends where it began, without a size, is taken back. */
  finish(): void {
    if (!this.#isSeen) return this.abandon();
    const id = (this.#id ??= this.#board.begin(this.#start));
    this.#board.finish(id);
    this.#finished(id);
  }

  /** It was not meant to be a mark. */
  abandon(): void {
    if (this.#id !== undefined) this.#board.discard(this.#id);
    this.#finished(undefined);
  }

  get #isSeen(): boolean {
    const { shape, start } = this.#start;
    if (shape === 'freehand') return true;
    const { width, height } = this.#size;
    const reach = Math.hypot((this.#last[0] - start[0]) * width, (this.#last[1] - start[1]) * height);
    return reach >= LEAST * strokeWidth(this.#size);
  }
}
