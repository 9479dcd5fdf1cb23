import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Annotation } from '../../domain/annotation.js';
import type { AnnotationBoard } from '../../live/annotations/board.js';
import type { Anchoring } from '../../live/tracking/anchoring.js';
import type { Surface } from '../../live/tracking/surface.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { anchorNotesText } from './anchor-notes.text.js';
import './lost-mark.js';

/** Marks of a kind that are shown; the newest. */
const SHOWN = 3;

/**
 * What there is to say about marks on somebody's picture: what each pointed at that is lost or still looked for, and one
 * line of help while tracking starves. Both people see the same.
 *
 * @tag nearhand-anchor-notes
 * @summary Lost marks, and help to find them again.
 */
export class NearhandAnchorNotes extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: grid;
        justify-items: start;
        gap: 8px;
        pointer-events: none;
      }
      .hint,
      .lost {
        padding: 6px 14px;
        border-radius: 14px;
        background: rgb(16 18 20 / 0.88);
        color: #f2f5f6;
      }
      .lost {
        display: grid;
        gap: 6px;
        padding: 8px;
        font-size: var(--_size-s);
      }
      .marks {
        display: flex;
        gap: 6px;
      }
      button {
        inline-size: 88px;
        padding: 0;
        overflow: hidden;
        border: 2px dotted rgb(255 255 255 / 0.75);
        border-radius: 10px;
        background: none;
        cursor: zoom-in;
        pointer-events: auto;
      }
      button[aria-expanded='true'] {
        inline-size: min(320px, 60cqi);
        cursor: zoom-out;
      }
      button:focus-visible {
        outline: 2px solid #ffffff;
        outline-offset: 2px;
      }
    `,
  ];

  readonly #text = new Text(this, 'anchor-notes', anchorNotesText);

  /** Whose picture it is about. */
  @property() surface = '';
  @property({ attribute: false }) board: AnnotationBoard | undefined;
  @property({ attribute: false }) anchoring: Anchoring | undefined;

  @state() private enlarged = '';

  readonly #marks = new Follow(this, () => this.board?.marks);
  readonly #states = new Follow(this, () => this.#surface?.states);
  readonly #hint = new Follow(this, () => this.#surface?.hint);
  readonly #stills = new Follow(this, () => this.anchoring?.stills.all);

  get #surface(): Surface | undefined {
    return this.surface ? this.anchoring?.surface(this.surface) : undefined;
  }

  get #here(): readonly Annotation[] {
    return (this.#marks.value ?? []).filter(({ surface }) => surface === this.surface);
  }

  get #lost(): readonly Annotation[] {
    const states = this.#states.value;
    return this.#here.filter(({ id }) => states?.get(id) === 'lost' && this.#surface?.log.wasFound(id));
  }

  /** Drawn on a picture that was kept before: they lie nowhere in this view until they are found. */
  get #sought(): readonly Annotation[] {
    const stills = this.#stills.value;
    return this.#here
      .filter(({ still }) => still !== undefined && stills?.get(still)?.kept !== undefined)
      .filter(({ id }) => !this.#surface?.log.wasFound(id));
  }

  override render(): TemplateResult {
    const hint = this.#hint.value;
    return html`
      ${hint ? html`<div class="hint" role="status">${this.#text.words.hints[hint]}</div>` : nothing}
      ${this.#renderMarks(this.#text.words.sought, this.#sought)}
      ${this.#renderMarks(this.#text.words.lost, this.#lost)}
    `;
  }

  #renderMarks(words: string, marks: readonly Annotation[]): TemplateResult | typeof nothing {
    if (marks.length === 0) return nothing;
    return html`<div class="lost" role="group" aria-label=${words}>
      <span>${words}</span>
      <div class="marks">
        ${repeat(
          marks.slice(-SHOWN),
          ({ id }) => id,
          (mark) => this.#renderMark(mark),
        )}
      </div>
    </div>`;
  }

  #renderMark(mark: Annotation): TemplateResult {
    const { words } = this.#text;
    const isLarge = this.enlarged === mark.id;
    return html`<button
      aria-label=${isLarge ? words.shrink : words.enlarge}
      aria-expanded=${isLarge ? 'true' : 'false'}
      @click=${() => (this.enlarged = isLarge ? '' : mark.id)}
    >
      <nearhand-lost-mark .mark=${mark} .still=${this.anchoring?.stills.get(mark.still)}></nearhand-lost-mark>
    </button>`;
  }
}

defineElement('nearhand-anchor-notes', NearhandAnchorNotes);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-anchor-notes': NearhandAnchorNotes;
  }
}
