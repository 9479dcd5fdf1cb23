import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live as onlyIfOther } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Annotation, MarkColor, Point, Shape } from '../../domain/annotation.js';
import type { AnnotationBoard } from '../../live/annotations/board.js';
import type { PlacedMark, Size } from '../../live/annotations/geometry.js';
import type { Anchoring } from '../../live/tracking/anchoring.js';
import { placeMark, type Placement } from '../../live/tracking/placement.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { Drawing } from './drawing.js';
import { Hold } from './hold.js';
import type { KeptPicture } from './kept-picture.js';
import { renderMark } from './mark-layer.js';
import { fitPicture, type PictureFit } from './picture-fit.js';
import { ShownPicture } from './shown-picture.js';
import { Stroke } from './stroke.js';
import { videoStageStyles } from './video-stage.styles.js';
import { videoStageText } from './video-stage.text.js';

/** In ms: how long a new mark may be looked for before it says that it is not pinned. */
const PATIENCE = 2_000;

/** Before the first frame there is no picture size; drawing waits for it. */
const NO_PICTURE: Size = { width: 0, height: 0 };

/**
 * One person's video with the marks on it. The marks' layer has the video's own pixels as its coordinates and is
 * fitted by the same rule as the video, so that a mark lies on the same place of the picture on every screen. Marks that
 * are tied to the world move with each picture; while somebody draws here, the picture stands still.
 *
 * @tag nearhand-video-stage
 * @summary One person's video with the marks on it.
 *
 * @slot - Shown over the picture's edge: names, states.
 * @csspart video - The video.
 */
export class NearhandVideoStage extends LitElement {
  static override styles = [tokens, videoStageStyles];

  readonly #text = new Text(this, 'video-stage', videoStageText);

  /** What to show; a new track keeps the last picture until its first frame. */
  @property({ attribute: false }) track: MediaStreamTrack | undefined;
  /** Whose picture it is: the id of the person who sends it. */
  @property() surface = '';
  /** Where the marks are kept; without it the video is shown bare. */
  @property({ attribute: false }) board: AnnotationBoard | undefined;
  /** What ties marks to the world; without it they lie over the view. */
  @property({ attribute: false }) anchoring: Anchoring | undefined;
  /** What a pointer draws; absent, the picture takes no pointer. */
  @property() tool: Shape | undefined;
  @property() color: MarkColor = 'red';
  /** `contain` shows the whole picture, `cover` fills the view and cuts edges off, `auto` covers where little is cut off. */
  @property() fit: 'contain' | 'cover' | 'auto' = 'contain';
  /** In CSS pixels: something lies so far over the view from its inline start on, and would hide what points to an edge. */
  @property({ type: Number, attribute: 'covered-start' }) coveredStart = 0;
  /** As in a mirror: for one's own face. */
  @property({ type: Boolean, reflect: true }) mirrored = false;
  /** The picture stands still. */
  @property({ type: Boolean }) frozen = false;
  /** A picture of the session's files that stands in the live one's place. Marks on it are looked for in the live one. */
  @property({ attribute: false }) kept: KeptPicture | undefined;
  /** Names the video for those who do not see it. */
  @property() label = '';

  @state() private videoSize: Size = NO_PICTURE;
  @state() private view: Size = NO_PICTURE;

  @query('video.main') readonly video!: HTMLVideoElement | null;
  @query('svg') private layer!: SVGSVGElement;

  readonly #marks = new Follow(this, () => this.board?.marks);
  readonly #shown = new ShownPicture(this, {
    video: () => this.video,
    surface: () => this.anchoring?.surface(this.surface),
    isWanted: () => this.anchoring !== undefined && (this.tool !== undefined || this.#followsPicture),
    isFollowed: () => this.#followsPicture,
  });
  readonly #hold = new Hold(this, () => this.#shown.label);
  readonly #drawing = new Drawing({
    layer: () => this.layer,
    size: () => this.#size,
    start: (at) => this.#start(at),
  });
  /** When each mark was first seen here, in ms of `performance`. */
  readonly #since = new Map<string, number>();
  readonly #resizes = new ResizeObserver(([entry]) => {
    if (entry) this.view = { width: entry.contentRect.width, height: entry.contentRect.height };
  });

  /** All that belong on what is shown now: on a kept picture, those that were drawn on it. */
  get marks(): readonly Annotation[] {
    const held = this.#hold.picture;
    if (held?.kept === undefined) return this.#all;
    return this.#all.filter(({ still }) => still === held.id || this.#keptOf(still) === held.kept);
  }

  get #all(): readonly Annotation[] {
    return (this.#marks.value ?? []).filter((mark) => mark.surface === this.surface);
  }

  /** The kept picture that a mark was drawn on, if it was one. */
  #keptOf(still: string | undefined): string | undefined {
    return this.anchoring?.stills.get(still)?.kept;
  }

  /** Of what is shown now, in its own pixels. */
  get #size(): Size {
    return this.#hold.picture?.canvas ?? this.videoSize;
  }

  /** What is shown now: the video, or the picture of it that stands still. */
  get picture(): HTMLVideoElement | HTMLCanvasElement | null {
    return this.#hold.picture?.canvas ?? this.#shown.canvas ?? this.video;
  }

  /** The marks that lie on what is shown now, each in its place. */
  get placed(): readonly PlacedMark[] {
    return this.marks.flatMap((mark) => {
      const placement = this.#place(mark);
      if (placement.kind === 'placed') return [{ mark, warp: placement.warp }];
      return placement.kind === 'unpinned' ? [{ mark }] : [];
    });
  }

  get #followsPicture(): boolean {
    return this.#all.some(({ still }) => still !== undefined);
  }

  get #fitted(): PictureFit {
    const { coveredStart: start } = this;
    const isFromRight = start > 0 && getComputedStyle(this).direction === 'rtl';
    const covered = isFromRight ? { left: 0, right: start } : { left: start, right: 0 };
    return fitPicture(this.#size, this.view, this.fit, covered);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    if (this.hasUpdated) this.#attach();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.has('kept') || (this.kept !== undefined && changed.has('surface'));
    if (!isOther) return;
    this.#drawing.stop();
    this.#hold.show(this.kept);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('track')) this.#attach();
    if (changed.has('track') || changed.has('tool')) this.#aim();
    if (changed.has('frozen')) this.#hold.freeze(this.frozen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#drawing.stop();
    if (this.video) this.video.srcObject = null;
  }

  override render(): TemplateResult {
    const { width, height } = this.#size;
    const { covers } = this.#fitted;
    const fit = covers ? 'cover' : '';
    const held = this.#hold.picture;
    return html`
      <video
        part="video"
        class="main ${fit}"
        autoplay
        playsinline
        muted
        aria-label=${this.label}
        @resize=${this.#onResize}
        @loadedmetadata=${this.#onResize}
      ></video>
      ${held ? this.#renderHeld(held.canvas, fit) : this.#renderCanvas(this.#shown.canvas, fit)}
      <svg
        class=${this.tool && width ? 'drawing' : ''}
        viewBox="0 0 ${width || 1} ${height || 1}"
        preserveAspectRatio="xMidYMid ${covers ? 'slice' : 'meet'}"
        aria-hidden="true"
        @pointerdown=${this.#drawing.down}
        @pointermove=${this.#onPointerMove}
        @pointerup=${this.#drawing.up}
        @pointercancel=${this.#drawing.cancel}
      >
        ${width ? this.#renderMarks() : nothing}
      </svg>
      <slot></slot>
    `;
  }

  #renderMarks(): unknown {
    const { line, visible } = this.#fitted;
    const said: Point[] = [];
    return repeat(
      this.marks,
      (mark) => mark.id,
      (mark) =>
        renderMark(mark, this.#place(mark), {
          size: this.#size,
          line,
          visible,
          mirrored: this.mirrored,
          notPinned: this.#text.words.notPinned,
          said,
        }),
    );
  }

  /** What stands still over the live picture, and that one small in a corner. It would begin anew with each update that sets it again. */
  #renderHeld(canvas: HTMLCanvasElement, fit: string): TemplateResult {
    return html`${this.#renderCanvas(canvas, fit)}<video
        class="inset"
        autoplay
        playsinline
        .muted=${true}
        aria-hidden="true"
        .srcObject=${onlyIfOther(this.video?.srcObject ?? null)}
      ></video>`;
  }

  #renderCanvas(canvas: HTMLCanvasElement | undefined, fit: string): HTMLCanvasElement | typeof nothing {
    if (!canvas) return nothing;
    canvas.className = fit;
    return canvas;
  }

  #place(mark: Annotation): Placement {
    const held = this.#hold.picture;
    const surface = this.anchoring?.surface(this.surface);
    const { label } = this.#shown;
    const since = this.#since.get(mark.id) ?? performance.now();
    this.#since.set(mark.id, since);
    return placeMark(mark, surface?.log, {
      still: held?.kept === undefined ? held?.id : mark.still,
      time: held ? held.time : label && surface?.times?.timeOf(label)?.time,
      patient: performance.now() - since < PATIENCE,
      fromKept: this.#keptOf(mark.still) !== undefined,
    });
  }

  #start(at: Point): Stroke | undefined {
    const { board, tool: shape, color, surface } = this;
    if (!board || !shape) return undefined;
    const still = this.#hold.down();
    return new Stroke(
      board,
      { shape, color, surface, start: at, ...(still !== undefined && { still }) },
      this.#size,
      (id) => this.#hold.up(id),
    );
  }

  #attach(): void {
    const { track, video } = this;
    if (!video) return;
    const shown = video.srcObject instanceof MediaStream ? video.srcObject.getTracks()[0] : undefined;
    if (shown === track) return;
    video.srcObject = track ? new MediaStream([track]) : null;
    if (!track) this.videoSize = NO_PICTURE;
  }

  #onPointerMove(event: PointerEvent): void {
    this.#aim();
    this.#drawing.move(event);
  }

  /** Somebody may draw here: the frame that they will see had better be kept before they see it. */
  #aim(): void {
    if (this.tool && this.track) this.anchoring?.aim(this.surface);
  }

  #onResize(): void {
    const { videoWidth: width = 0, videoHeight: height = 0 } = this.video ?? {};
    if (width > 0) this.videoSize = { width, height };
  }
}

defineElement('nearhand-video-stage', NearhandVideoStage);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-video-stage': NearhandVideoStage;
  }
}
