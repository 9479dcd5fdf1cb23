import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { Play } from 'lucide';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { icon } from '../../ui/icon.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { NOTHING_KEPT, type KeptState } from './kept-on-stage.js';
import { SessionActionEvent } from './session-controls.js';
import { sessionViewText } from './session-view.text.js';

/**
 * Says which kept picture stands in the live one's place, and leads back.
 *
 * @tag nearhand-kept-bar
 * @summary Which kept picture is shown, and the way back to live.
 *
 * @fires {SessionActionEvent} nearhand-session-action - The live picture is to be shown again.
 * @fires {Event} nearhand-kept-retry - The picture is to be opened again.
 */
export class NearhandKeptBar extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        max-inline-size: 100%;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding: 8px;
        padding-inline-start: 16px;
        border-radius: var(--_radius);
        background: var(--_raised);
        box-shadow: var(--_shadow);
        pointer-events: auto;
      }
      .what {
        display: grid;
        flex: 1 1 140px;
        min-inline-size: 0;
      }
      .failed {
        color: var(--_danger);
      }
      @container (max-width: 480px) {
        .bar {
          padding: 8px;
        }
        button {
          flex: 1 0 auto;
        }
      }
    `,
  ];

  readonly #text = new Text(this, 'session-view', sessionViewText);

  /** What is shown, and how far it has come. */
  @property({ attribute: false }) state: KeptState = NOTHING_KEPT;

  @query('.back') private back!: HTMLButtonElement | null;

  /** Whoever opened a picture goes on from here: what they pressed is gone with the viewer. */
  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    if (changed.has('state') && before?.status === 'none') this.back?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (state.status === 'none') return nothing;
    const { words } = this.#text;
    return html`<div class="bar" role="group" aria-label=${state.item.name}>
      ${this.#renderWhat(state)}
      ${
        state.status === 'failed'
          ? html`<button @click=${() => this.dispatchEvent(new Event('nearhand-kept-retry'))}>
              ${words.retry}
            </button>`
          : nothing
      }
      <button class="primary back" @click=${() => this.dispatchEvent(new SessionActionEvent('live'))}>
        ${icon(Play)}${words.backToLive}
      </button>
    </div>`;
  }

  #renderWhat(state: Exclude<KeptState, { status: 'none' }>): TemplateResult {
    const { words } = this.#text;
    const { name } = state.item;
    return html`<div class="what">
      <b class="one-line" title=${name}><bdi>${name}</bdi></b>
      ${
        state.status === 'failed'
          ? html`<span class="small failed" role="alert">${this.#text.error(state.error)}</span>`
          : html`<span class="small muted" role="status"
              >${state.status === 'opening' ? words.opening : words.keptHint}</span
            >`
      }
    </div>`;
  }
}

defineElement('nearhand-kept-bar', NearhandKeptBar);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-kept-bar': NearhandKeptBar;
  }
}
