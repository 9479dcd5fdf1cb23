import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Circle, Eraser, MoveUpRight, Pencil, Redo2, Square, Undo2 } from 'lucide';
import type { IconNode } from 'lucide';
import { MARK_COLORS } from '../../domain/annotation.js';
import type { MarkColor, Shape } from '../../domain/annotation.js';
import type { AnnotationBoard } from '../../live/annotations/board.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { icon } from '../../ui/icon.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { markToolsText } from './mark-tools.text.js';

const SHAPES: readonly (readonly [Shape, IconNode])[] = [
  ['arrow', MoveUpRight],
  ['freehand', Pencil],
  ['circle', Circle],
  ['rectangle', Square],
];

/** Another tool or colour was chosen. */
export class ToolChangedEvent extends Event {
  static readonly type = 'nearhand-tool-changed';
  readonly tool: Shape;
  readonly color: MarkColor;

  constructor(tool: Shape, color: MarkColor) {
    super(ToolChangedEvent.type);
    this.tool = tool;
    this.color = color;
  }
}

/**
 * What to draw with: shape, colour, undo, redo, clear.
 *
 * @tag nearhand-mark-tools
 * @summary The drawing tools of a live session.
 *
 * @csspart tools - The bar.
 * @fires {ToolChangedEvent} nearhand-tool-changed - Another tool or colour was chosen.
 */
export class NearhandMarkTools extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
      }
      .tools {
        display: grid;
        gap: 4px;
        padding: 4px;
        border-radius: var(--_radius);
        background: rgb(16 18 20 / 0.82);
        color: #f2f5f6;
        color-scheme: dark;
      }
      .group {
        display: grid;
        grid-auto-flow: inherit;
        gap: 4px;
      }
      :host([orientation='horizontal']) .tools,
      :host([orientation='horizontal']) .group {
        display: flex;
        flex-wrap: wrap;
      }
      /* On a phone the picture is the point: a strip below it, in two rows where one is too short. */
      @container (max-width: 560px) {
        .tools {
          display: flex;
          flex-wrap: wrap;
          gap: 2px;
        }
        .group {
          display: contents;
        }
      }
      button {
        border-color: transparent;
        background: none;
      }
      button:hover:not(:disabled) {
        background: rgb(255 255 255 / 0.14);
        border-color: transparent;
      }
      button[aria-pressed='true'] {
        background: #f2f5f6;
        color: #101214;
      }
      button:focus-visible {
        outline-color: #ffffff;
      }
      .color::before {
        content: '';
        inline-size: 16px;
        block-size: 16px;
        border: 2px solid #101214;
        border-radius: 50%;
        background: var(--ink);
        box-shadow: 0 0 0 1px #f2f5f6;
        forced-color-adjust: none;
      }
      .red {
        --ink: #e5202b;
      }
      .yellow {
        --ink: #ffd60a;
      }
      .green {
        --ink: #1fa64a;
      }
      .blue {
        --ink: #1b6ef3;
      }
      .white {
        --ink: #ffffff;
      }
    `,
  ];

  readonly #text = new Text(this, 'mark-tools', markToolsText);
  readonly #marks = new Follow(this, () => this.board?.marks);

  /** Where the marks are kept. */
  @property({ attribute: false }) board: AnnotationBoard | undefined;
  @property() tool: Shape = 'arrow';
  @property() color: MarkColor = 'red';
  /** How the bar lies. */
  @property({ reflect: true }) orientation: 'vertical' | 'horizontal' = 'vertical';

  override render(): TemplateResult {
    const { words } = this.#text;
    const { board } = this;
    return html`<div class="tools" part="tools">
      <div class="group" role="group" aria-label=${words.tools}>
        ${SHAPES.map(([shape, sign]) => this.#renderShape(shape, sign))}
      </div>
      <div class="group" role="group" aria-label=${words.colors}>
        ${MARK_COLORS.map((color) => this.#renderColor(color))}
      </div>
      <div class="group">
        ${this.#renderAction(words.undo, Undo2, board?.canUndo, () => board?.undo())}
        ${this.#renderAction(words.redo, Redo2, board?.canRedo, () => board?.redo())}
        ${this.#renderAction(words.clear, Eraser, (this.#marks.value ?? []).length > 0, () => board?.clearAll())}
      </div>
    </div>`;
  }

  #renderShape(shape: Shape, sign: IconNode): TemplateResult {
    const label = this.#text.words[shape];
    return html`<button
      class="icon-only"
      data-tool=${shape}
      title=${label}
      aria-label=${label}
      aria-pressed=${shape === this.tool ? 'true' : 'false'}
      @click=${() => this.choose(shape, this.color)}
    >
      ${icon(sign)}
    </button>`;
  }

  #renderColor(color: MarkColor): TemplateResult {
    const label = this.#text.words[color];
    return html`<button
      class="icon-only color ${color}"
      title=${label}
      aria-label=${label}
      aria-pressed=${color === this.color ? 'true' : 'false'}
      @click=${() => this.choose(this.tool, color)}
    ></button>`;
  }

  #renderAction(label: string, sign: IconNode, able: boolean | undefined, act: () => void): TemplateResult {
    return html`<button
      class="icon-only"
      title=${label}
      aria-label=${label}
      ?disabled=${!able}
      @click=${() => {
        act();
        this.requestUpdate();
      }}
    >
      ${icon(sign)}
    </button>`;
  }

  choose(tool: Shape, color: MarkColor): void {
    this.tool = tool;
    this.color = color;
    this.dispatchEvent(new ToolChangedEvent(tool, color));
  }
}

defineElement('nearhand-mark-tools', NearhandMarkTools);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-mark-tools': NearhandMarkTools;
  }
}
