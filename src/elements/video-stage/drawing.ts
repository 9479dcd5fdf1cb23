import type { Point } from '../../domain/annotation.js';
import type { Stroke } from './stroke.js';

export interface DrawingOptions {
  /** The layer's element, whose own transform knows of fit, zoom and mirror. */
  layer(): SVGSVGElement;
  /** Picture's size in pixels; zero where there is none yet. */
  size(): { readonly width: number; readonly height: number };
  /** A stroke that starts here; undefined where nothing may be drawn. */
  start(at: Point): Stroke | undefined;
}

/** The hands that draw on a picture, one stroke each. */
export class Drawing {
  readonly #options: DrawingOptions;
  readonly #strokes = new Map<number, Stroke>();

  constructor(options: DrawingOptions) {
    this.#options = options;
  }

  readonly down = (event: PointerEvent): void => {
    const at = this.#pointOf(event);
    const stroke = at && event.button === 0 ? this.#options.start(at) : undefined;
    if (!stroke) return;
    event.preventDefault();
    this.#options.layer().setPointerCapture(event.pointerId);
    this.#strokes.set(event.pointerId, stroke);
  };

  readonly move = (event: PointerEvent): void => {
    const stroke = this.#strokes.get(event.pointerId);
    if (!stroke) return;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length > 0 ? coalesced : [event];
    stroke.extend(events.map((one) => this.#pointOf(one)).filter((point) => point !== undefined));
  };

  readonly up = (event: PointerEvent): void => {
    this.#strokes.get(event.pointerId)?.finish();
    this.#strokes.delete(event.pointerId);
  };

  /** All hands are lifted. */
  stop(): void {
    for (const stroke of this.#strokes.values()) stroke.finish();
    this.#strokes.clear();
  }

  /** Where on the picture, 0..1 both ways, kept inside it. */
  #pointOf(event: PointerEvent): Point | undefined {
    const matrix = this.#options.layer().getScreenCTM();
    const { width, height } = this.#options.size();
    if (!matrix || width === 0) return undefined;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return [clamp(x / width), clamp(y / height)];
  }
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
