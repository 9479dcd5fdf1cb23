import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ChevronLeft, ChevronRight, Clock, Download, Pencil, X } from 'lucide';
import type { MediaItem } from '../../domain/media/schema.js';
import type { StoredRow } from '../../store/store.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { PictureDrawRequestEvent } from '../../ui/events.js';
import { icon } from '../../ui/icon.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { MediaUrls } from '../../ui/media-urls.js';
import { showModal } from '../../ui/show-modal.js';
import { callErrorText } from '../../ui/text/call-error-text.js';
import { sessionError } from '../../ui/session-error.js';
import { addErrorText, Text } from '../../ui/text/text.js';
import { clockTime, exactTime } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import { isPicture } from '../video-stage/kept-picture.js';
import { filesStyles } from './files.styles.js';
import { filesText } from './files.text.js';

addErrorText(callErrorText);

/**
 * The pictures of one session as an even grid; a click shows one as large as the window allows.
 *
 * @tag nearhand-files
 * @summary The pictures of one session.
 *
 * @csspart grid - The pictures.
 * @fires {PictureDrawRequestEvent} nearhand-picture-draw-request - A picture is to be drawn on. Cancelable.
 */
export class NearhandFiles extends LitElement {
  static override styles = [tokens, controls, filesStyles];

  readonly #text = new Text(this, 'files', filesText);
  readonly #copy = new LocalCopy(this);
  readonly #urls = new MediaUrls(this);
  readonly #items = this.#copy.query(
    () => this.session,
    (store) => store.ofSession('media', this.session),
  );

  /** Id of the session. */
  @property() session = '';
  /** A live picture is there, which marks on these can be brought back to. */
  @property({ type: Boolean }) drawable = false;

  @state() private shownId: string | undefined;

  @query('dialog') private dialog!: HTMLDialogElement | null;

  override willUpdate(): void {
    this.#copy.load(this.session);
  }

  override updated(): void {
    if (this.shownId && this.dialog) showModal(this.dialog);
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    const items = this.#items.value;
    const error = sessionError(this, this.session) ?? this.#copy.error ?? this.#items.error;
    if (error) return html`<p class="empty" role="alert">${this.#text.error(error)}</p>`;
    if (!items) return html`<p class="empty muted" role="status">${words.loading}</p>`;
    if (items.length === 0) return html`<p class="empty muted">${words.empty}</p>`;
    return html`<ul class="grid" part="grid" aria-label=${words.label}>
        ${repeat(
          items,
          ({ row }) => row.id,
          (item) => this.#renderItem(item),
        )}
      </ul>
      ${this.#renderViewer(items.map(({ row }) => row))}`;
  }

  #renderItem({ row, pending }: StoredRow<'media'>): TemplateResult {
    const { words } = this.#text;
    return html`<li>
      <button class="tile" @click=${() => (this.shownId = row.id)}>
        <span class="picture">${this.#renderPicture(row)}</span>
        <span class="name">
          ${renderName(row.name)}
          ${
            pending
              ? html`<span role="img" aria-label=${words.pending} title=${words.pending}
                  >${icon(Clock)}</span
                >`
              : nothing
          }
          <time class="muted" datetime=${row.createdAt} title=${exactTime(row.createdAt, this.#text.language)}
            >${clockTime(row.createdAt, this.#text.language)}</time
          >
        </span>
      </button>
    </li>`;
  }

  #renderPicture(row: MediaItem): TemplateResult {
    const { store } = this.#copy;
    const media = store ? this.#urls.of(row, store) : undefined;
    if (media?.status === 'ready') return html`<img src=${media.url} alt=${row.name} />`;
    if (media?.status === 'failed') return html`<span class="failed">${this.#text.error(media.error)}</span>`;
    return html`<span class="muted">${this.#text.words.loading}</span>`;
  }

  #renderViewer(items: MediaItem[]): TemplateResult | typeof nothing {
    const index = items.findIndex((item) => item.id === this.shownId);
    const item = items[index];
    if (!item) return nothing;
    const { words } = this.#text;
    return html`<dialog
      aria-label=${item.name}
      @close=${() => (this.shownId = undefined)}
      @keydown=${this.#onKey}
    >
      <header role="none">
        <bdi class="one-line">${item.name}</bdi>
        ${this.#renderDraw(item)} ${this.#renderDownload(item)}
        <button class="quiet icon-only" aria-label=${words.close} @click=${this.#close}>${icon(X)}</button>
      </header>
      <div class="stage">${this.#renderPicture(item)}</div>
      <footer role="none">
        ${this.#renderStep(items[index - 1], words.previous, ChevronLeft, 'previous')}
        <span class="small">${index + 1} / ${items.length}</span>
        ${this.#renderStep(items[index + 1], words.next, ChevronRight, 'next')}
      </footer>
    </dialog>`;
  }

  #renderDraw(item: MediaItem): TemplateResult | typeof nothing {
    const { store } = this.#copy;
    const isShown = store && this.#urls.of(item, store).status === 'ready';
    if (!this.drawable || !isShown || !isPicture(item)) return nothing;
    return html`<button class="primary" @click=${() => this.#onDraw(item)}>
      ${icon(Pencil)}${this.#text.words.draw}
    </button>`;
  }

  #renderDownload(item: MediaItem): TemplateResult | typeof nothing {
    const { store } = this.#copy;
    const media = store ? this.#urls.of(item, store) : undefined;
    if (media?.status === 'failed') {
      return html`<button @click=${() => this.#urls.retry(item)}>${this.#text.words.retry}</button>`;
    }
    if (media?.status !== 'ready') return nothing;
    return html`<a class="button" href=${media.url} download=${item.name}
      >${icon(Download)}${this.#text.words.download}</a
    >`;
  }

  #renderStep(
    target: MediaItem | undefined,
    label: string,
    arrow: typeof ChevronLeft,
    name: string,
  ): TemplateResult {
    return html`<button
      class="quiet icon-only ${name}"
      aria-label=${label}
      ?disabled=${!target}
      @click=${() => (this.shownId = target?.id)}
    >
      ${icon(arrow)}
    </button>`;
  }

  /** At once: the dialog's own event comes later, and an update before it would open the dialog again. */
  #close(): void {
    this.dialog?.close();
    this.shownId = undefined;
  }

  #onDraw(item: MediaItem): void {
    this.#close();
    this.dispatchEvent(new PictureDrawRequestEvent(item));
  }

  #onKey(event: KeyboardEvent): void {
    const name = { ArrowLeft: 'previous', ArrowRight: 'next' }[event.key];
    if (name) this.renderRoot.querySelector<HTMLButtonElement>(`button.${name}`)?.click();
  }
}

/** Letters of a name for which there is room in most tiles. */
const SHORT = 20;

/** Where there is no room for all of it, its end stays: it says of what kind the file is. */
function renderName(name: string): TemplateResult {
  // In one piece it is also read out as one.
  if (name.length <= SHORT) return html`<bdi title=${name}><span class="one-line">${name}</span></bdi>`;
  const ending = /\.[^.\s]{1,8}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  return html`<bdi title=${name}><span class="one-line">${stem}</span><span>${ending}</span></bdi>`;
}

defineElement('nearhand-files', NearhandFiles);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-files': NearhandFiles;
  }
}
