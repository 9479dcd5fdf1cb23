import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Clock } from 'lucide';
import { timeNow } from '../../domain/clock.js';
import { newId } from '../../domain/ids.js';
import { LIMITS, now } from '../../domain/primitives.js';
import type { StoredRow } from '../../store/store.js';
import { isComposing } from '../../ui/composing.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { icon } from '../../ui/icon.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { sessionError } from '../../ui/session-error.js';
import { Text } from '../../ui/text/text.js';
import { exactTime, relativeTime } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import { notesText } from './notes.text.js';

/**
 * The notes of one session: as many as needed, also after it has ended.
 *
 * @tag nearhand-notes
 * @summary The notes of one session.
 *
 * @csspart list - The notes, newest last.
 * @csspart form - The field and its button.
 */
export class NearhandNotes extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        min-block-size: 0;
        block-size: 100%;
      }
      .list {
        display: flex;
        flex-direction: column;
        gap: 16px;
        padding: 12px 16px;
        overflow: auto;
      }
      ul {
        display: contents;
      }
      .empty {
        margin: auto;
        text-align: center;
        max-inline-size: 32ch;
      }
      .about {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: var(--_size-s);
        color: var(--_muted);
      }
      .about .icon {
        inline-size: 13px;
        block-size: 13px;
      }
      form {
        display: grid;
        gap: 8px;
        padding: 8px 12px 12px;
        border-block-start: 1px solid var(--_line);
      }
      form button {
        justify-self: end;
      }
      .error {
        padding-inline: 16px;
        color: var(--_danger);
        font-size: var(--_size-s);
      }
    `,
  ];

  readonly #text = new Text(this, 'notes', notesText);
  readonly #copy = new LocalCopy(this);
  readonly #notes = this.#copy.query(
    () => this.session,
    (store) => store.ofSession('notes', this.session),
  );

  /** Id of the session. */
  @property() session = '';

  @state() private error: unknown;

  @query('textarea') private field!: HTMLTextAreaElement;

  /** Being written: pressed twice, it is noted once. */
  #adding: string | undefined;

  override willUpdate(): void {
    this.#copy.load(this.session);
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    const error = this.error ?? sessionError(this, this.session) ?? this.#copy.error ?? this.#notes.error;
    return html`
      <div class="list" part="list" role="region" aria-label=${words.label} tabindex="0">
        ${this.#renderNotes()}
      </div>
      <div>
        ${error ? html`<p class="error" role="alert">${this.#text.error(error)}</p>` : nothing}
        <form part="form" @submit=${this.#onSubmit}>
          <textarea
            rows="2"
            dir="auto"
            maxlength=${LIMITS.note}
            placeholder=${words.placeholder}
            aria-label=${words.placeholder}
            @keydown=${this.#onKey}
          ></textarea>
          <button>${words.add}</button>
        </form>
      </div>
    `;
  }

  #renderNotes(): TemplateResult {
    const notes = this.#notes.value;
    const { words } = this.#text;
    if (!notes) return html`<p class="empty muted">${words.loading}</p>`;
    if (notes.length === 0) return html`<p class="empty muted">${words.empty}</p>`;
    return html`<ul>
      ${repeat(
        notes,
        ({ row }) => row.id,
        (note) => this.#renderNote(note),
      )}
    </ul>`;
  }

  #renderNote({ row, pending }: StoredRow<'notes'>): TemplateResult {
    const { words } = this.#text;
    return html`<li data-id=${row.id}>
      <p class="wrap">${row.text}</p>
      <div class="about">
        <bdi class="one-line">${row.author.name}</bdi>
        <time datetime=${row.createdAt} title=${exactTime(row.createdAt, this.#text.language)}
          >${relativeTime(row.createdAt, timeNow(), this.#text.language)}</time
        >
        ${pending ? html`<span role="img" aria-label=${words.pending} title=${words.pending}>${icon(Clock)}</span>` : nothing}
      </div>
    </li>`;
  }

  /** Ctrl or Command and Enter saves; Enter alone is a new line. */
  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isComposing(event)) void this.#add();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    void this.#add();
  }

  /** The field is emptied only once the note is safely kept. */
  async #add(): Promise<void> {
    const { workspace } = this.#copy;
    const written = this.field.value;
    const text = written.trim();
    if (!text || !workspace || written === this.#adding) return;
    this.#adding = written;
    this.error = undefined;
    const { session: sessionId } = this;
    const note = { id: newId(), sessionId, author: workspace.user, text, createdAt: now() };
    try {
      const store = await workspace.open();
      await store.mutate({ type: 'note.create', sessionId, note });
      if (this.field.value === written) this.field.value = '';
    } catch (error) {
      this.error = error;
    } finally {
      this.#adding = undefined;
    }
  }
}

defineElement('nearhand-notes', NearhandNotes);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-notes': NearhandNotes;
  }
}
