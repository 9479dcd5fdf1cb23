import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { TriangleAlert, X } from 'lucide';
import type { NearhandError } from '../../host/errors.js';
import type { DeviceKind, LocalMedia } from '../../live/media/local-media.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { isHopeless } from '../../ui/hopeless.js';
import { icon } from '../../ui/icon.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { deviceTroubleText } from './device-trouble.text.js';

const KINDS: readonly DeviceKind[] = ['camera', 'microphone'];

interface Trouble {
  readonly kinds: DeviceKind[];
  readonly errors: NearhandError[];
}

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
        inline-size: 100%;
        container-type: inline-size;
      }
      .trouble {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto auto;
        align-items: center;
        gap: 4px 12px;
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
        overflow-wrap: anywhere;
      }
      /* On a phone the way on lies below what happened. */
      @container (max-width: 480px) {
        .again {
          grid-row: 2;
          grid-column: 2;
          justify-self: start;
        }
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
    return html`${this.#troubles().map((trouble) => this.#renderTrouble(trouble))}`;
  }

  /** What is wrong with both in the same way is said once. */
  #troubles(): Trouble[] {
    const troubles: Trouble[] = [];
    for (const kind of KINDS) {
      const device = this.#state.value?.[kind];
      if (device?.status !== 'failed' || this.read.has(device.error)) continue;
      const same = troubles.find(({ errors }) => errors[0]?.code === device.error.code);
      if (same) same.kinds.push(kind);
      if (same) same.errors.push(device.error);
      else troubles.push({ kinds: [kind], errors: [device.error] });
    }
    return troubles;
  }

  #renderTrouble({ kinds, errors }: Trouble): TemplateResult {
    const { words } = this.#text;
    const [error] = errors;
    const [kind = 'camera'] = kinds;
    return html`<div class="trouble" part="trouble" role="alert">
      ${icon(TriangleAlert)}
      <span
        ><b>${kinds.length > 1 ? words.both : words[kind]}:</b> ${this.#text.error(error)}
        ${error?.code === 'media/denied' ? words.allow : nothing}</span
      >
      ${
        isHopeless(error)
          ? nothing
          : html`<button class="again" @click=${() => this.#again(kinds)}>${words.again}</button>`
      }
      <button
        class="quiet icon-only"
        aria-label=${words.hide}
        @click=${() => (this.read = new Set([...this.read, ...errors]))}
      >
        ${icon(X)}
      </button>
    </div>`;
  }

  #again(kinds: readonly DeviceKind[]): void {
    const isMeant = (kind: DeviceKind) => kinds.includes(kind);
    void this.media?.start({ camera: isMeant('camera'), microphone: isMeant('microphone') });
  }
}

defineElement('nearhand-device-trouble', NearhandDeviceTrouble);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-device-trouble': NearhandDeviceTrouble;
  }
}
