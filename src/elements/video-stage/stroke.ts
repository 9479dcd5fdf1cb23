import type { MarkColor, Point, Shape } from '../../domain/annotation.js';
import type { AnnotationBoard } from '../../live/annotations/board.js';

/** One mark while the hand draws it, from pointer down to pointer up. */
export class Stroke {
  readonly #board: AnnotationBoard;
  readonly #id: string;

  constructor(board: AnnotationBoard, shape: Shape, color: MarkColor, surface: string, start: Point) {
    this.#board = board;
    this.#id = board.begin(shape, color, surface, start);
  }

  extend(points: readonly Point[]): void {
    if (points.length > 0) this.#board.extend(this.#id, points);
  }

  finish(): void {
    this.#board.finish(this.#id);
  }
}
