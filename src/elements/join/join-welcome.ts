import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { GuestPreview } from '../../domain/live-grant.js';
import { oneLine } from '../../domain/one-line.js';
import { LIMITS } from '../../domain/primitives.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { joinStyles } from './join.styles.js';
import { joinText } from './join.text.js';

/** The guest agreed. */
export class ConsentGivenEvent extends Event {
  static readonly type = 'nearhand-consent-given';
  readonly name: string;

  constructor(name: string) {
    super(ConsentGivenEvent.type);
    this.name = name;
  }
}

/**
 * The first screen of a guest: who invites, what about, what is shared; a name and consent.
 *
 * @tag nearhand-join-welcome
 * @summary Who invites, and the guest's consent.
 *
 * @fires {ConsentGivenEvent} nearhand-consent-given - The guest agreed, with their name.
 * @fires {Event} nearhand-consent-denied - The guest did not agree.
 */
export class NearhandJoinWelcome extends LitElement {
  static override styles = [
    tokens,
    controls,
    joinStyles,
    css`
      .terms {
        display: grid;
        gap: 8px;
      }
      /* A phone held sideways: what is read to one side, what is done to the other. */
      @media (max-height: 480px) and (min-width: 600px) {
        .screen {
          grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
          grid-template-rows: repeat(3, auto);
          gap: 12px 32px;
          max-inline-size: 860px;
        }
        h1,
        .subject,
        .terms {
          grid-column: 1;
        }
        form {
          grid-area: 1 / 2;
          align-self: end;
        }
        .go {
          grid-area: 2 / 2 / 4;
          position: static;
        }
      }
    `,
  ];

  readonly #text = new Text(this, 'join', joinText);

  /** What the link says. */
  @property({ attribute: false }) preview: GuestPreview | undefined;

  /** They have agreed, and what comes next is on its way. */
  @property({ type: Boolean }) busy = false;

  @query('input') private field!: HTMLInputElement;

  override render(): TemplateResult {
    const { words } = this.#text;
    const { preview } = this;
    const { hostName = '', organisation, title = '' } = preview ?? {};
    return html`<div class="screen">
      <h1>${organisation ? words.wantsFrom(hostName, organisation) : words.wants(hostName)}</h1>
      <p class="subject"><span>${words.about}</span><bdi>${title}</bdi></p>
      <div class="terms">
        <p>${words.shares}</p>
        <p class="muted">${words.recording}</p>
      </div>
      <form id="consent" @submit=${this.#onSubmit}>
        <label>
          ${words.yourName}
          <input
            name="name"
            autocomplete="name"
            dir="auto"
            required
            maxlength=${LIMITS.name}
            @input=${this.#onName}
          />
        </label>
      </form>
      <div class="go">
        <button class="primary big" form="consent" aria-disabled=${this.busy ? 'true' : 'false'}>
          ${this.busy ? words.loading : words.agree}
        </button>
        <button class="quiet" @click=${this.#onDecline}>${words.decline}</button>
      </div>
    </div>`;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.busy) return;
    const name = oneLine(this.field.value);
    this.field.setCustomValidity(name ? '' : this.#text.words.nameUnseen);
    if (name) this.dispatchEvent(new ConsentGivenEvent(name));
    else this.field.reportValidity();
  }

  #onName(): void {
    this.field.setCustomValidity('');
  }

  #onDecline(): void {
    this.dispatchEvent(new Event('nearhand-consent-denied'));
  }
}

defineElement('nearhand-join-welcome', NearhandJoinWelcome);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-join-welcome': NearhandJoinWelcome;
  }
}
