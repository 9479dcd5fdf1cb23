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

/**
 * The hands that draw on a picture, one stroke each. Two fingers on a screen mean to look closer, not to draw; a touch
 * that the system takes for itself meant nothing.
 */
export class Drawing {
  readonly #options: DrawingOptions;
  readonly #strokes = new Map<number, Stroke>();
  readonly #touches = new Set<number>();

  constructor(options: DrawingOptions) {
    this.#options = options;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' && this.#isAnotherFinger(event.pointerId)) return;
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
    this.#touches.delete(event.pointerId);
    this.#strokes.get(event.pointerId)?.finish();
    this.#strokes.delete(event.pointerId);
  };

  readonly cancel = (event: PointerEvent): void => {
    this.#touches.delete(event.pointerId);
    this.#abandon(event.pointerId);
  };

  /** All hands are lifted. */
  stop(): void {
    for (const stroke of this.#strokes.values()) stroke.finish();
    this.#strokes.clear();
    this.#touches.clear();
  }

  /** What the first finger drew until the second came was the beginning of a gesture. */
  #isAnotherFinger(pointerId: number): boolean {
    this.#touches.add(pointerId);
    if (this.#touches.size === 1) return false;
    for (const touch of this.#touches) this.#abandon(touch);
    return true;
  }

  #abandon(pointerId: number): void {
    this.#strokes.get(pointerId)?.abandon();
    this.#strokes.delete(pointerId);
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
