import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ArrowDown, Clock, SendHorizontal } from 'lucide';
import { LIMITS } from '../../domain/primitives.js';
import type { StoredRow } from '../../store/store.js';
import { isComposing } from '../../ui/composing.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { icon } from '../../ui/icon.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { ReadingPlace } from '../../ui/reading-place.js';
import { say } from '../../ui/say.js';
import { sessionError } from '../../ui/session-error.js';
import { Text } from '../../ui/text/text.js';
import { clockTime, exactTime } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import { chatStyles } from './chat.styles.js';
import { chatText } from './chat.text.js';

/**
 * The chat of one session. A message stands there at once and says so while it has not been sent yet.
 *
 * @tag nearhand-chat
 * @summary The chat of one session.
 *
 * @csspart log - The messages.
 * @csspart form - The field and its button.
 */
export class NearhandChat extends LitElement {
  static override styles = [tokens, controls, chatStyles];

  readonly #text = new Text(this, 'chat', chatText);
  readonly #copy = new LocalCopy(this);
  readonly #messages = this.#copy.query(
    () => this.session,
    (store) => store.ofSession('messages', this.session),
  );

  /** Id of the session. */
  @property() session = '';
  /** Shows the messages without a field to write. */
  @property({ type: Boolean }) readonly = false;

  @state() private error: unknown;

  @query('textarea') private field!: HTMLTextAreaElement | null;

  readonly #place = new ReadingPlace(this, () => this.renderRoot.querySelector<HTMLElement>('.log'));
  /** Being written: pressed twice, it is said once. */
  #saying: string | undefined;

  override willUpdate(): void {
    this.#copy.load(this.session);
    this.#place.shows(this.#messages.value?.length ?? 0);
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    const error = this.error ?? sessionError(this, this.session) ?? this.#copy.error ?? this.#messages.error;
    return html`
      <div
        class="log"
        part="log"
        role="log"
        aria-label=${words.label}
        tabindex="0"
        @scroll=${this.#place.onScroll}
      >
        ${this.#renderMessages()}
      </div>
      <div class="below">
        ${this.#place.isBehind ? this.#renderNewer() : nothing}
        ${error ? html`<p class="error" role="alert">${this.#text.error(error)}</p>` : nothing}
        ${this.readonly ? nothing : this.#renderForm()}
      </div>
    `;
  }

  #renderMessages(): TemplateResult {
    const messages = this.#messages.value;
    const { words } = this.#text;
    if (!messages) return html`<p class="empty muted">${words.loading}</p>`;
    if (messages.length === 0) return html`<p class="empty muted">${words.empty}</p>`;
    return html`<ul>
      ${repeat(
        messages,
        ({ row }) => row.id,
        (message) => this.#renderMessage(message),
      )}
    </ul>`;
  }

  #renderMessage({ row, pending }: StoredRow<'messages'>): TemplateResult {
    const { words } = this.#text;
    const own = row.author.id === this.#copy.workspace?.user.id;
    return html`<li class=${own ? 'own' : ''} data-id=${row.id}>
      <p class="bubble wrap">${row.text}</p>
      <div class="about">
        <bdi class="one-line" title=${row.author.name}>${own ? words.you : row.author.name}</bdi>
        ${row.by ? html`<span class="one-line by">${words.by(row.by.name)}</span>` : nothing}
        <time datetime=${row.createdAt} title=${exactTime(row.createdAt, this.#text.language)}
          >${clockTime(row.createdAt, this.#text.language)}</time
        >
        ${pending ? html`<span role="img" aria-label=${words.sending} title=${words.sending}>${icon(Clock)}</span>` : nothing}
      </div>
    </li>`;
  }

  #renderNewer(): TemplateResult {
    return html`<button class="newer" @click=${() => this.#place.toEnd()}>
      ${icon(ArrowDown)}${this.#text.words.newer}
    </button>`;
  }

  #renderForm(): TemplateResult {
    const { words } = this.#text;
    return html`<form part="form" @submit=${this.#onSubmit}>
      <textarea
        rows="1"
        dir="auto"
        maxlength=${LIMITS.message}
        placeholder=${words.placeholder}
        aria-label=${words.placeholder}
        @keydown=${this.#onKey}
      ></textarea>
      <button class="primary icon-only" aria-label=${words.send}>${icon(SendHorizontal)}</button>
    </form>`;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    void this.#send();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    void this.#send();
  }

  /** The field is emptied only once the message is safely kept. */
  async #send(): Promise<void> {
    const text = this.field?.value.trim();
    const { workspace } = this.#copy;
    if (!text || !this.field || !workspace) return;
    const written = this.field.value;
    if (written === this.#saying) return;
    this.#saying = written;
    this.error = undefined;
    try {
      await say(workspace, this.session, text);
      this.#place.toEnd();
      if (this.field.value === written) this.field.value = '';
    } catch (error) {
      this.error = error;
    } finally {
      this.#saying = undefined;
    }
  }
}

defineElement('nearhand-chat', NearhandChat);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-chat': NearhandChat;
  }
}
