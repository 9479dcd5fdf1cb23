import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Annotation, Point } from '../../domain/annotation.js';
import { drawMark, SNAPSHOT_DEFAULTS } from '../../live/media/snapshot.js';
import type { Still } from '../../live/tracking/still.js';
import { stillPicture } from '../../live/tracking/still-picture.js';
import { defineElement } from '../../ui/define-element.js';

/** Pixels of the picture; the element itself may be shown at any size. */
const SIZE = { width: 320, height: 240 } as const;
/** Of the mark, in pixels of this picture: it has to be seen where the picture is small. */
const LINE = 8;
/** The part of the still that is shown is this many times as large as the mark, and at least this share of the still. */
const ROOM = 3;
const LEAST = 0.35;

/**
 * What a mark points at, as its author saw it: the part of the still around the mark, with the mark on it.
 *
 * @tag nearhand-lost-mark
 * @summary The place of a mark whose thing is out of sight.
 */
export class NearhandLostMark extends LitElement {
  static override styles = css`
    :host,
    canvas {
      display: block;
      inline-size: 100%;
      aspect-ratio: 4 / 3;
    }
  `;

  @property({ attribute: false }) mark: Annotation | undefined;
  @property({ attribute: false }) still: Still | undefined;

  @query('canvas') private canvas!: HTMLCanvasElement;

  override render(): TemplateResult {
    return html`<canvas width=${SIZE.width} height=${SIZE.height} aria-hidden="true"></canvas>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('mark') || changed.has('still')) void this.#draw();
  }

  async #draw(): Promise<void> {
    const { mark, still } = this;
    const picture = still && (await stillPicture(still));
    const context = this.canvas.getContext('2d');
    if (!picture || !mark || !context) return;
    const { width, height } = picture;
    const view = around(mark.points, width / height);
    context.setTransform(1, 0, 0, 1, 0, 0);
    const scale = SIZE.width / (view.width * width);
    context.setTransform(scale, 0, 0, scale, -view.x * width * scale, -view.y * height * scale);
    context.drawImage(picture, 0, 0);
    drawMark(context, { mark }, { width, height }, SNAPSHOT_DEFAULTS.colors[mark.color], LINE / scale);
    picture.close();
  }
}

/** The part of a picture of this ratio to show, in 0..1 of its sides, as wide to its height as the view and inside of it. */
function around(points: readonly Point[], ratio: number): { x: number; y: number; width: number } {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const perWidth = (ratio * SIZE.height) / SIZE.width;
  const wanted = Math.max(right - left, (bottom - top) / perWidth) * ROOM;
  const width = Math.min(Math.max(wanted, LEAST), 1, 1 / perWidth);
  const height = width * perWidth;
  return {
    x: clamp((left + right - width) / 2, 1 - width),
    y: clamp((top + bottom - height) / 2, 1 - height),
    width,
  };
}

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), Math.max(0, most));

defineElement('nearhand-lost-mark', NearhandLostMark);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-lost-mark': NearhandLostMark;
  }
}
