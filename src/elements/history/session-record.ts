import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { SessionEvent } from '../../domain/events/schema.js';
import type { Session } from '../../domain/session.js';
import { isAbort } from '../../host/errors.js';
import type { Store } from '../../store/store.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { tabKey } from '../../ui/tab-key.js';
import { tabStyles } from '../../ui/tab-styles.js';
import { listOf } from '../../ui/text/isolate.js';
import { Text } from '../../ui/text/text.js';
import { clockTime, duration, exactTime } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import '../chat/chat.js';
import '../files/files.js';
import '../notes/notes.js';
import { historyText } from './history.text.js';

const TABS = ['chat', 'notes', 'files', 'log'] as const;
type Tab = (typeof TABS)[number];

/**
 * One session to read: what it was about, who took part and when, then its chat, notes, files and log. Notes can
 * still be added.
 *
 * @tag nearhand-session-record
 * @summary One session to read.
 *
 * @csspart header - The facts of the session.
 */
export class NearhandSessionRecord extends LitElement {
  static override styles = [
    tokens,
    controls,
    tabStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        min-block-size: 0;
        block-size: 100%;
      }
      header {
        padding: 12px 16px;
        display: grid;
        gap: 4px;
      }
      h2 {
        overflow-wrap: anywhere;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 20px;
        font-size: var(--_size-s);
      }
      dl div {
        display: flex;
        gap: 6px;
        min-inline-size: 0;
      }
      dt {
        color: var(--_muted);
      }
      .message {
        padding: 32px 16px;
        text-align: center;
      }
      .log {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 6px 16px;
        align-content: start;
        padding: 12px 16px;
        overflow: auto;
      }
      .log li {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
      }
      .hint {
        padding: 4px 16px;
        font-size: var(--_size-s);
        color: var(--_wait);
      }
    `,
  ];

  readonly #text = new Text(this, 'history', historyText);
  readonly #copy = new LocalCopy(this);
  readonly #session = this.#copy.query(
    () => this.session,
    (store) => store.session(this.session),
  );
  readonly #events = this.#copy.query(
    () => this.session,
    (store) => store.ofSession('events', this.session),
  );

  /** Id of the session. */
  @property() session = '';

  @state() private tab: Tab = 'chat';
  @state() private loading: 'asked' | 'done' | 'failed' = 'asked';

  #loaded: string | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.tab = 'chat';
    const { store } = this.#copy;
    if (!store || !this.session || this.#loaded === this.session) return;
    this.#loaded = this.session;
    void this.#load(store, this.session);
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    const stored = this.#session.value;
    const error = this.#copy.error ?? this.#session.error;
    if (error) return html`<p class="message" role="alert">${this.#text.error(error)}</p>`;
    if (stored === null && this.loading !== 'asked')
      return html`<p class="message" role="alert">
        ${this.loading === 'failed' ? words.gone : words.unknown}
      </p>`;
    if (!stored) return html`<p class="message muted" role="status">${words.loading}</p>`;
    return html`
      ${this.#renderHeader(stored.row)}
      <div class="tabs" role="tablist" aria-label=${words.parts} @keydown=${tabKey}>
        ${TABS.map((tab) => this.#renderTab(tab))}
      </div>
      <div id="panel" role="tabpanel" class="panel" aria-labelledby="tab-${this.tab}">
        ${this.#renderPanel()}
      </div>
    `;
  }

  async #load(store: Store, session: string): Promise<void> {
    const isMine = () => this.#loaded === session;
    this.loading = 'asked';
    try {
      await store.loadSession(session);
      if (isMine()) this.loading = 'done';
    } catch (error) {
      if (isMine() && !isAbort(error)) this.loading = 'failed';
    }
  }

  #renderHeader(row: Session): TemplateResult {
    const { words } = this.#text;
    const start = row.startedAt ?? row.createdAt;
    const long = row.endedAt ? Date.parse(row.endedAt) - Date.parse(start) : undefined;
    const people = [...new Set(row.people.map((person) => person.name))];
    return html`<header role="none" part="header">
      <h2><bdi>${row.title}</bdi></h2>
      <dl>
        <div>
          <dt>${words.ticket}</dt>
          <dd class="wrap"><bdi>${row.context}</bdi></dd>
        </div>
        <div>
          <dt>${words.started}</dt>
          <dd>${timeOf(start, this.#text.language)}</dd>
        </div>
        <div>
          <dt>${words.ended}</dt>
          <dd>${row.endedAt ? timeOf(row.endedAt, this.#text.language) : words.stillOpen}</dd>
        </div>
        ${long === undefined ? nothing : fact(words.length, words.lasted(duration(long)))}
        ${row.endReason ? fact(words.why, words.reasons[row.endReason]) : nothing}
        ${
          people.length > 0
            ? html`<div>
                <dt>${words.people}</dt>
                <dd class="wrap">${listOf(people, this.#text.language)}</dd>
              </div>`
            : nothing
        }
      </dl>
      ${this.loading === 'failed' ? html`<p class="hint" role="status">${words.notKept}</p>` : nothing}
    </header>`;
  }

  #renderTab(tab: Tab): TemplateResult {
    const selected = tab === this.tab;
    return html`<button
      role="tab"
      id="tab-${tab}"
      aria-controls="panel"
      aria-selected=${selected ? 'true' : 'false'}
      tabindex=${selected ? 0 : -1}
      @click=${() => (this.tab = tab)}
    >
      ${this.#text.words.record[tab]}
    </button>`;
  }

  #renderPanel(): TemplateResult {
    const { session } = this;
    const panels: Record<Tab, () => TemplateResult> = {
      chat: () =>
        html`<nearhand-chat
          exportparts="log: chat-log, form: chat-form"
          readonly
          session=${session}
        ></nearhand-chat>`,
      notes: () =>
        html`<nearhand-notes
          exportparts="list: notes-list, form: notes-form"
          session=${session}
        ></nearhand-notes>`,
      files: () => html`<nearhand-files exportparts="grid: files-grid" session=${session}></nearhand-files>`,
      log: () => this.#renderLog(),
    };
    return panels[this.tab]();
  }

  #renderLog(): TemplateResult {
    const rows = (this.#events.value ?? []).map(({ row }) => row);
    return html`<ol class="log" tabindex="0" aria-label=${this.#text.words.record.log}>
      ${rows.map((row) => this.#renderEvent(row))}
    </ol>`;
  }

  #renderEvent(row: SessionEvent): TemplateResult {
    const { words } = this.#text;
    const told = words.events[row.kind](row.person?.name ?? words.somebody);
    return html`<li>
      <time class="muted" datetime=${row.at} title=${exactTime(row.at, this.#text.language)}
        >${clockTime(row.at, this.#text.language)}</time
      >
      <span class="wrap">${row.by ? words.by(told, row.by.name) : told}</span>
    </li>`;
  }
}

const fact = (name: string, value: string) =>
  html`<div>
    <dt class="visually-hidden">${name}</dt>
    <dd>${value}</dd>
  </div>`;

const timeOf = (instant: string, language: string | undefined) =>
  html`<time datetime=${instant}>${exactTime(instant, language)}</time>`;

defineElement('nearhand-session-record', NearhandSessionRecord);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-session-record': NearhandSessionRecord;
  }
}
