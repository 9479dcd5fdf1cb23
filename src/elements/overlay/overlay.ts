import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { X } from 'lucide';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { icon } from '../../ui/icon.js';
import { showModal } from '../../ui/show-modal.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { overlayText } from './overlay.text.js';

/** The overlay was closed by the user. */
export class OverlayClosedEvent extends Event {
  static readonly type = 'nearhand-overlay-closed';

  constructor() {
    super(OverlayClosedEvent.type);
  }
}

/**
 * Holds one view over the whole page, as a modal dialog, so that the page behind neither scrolls nor takes keys. When it
 * goes, the focus returns to where it was.
 *
 * @tag nearhand-overlay
 * @summary One view over the whole page.
 *
 * @slot - The view.
 * @fires {OverlayClosedEvent} nearhand-overlay-closed - The user closed it.
 */
export class NearhandOverlay extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      dialog {
        position: fixed;
        inset: 0;
        inline-size: auto;
        block-size: auto;
        max-inline-size: none;
        max-block-size: none;
        margin: 0;
        padding: 0;
        border: 0;
        background: var(--_surface);
        color: inherit;
      }
      .bar {
        display: flex;
        justify-content: flex-end;
        padding: 8px 12px;
        border-block-end: 1px solid var(--_line);
      }
      .bar[hidden] {
        display: none;
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }
      ::slotted(*) {
        min-block-size: 0;
        grid-row: 2;
      }
    `,
  ];

  readonly #text = new Text(this, 'overlay', overlayText);

  /** The view brings its own way out: no close button, and Escape does nothing, so that a call does not end by accident. */
  @property({ type: Boolean }) persistent = false;
  /** Names the dialog. */
  @property() label = '';

  @query('dialog') private dialog!: HTMLDialogElement;

  #before: HTMLElement | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey, { capture: true });
    this.#before ??= focusedElement();
    if (this.hasUpdated) void this.updateComplete.then(() => this.#show());
  }

  override firstUpdated(): void {
    this.#show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey, { capture: true });
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#before?.focus();
      this.#before = undefined;
    });
  }

  override render(): TemplateResult {
    return html`<dialog
      aria-label=${this.label}
      closedby=${this.persistent ? 'none' : nothing}
      @cancel=${this.#onCancel}
      @close=${this.#onClosed}
    >
      <div class="bar" ?hidden=${this.persistent}>
        <button class="quiet icon-only" aria-label=${this.#text.words.close} @click=${this.#onClose}>
          ${icon(X)}
        </button>
      </div>
      <slot></slot>
    </dialog>`;
  }

  #show(): void {
    if (this.isConnected) showModal(this.dialog);
  }

  /**
   * `cancel` can be prevented once only before the browser closes the dialog all the same (HTML, close watchers), so that
   * Escape never comes so far. A question that lies over the view is closed by it.
   */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.persistent || event.key !== 'Escape') return;
    const nearest = event
      .composedPath()
      .find((one) => one instanceof HTMLDialogElement && one.matches(':modal'));
    if (!nearest || nearest === this.dialog) event.preventDefault();
  };

  #onCancel(event: Event): void {
    if (this.persistent) event.preventDefault();
  }

  /** By a way that no page can bar, such as a phone's own gesture: what must stay is shown again. */
  #onClosed(): void {
    if (this.persistent) this.#show();
    else this.#onClose();
  }

  #onClose(): void {
    this.dispatchEvent(new OverlayClosedEvent());
  }
}

function focusedElement(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : undefined;
}

defineElement('nearhand-overlay', NearhandOverlay);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-overlay': NearhandOverlay;
  }
}
