import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { dialogStyles } from '../../ui/dialog-styles.js';
import type { LiveSession } from '../../ui/live-session.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { sessionViewText } from './session-view.text.js';

/**
 * Asks once before a session is ended for everybody, and takes a closing note.
 *
 * @tag nearhand-session-ending
 * @summary The question before a session ends.
 */
export class NearhandSessionEnding extends LitElement {
  static override styles = [
    tokens,
    controls,
    dialogStyles,
    css`
      form {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  readonly #text = new Text(this, 'session-view', sessionViewText);

  /** Our part in the session. */
  @property({ attribute: false }) live: LiveSession | undefined;

  @state() private ending = false;
  @state() private error: unknown;

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('textarea') private note!: HTMLTextAreaElement;

  /** Asks. */
  show(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    return html`<dialog aria-labelledby="ending">
      <form method="dialog" @submit=${this.#onSubmit}>
        <h2 id="ending">${words.endTitle}</h2>
        <p>${words.endExplain}</p>
        <textarea rows="3" dir="auto" placeholder=${words.note} aria-label=${words.note}></textarea>
        ${this.error ? html`<p class="error" role="alert">${this.#text.error(this.error)}</p>` : nothing}
        <div class="buttons">
          <button type="button" @click=${() => this.dialog.close()}>${words.keep}</button>
          <button class="danger" ?disabled=${this.ending}>${words.endNow}</button>
        </div>
      </form>
    </dialog>`;
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.error = undefined;
    this.ending = true;
    try {
      await this.live?.end('agentEnded', this.note.value.trim());
      this.note.value = '';
      this.dialog.close();
    } catch (error) {
      this.error = error;
    } finally {
      this.ending = false;
    }
  }
}

defineElement('nearhand-session-ending', NearhandSessionEnding);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-session-ending': NearhandSessionEnding;
  }
}
