import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { dialogStyles } from '../../ui/dialog-styles.js';
import { showModal } from '../../ui/show-modal.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { sessionListText } from './session-list.text.js';

/**
 * The question before a session of the list ends for everybody. Shown for as long as it is in the document.
 *
 * @tag nearhand-end-question
 * @summary "End this session for everybody?"
 *
 * @fires {Event} nearhand-end-confirmed - The session is to end.
 * @fires {Event} nearhand-end-closed - It was answered, or closed without an answer.
 */
export class NearhandEndQuestion extends LitElement {
  static override styles = [tokens, controls, dialogStyles];

  readonly #text = new Text(this, 'session-list', sessionListText);

  /** What the session is about. */
  @property() about = '';

  @query('dialog') private dialog!: HTMLDialogElement;

  override updated(): void {
    if (this.isConnected) showModal(this.dialog);
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    return html`<dialog aria-labelledby="ask" @close=${this.#onClose}>
      <p id="ask">${words.endFor(this.about)}</p>
      <div class="buttons">
        <button @click=${this.#close}>${words.keep}</button>
        <button class="danger" @click=${this.#confirm}>${words.endNow}</button>
      </div>
    </dialog>`;
  }

  #confirm(): void {
    this.dispatchEvent(new Event('nearhand-end-confirmed'));
    this.#close();
  }

  /** Says so at once: the dialog's own event comes later, when the next question may have been asked. */
  #close(): void {
    this.dialog.close();
    this.#onClose();
  }

  #onClose(): void {
    if (this.isConnected) this.dispatchEvent(new Event('nearhand-end-closed'));
  }
}

defineElement('nearhand-end-question', NearhandEndQuestion);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-end-question': NearhandEndQuestion;
  }
}
