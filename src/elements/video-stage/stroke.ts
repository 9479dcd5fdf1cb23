import type { Point } from '../../domain/annotation.js';
import type { AnnotationBoard, MarkStart } from '../../live/annotations/board.js';

/** One mark while the hand draws it, from pointer down to pointer up. */
export class Stroke {
  readonly #board: AnnotationBoard;
  readonly #id: string;
  readonly #finished: (id: string) => void;

  constructor(board: AnnotationBoard, start: MarkStart, finished: (id: string) => void) {
    this.#board = board;
    this.#id = board.begin(start);
    this.#finished = finished;
  }

  extend(points: readonly Point[]): void {
    if (points.length > 0) this.#board.extend(this.#id, points);
  }

  finish(): void {
    this.#board.finish(this.#id);
    this.#finished(this.#id);
  }
}
