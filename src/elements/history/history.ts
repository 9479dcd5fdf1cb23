import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ChevronLeft } from 'lucide';
import { timeOf } from '../../domain/sessions/sort.js';
import type { Session } from '../../domain/session.js';
import { contextError } from '../../ui/context-error.js';
import { controls } from '../../ui/controls.js';
import { groupByDay } from '../../ui/day-groups.js';
import { defineElement } from '../../ui/define-element.js';
import { FirstScreen } from '../../ui/first-screen.js';
import { FoundSessions } from '../../ui/found-sessions.js';
import { renderFurther } from '../../ui/further.js';
import { icon } from '../../ui/icon.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { openCopy } from '../../ui/open-copy.js';
import { Text } from '../../ui/text/text.js';
import { clockTime, dayName, exactTime, prepareTimes } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import { whenIdle } from '../../ui/when-idle.js';
import '../store-notice/store-notice.js';
import type { HistoryFilter, NearhandHistoryFilter } from './history-filter.js';
import { historyStyles } from './history.styles.js';
import { historyText } from './history.text.js';

/** What of a record the page may style. */
const RECORD_PARTS = 'header, chat-log, chat-form, notes-list, notes-form, files-grid';

/**
 * The ended sessions by day, and the chosen one to read: chat, notes, files and log.
 *
 * @tag nearhand-history
 * @summary Ended sessions, with all that was said and kept.
 *
 * @csspart filter - The fields that narrow and sort the list.
 * @csspart list - The sessions.
 * @csspart record - The chosen session.
 */
export class NearhandHistory extends LitElement {
  static override styles = [tokens, controls, historyStyles];

  readonly #text = new Text(this, 'history', historyText);
  readonly #copy = new LocalCopy(this, openCopy);
  readonly #found = new FoundSessions(this, this.#copy, () => ({
    status: 'ended',
    ...(this.context ? { context: this.context } : {}),
    ...this.filter,
  }));
  readonly #firstScreen = new FirstScreen(this, () => prepareTimes(this.#text.language));

  /** Shows the sessions of one ticket only: `system:type:id`. */
  @property() context = '';
  /** Id of the chosen session. */
  @property({ reflect: true }) session = '';

  @state() private recordError: unknown;
  @state() private filter: HistoryFilter = {};
  @state() private hasControl = false;

  @query('nearhand-history-filter') private control!: NearhandHistoryFilter | null;

  #isControlAsked = false;
  /** For which session its record's code was asked for last; empty for any. */
  #recordAsked: string | undefined;

  override updated(): void {
    if (this.session) this.#loadRecord();
    if (this.#isControlAsked || !this.#found.rows) return;
    this.#isControlAsked = true;
    void whenIdle().then(() => this.#loadRest());
  }

  /** What comes after the first rows. */
  #loadRest(): void {
    this.#loadRecord();
    // Without it the list is there all the same.
    import('./history-filter.js').then(
      () => (this.hasControl = true),
      () => undefined,
    );
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    return html`<div class="split ${this.session ? 'chosen' : ''}">
      <div class="side">
        <header role="none">
          <h2>${words.title}</h2>
          <input
            type="search"
            placeholder=${words.search}
            aria-label=${words.search}
            @input=${(event: InputEvent) => this.#found.search((event.target as HTMLInputElement).value)}
          />
          ${
            this.hasControl
              ? html`<nearhand-history-filter
                  exportparts="fields: filter"
                  @nearhand-filter-changed=${this.#onFilter}
                ></nearhand-history-filter>`
              : nothing
          }
          <nearhand-store-notice exportparts="notice"></nearhand-store-notice>
        </header>
        <nav class="list" part="list" aria-label=${words.title}>${this.#renderList()}</nav>
      </div>
      <div class="record" part="record">${this.#renderRecord()}</div>
    </div>`;
  }

  /** At once where a session is to be read; else beforehand, so that it is there for one that is chosen offline. */
  #loadRecord(): void {
    if (this.#recordAsked === this.session) return;
    this.#recordAsked = this.session;
    import('./session-record.js').then(
      () => (this.recordError = undefined),
      (error: unknown) => (this.recordError = error),
    );
  }

  #renderList(): TemplateResult {
    const { words } = this.#text;
    const error = contextError(this, this.context) ?? this.#copy.error ?? this.#found.error;
    if (error) return html`<p class="message" role="alert">${this.#text.error(error)}</p>`;
    const { rows, isSearch } = this.#found;
    if (!rows || this.#found.isPending)
      return html`<div role="status" aria-label=${words.loading}>${SKELETON}</div>`;
    if (rows.length === 0 && !isSearch) return html`<p class="message">${words.empty}</p>`;
    const sessions = this.#firstScreen.of(rows).map(({ row }) => row);
    return html`${groupByDay(sessions, (row) => this.#timeOf(row)).map(
      ({ day, items }) =>
        html`<h3>${this.#dayName(day)}</h3>
          <ul>
            ${items.map((row) => html`<li>${this.#renderEntry(row)}</li>`)}
          </ul>`,
    )}${renderFurther(this.#found, words, {
      kind: 'message',
      tell: (error) => this.#text.error(error),
      wider: (this.control?.isNarrow && this.control.renderNarrow()) || nothing,
    })}`;
  }

  #renderEntry(row: Session): TemplateResult {
    const { language } = this.#text;
    const time = this.#timeOf(row);
    return html`<button
      class="entry"
      data-id=${row.id}
      aria-current=${row.id === this.session ? 'true' : 'false'}
      @click=${() => this.#choose(row.id)}
    >
      <bdi class="name one-line" title=${row.title}>${row.title}</bdi>
      <span class="about">
        <bdi class="one-line">${row.context}</bdi>
        <time datetime=${time} title=${exactTime(time, language)}>${clockTime(time, language)}</time>
      </span>
    </button>`;
  }

  /** One whose code did not come is asked for again. */
  #choose(id: string): void {
    if (this.recordError) this.#recordAsked = undefined;
    this.session = id;
    this.requestUpdate();
  }

  #renderRecord(): TemplateResult {
    const { words } = this.#text;
    if (!this.session) return html`<p class="message">${words.choose}</p>`;
    return html`<button class="back quiet" @click=${() => (this.session = '')}>
        ${icon(ChevronLeft)}${words.back}
      </button>
      ${this.recordError ? html`<p class="message" role="alert">${this.#text.error(this.recordError)}</p>` : nothing}
      <nearhand-session-record
        exportparts=${RECORD_PARTS}
        session=${this.session}
      ></nearhand-session-record>`;
  }

  /** What the list goes by: where it goes by the end, that. */
  #timeOf(row: Session): string {
    return timeOf(row, this.filter.sort) ?? row.createdAt;
  }

  #dayName(day: number): string {
    const { words } = this.#text;
    const today = new Date().setHours(0, 0, 0, 0);
    if (day === today) return words.today;
    if (day === new Date(today - 1).setHours(0, 0, 0, 0)) return words.yesterday;
    return dayName(day, this.#text.language);
  }

  readonly #onFilter = (): void => {
    this.filter = this.control?.filter ?? {};
  };
}

const SKELETON = [1, 2, 3, 4].map(() => html`<div class="skeleton"></div>`);

defineElement('nearhand-history', NearhandHistory);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-history': NearhandHistory;
  }
}
