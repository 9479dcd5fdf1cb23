import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { NearhandError } from '../../host/errors.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { isHopeless } from '../../ui/hopeless.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { findToken } from './find-token.js';
import { joinStyles } from './join.styles.js';
import { joinText } from './join.text.js';

/** The guest pasted another link. */
export class LinkPastedEvent extends Event {
  static readonly type = 'nearhand-link-pasted';
  readonly token: string;

  constructor(token: string) {
    super(LinkPastedEvent.type);
    this.token = token;
  }
}

/**
 * Why a guest's link does not open, and the ways on: try again, or another link.
 *
 * @tag nearhand-join-problem
 * @summary Why the link does not open.
 *
 * @fires {LinkPastedEvent} nearhand-link-pasted - The guest has another link.
 * @fires {Event} nearhand-join-again - The guest wants to try the same one again.
 */
export class NearhandJoinProblem extends LitElement {
  static override styles = [tokens, controls, joinStyles];

  readonly #text = new Text(this, 'join', joinText);

  /** What went wrong; absent: there was no link at all. */
  @property({ attribute: false }) error: NearhandError | undefined;

  @query('input') private field!: HTMLInputElement;

  override render(): TemplateResult {
    const { words } = this.#text;
    const { error } = this;
    return html`<div class="screen">
      <h1>${error ? this.#title(error) : words.missing}</h1>
      <p role="alert">${error ? this.#text.error(error) : words.missingHint}</p>
      ${isHopeless(error) ? nothing : this.#renderWaysOn()}
    </div>`;
  }

  #renderWaysOn(): TemplateResult {
    const { words } = this.#text;
    const { error } = this;
    const mayHelp = error && !error.code.startsWith('link/') && error.code !== 'session/ended';
    return html`${mayHelp ? html`<button class="primary big" @click=${this.#onAgain}>${words.again}</button>` : nothing}
      <form class="other" @submit=${this.#onSubmit}>
        <label
          >${error ? words.askNew : words.pasteLabel}<input name="link" autocomplete="off" required
        /></label>
        <button>${words.paste}</button>
      </form>`;
  }

  #title({ code }: NearhandError): string {
    const { problems } = this.#text.words;
    return code in problems ? problems[code as keyof typeof problems] : problems.other;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const token = findToken(this.field.value);
    if (token) this.dispatchEvent(new LinkPastedEvent(token));
  }

  #onAgain(): void {
    this.dispatchEvent(new Event('nearhand-join-again'));
  }
}

defineElement('nearhand-join-problem', NearhandJoinProblem);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-join-problem': NearhandJoinProblem;
  }
}
