import { css, html, LitElement, svg } from 'lit';
import type { PropertyValues, SVGTemplateResult, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Annotation, MarkColor, Point, Shape } from '../../domain/annotation.js';
import type { AnnotationBoard } from '../../live/annotations/board.js';
import { DARK_EDGE, LIGHT_EDGE, markPath, strokeWidth } from '../../live/annotations/geometry.js';
import type { Size } from '../../live/annotations/geometry.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { tokens } from '../../ui/tokens.js';
import { Stroke } from './stroke.js';

/** A mark must not be out of sight: at most this share of the picture may be cut off. */
const MOST_HIDDEN = 0.15;

/** Before the first frame there is no picture size; drawing waits for it. */
const NO_PICTURE: Size = { width: 0, height: 0 };

/**
 * One person's video with the marks on it. The marks' layer has the video's own pixels as its coordinates and is
 * fitted by the same rule as the video, so that a mark lies on the same place of the picture on every screen.
 *
 * @tag nearhand-video-stage
 * @summary One person's video with the marks on it.
 *
 * @slot - Shown over the picture's edge: names, states.
 * @csspart video - The video.
 */
export class NearhandVideoStage extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        position: relative;
        display: block;
        overflow: hidden;
        min-block-size: 0;
        background: #0b0d0f;
      }
      video,
      svg {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
      }
      video {
        object-fit: contain;
      }
      video.cover {
        object-fit: cover;
      }
      :host([mirrored]) video,
      :host([mirrored]) svg {
        transform: scaleX(-1);
      }
      svg {
        overflow: hidden;
        pointer-events: none;
        forced-color-adjust: none;
      }
      svg.drawing {
        pointer-events: auto;
        touch-action: none;
        cursor: crosshair;
      }
      .red {
        color: #e5202b;
      }
      .yellow {
        color: #ffd60a;
      }
      .green {
        color: #1fa64a;
      }
      .blue {
        color: #1b6ef3;
      }
      .white {
        color: #ffffff;
      }
      .dark,
      .light {
        fill: none;
        stroke: rgb(0 0 0 / 0.75);
      }
      .light {
        stroke: rgb(255 255 255 / 0.9);
      }
      .line {
        fill: none;
        stroke: currentColor;
      }
      .area {
        fill: currentColor;
      }
      path {
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `,
  ];

  /** What to show; a new track keeps the last picture until its first frame. */
  @property({ attribute: false }) track: MediaStreamTrack | undefined;
  /** Whose picture it is: the id of the person who sends it. */
  @property() surface = '';
  /** Where the marks are kept; without it the video is shown bare. */
  @property({ attribute: false }) board: AnnotationBoard | undefined;
  /** What a pointer draws; absent, the picture takes no pointer. */
  @property() tool: Shape | undefined;
  @property() color: MarkColor = 'red';
  /** `contain` shows the whole picture, `cover` fills the view and cuts edges off, `auto` covers where little is cut off. */
  @property() fit: 'contain' | 'cover' | 'auto' = 'contain';
  /** As in a mirror: for one's own face. */
  @property({ type: Boolean, reflect: true }) mirrored = false;
  /** Names the video for those who do not see it. */
  @property() label = '';

  @state() private size: Size = NO_PICTURE;
  @state() private view: Size = NO_PICTURE;

  @query('video') readonly video!: HTMLVideoElement;
  @query('svg') private layer!: SVGSVGElement;

  readonly #marks = new Follow(this, () => this.board?.marks);
  readonly #strokes = new Map<number, Stroke>();
  readonly #resizes = new ResizeObserver(([entry]) => {
    if (entry) this.view = { width: entry.contentRect.width, height: entry.contentRect.height };
  });

  get marks(): readonly Annotation[] {
    return (this.#marks.value ?? []).filter((mark) => mark.surface === this.surface);
  }

  get #covers(): boolean {
    return (
      this.fit === 'cover' || (this.fit === 'auto' && hiddenByCover(this.size, this.view) <= MOST_HIDDEN)
    );
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('track')) this.#attach();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    if (this.hasUpdated) this.#attach();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    for (const stroke of this.#strokes.values()) stroke.finish();
    this.#strokes.clear();
    if (this.hasUpdated) this.video.srcObject = null;
  }

  override render(): TemplateResult {
    const { width, height } = this.size;
    return html`
      <video
        part="video"
        class=${this.#covers ? 'cover' : ''}
        autoplay
        playsinline
        muted
        aria-label=${this.label}
        @resize=${this.#onResize}
        @loadedmetadata=${this.#onResize}
      ></video>
      <svg
        class=${this.tool && width ? 'drawing' : ''}
        viewBox="0 0 ${width || 1} ${height || 1}"
        preserveAspectRatio="xMidYMid ${this.#covers ? 'slice' : 'meet'}"
        aria-hidden="true"
        @pointerdown=${this.#onPointerDown}
        @pointermove=${this.#onPointerMove}
        @pointerup=${this.#onPointerUp}
        @pointercancel=${this.#onPointerUp}
      >
        ${
          width
            ? repeat(
                this.marks,
                (mark) => mark.id,
                (mark) => this.#renderMark(mark),
              )
            : ''
        }
      </svg>
      <slot></slot>
    `;
  }

  #renderMark(mark: Annotation): SVGTemplateResult {
    const { d, paint } = markPath(mark, this.size);
    const width = strokeWidth(this.size);
    const ink = paint === 'stroke' ? width : 0;
    return svg`<g class=${mark.color} data-id=${mark.id} data-shape=${mark.shape}>
      <path class="dark" d=${d} stroke-width=${ink + width * DARK_EDGE}></path>
      <path class="light" d=${d} stroke-width=${ink + width * LIGHT_EDGE}></path>
      <path class=${paint === 'stroke' ? 'line' : 'area'} d=${d} stroke-width=${ink}></path>
    </g>`;
  }

  #attach(): void {
    const { track, video } = this;
    const shown = video.srcObject instanceof MediaStream ? video.srcObject.getTracks()[0] : undefined;
    if (shown === track) return;
    video.srcObject = track ? new MediaStream([track]) : null;
    if (!track) this.size = NO_PICTURE;
  }

  #onResize(): void {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (width > 0) this.size = { width, height };
  }

  #onPointerDown(event: PointerEvent): void {
    const at = this.#pointOf(event);
    if (!at || !this.tool || !this.board || event.button !== 0) return;
    event.preventDefault();
    this.layer.setPointerCapture(event.pointerId);
    this.#strokes.set(event.pointerId, new Stroke(this.board, this.tool, this.color, this.surface, at));
  }

  #onPointerMove(event: PointerEvent): void {
    const stroke = this.#strokes.get(event.pointerId);
    if (!stroke) return;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length > 0 ? coalesced : [event];
    stroke.extend(events.map((one) => this.#pointOf(one)).filter((point) => point !== undefined));
  }

  #onPointerUp(event: PointerEvent): void {
    this.#strokes.get(event.pointerId)?.finish();
    this.#strokes.delete(event.pointerId);
  }

  /** Where on the picture, 0..1 both ways, kept inside it; the layer's own transform knows of fit, zoom and mirror. */
  #pointOf(event: PointerEvent): Point | undefined {
    const matrix = this.layer.getScreenCTM();
    if (!matrix || this.size.width === 0) return undefined;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return [clamp(x / this.size.width), clamp(y / this.size.height)];
  }
}

/** The share of the picture that filling the view would cut off, 0..1. */
function hiddenByCover(picture: Size, view: Size): number {
  if (!picture.height || !view.height) return 0;
  const ratio = picture.width / picture.height / (view.width / view.height);
  return 1 - Math.min(ratio, 1 / ratio);
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

defineElement('nearhand-video-stage', NearhandVideoStage);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-video-stage': NearhandVideoStage;
  }
}
