import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { TriangleAlert, X } from 'lucide';
import type { NearhandError } from '../../host/errors.js';
import type { DeviceKind, LocalMedia } from '../../live/local-media.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { isHopeless } from '../../ui/hopeless.js';
import { icon } from '../../ui/icon.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { deviceTroubleText } from './device-trouble.text.js';

const KINDS: readonly DeviceKind[] = ['camera', 'microphone'];

/**
 * Says which of the own devices does not work, why, and what to do; each until it works or is hidden. Takes no room when
 * all is well.
 *
 * @tag nearhand-device-trouble
 * @summary What is wrong with the own camera or microphone.
 *
 * @csspart trouble - The line of one device.
 */
export class NearhandDeviceTrouble extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
        justify-items: center;
        min-inline-size: 0;
      }
      .trouble {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        max-inline-size: min(100%, 560px);
        padding: 8px 8px 8px 16px;
        border-radius: var(--_radius);
        background: var(--_raised);
        color: var(--_text);
        box-shadow: var(--_shadow);
        pointer-events: auto;
      }
      .trouble > .icon {
        color: var(--_danger);
      }
      .trouble > span {
        flex: 1 1 200px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  readonly #text = new Text(this, 'device-trouble', deviceTroubleText);
  readonly #state = new Follow(this, () => this.media?.state);

  /** The own devices. */
  @property({ attribute: false }) media: LocalMedia | undefined;

  /** What the user has read. */
  @state() private read: ReadonlySet<NearhandError> = new Set();

  override render(): TemplateResult {
    return html`${KINDS.map((kind) => this.#renderKind(kind))}`;
  }

  #renderKind(kind: DeviceKind): TemplateResult | typeof nothing {
    const device = this.#state.value?.[kind];
    if (device?.status !== 'failed' || this.read.has(device.error)) return nothing;
    const { words } = this.#text;
    const { error } = device;
    return html`<div class="trouble" part="trouble" role="alert">
      ${icon(TriangleAlert)}
      <span
        ><b>${words[kind]}:</b> ${this.#text.error(error)}
        ${error.code === 'media/denied' ? words.allow : nothing}</span
      >
      ${isHopeless(error) ? nothing : html`<button @click=${() => this.#again(kind)}>${words.again}</button>`}
      <button
        class="quiet icon-only"
        aria-label=${words.hide}
        @click=${() => (this.read = new Set([...this.read, error]))}
      >
        ${icon(X)}
      </button>
    </div>`;
  }

  #again(kind: DeviceKind): void {
    void this.media?.start({ camera: kind === 'camera', microphone: kind === 'microphone' });
  }
}

defineElement('nearhand-device-trouble', NearhandDeviceTrouble);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-device-trouble': NearhandDeviceTrouble;
  }
}
