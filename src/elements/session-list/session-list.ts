import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Ellipsis } from 'lucide';
import { timeNow } from '../../domain/clock.js';
import type { Session } from '../../domain/session.js';
import type { StoredRow } from '../../store/store.js';
import { contextError } from '../../ui/context-error.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import {
  HistoryOpenRequestEvent,
  SessionInviteRequestEvent,
  SessionOpenRequestEvent,
} from '../../ui/events.js';
import { FirstScreen } from '../../ui/first-screen.js';
import { FoundSessions } from '../../ui/found-sessions.js';
import { renderFurther } from '../../ui/further.js';
import { icon } from '../../ui/icon.js';
import { keepChoice, keptChoice } from '../../ui/kept-choice.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { openCopy } from '../../ui/open-copy.js';
import { phaseOf } from '../../ui/session-phase.js';
import { listOf } from '../../ui/text/isolate.js';
import { Text } from '../../ui/text/text.js';
import { exactTime, prepareTimes, relativeTime } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import '../store-notice/store-notice.js';
import { sessionListStyles } from './session-list.styles.js';
import { sessionListText } from './session-list.text.js';

const WHOSE = ['mine', 'team'] as const;
type Whose = (typeof WHOSE)[number];

/**
 * The open sessions of the team or one's own, newest first, each with its actions.
 *
 * @tag nearhand-session-list
 * @summary "My Session": open, invite, read, end.
 *
 * @slot empty - Shown when there is no session.
 * @csspart header - The title, whose sessions are shown, and the search field.
 * @csspart row - One session.
 * @cssproperty [--nearhand-session-list-gap=0] - Space between rows.
 * @fires {SessionOpenRequestEvent} nearhand-session-open-request - A session was chosen. Cancelable.
 * @fires {SessionInviteRequestEvent} nearhand-session-invite-request - Somebody is to be invited. Cancelable.
 * @fires {HistoryOpenRequestEvent} nearhand-history-open-request - What was said and kept is to be read. Cancelable.
 */
export class NearhandSessionList extends LitElement {
  static override styles = [tokens, controls, sessionListStyles];

  readonly #text = new Text(this, 'session-list', sessionListText);
  readonly #copy = new LocalCopy(this, openCopy);
  readonly #found = new FoundSessions(this, this.#copy, () => {
    const user = this.#shown === 'mine' && this.#copy.workspace?.user;
    return {
      status: 'open',
      ...(this.context ? { context: this.context } : {}),
      ...(user ? { agent: user.id } : {}),
    };
  });

  readonly #firstScreen = new FirstScreen(this, () => {
    prepareTimes(this.#text.language);
    listOf([], this.#text.language);
  });

  /** Shows the sessions of one ticket only: `system:type:id`. */
  @property() context = '';
  /** Whose sessions it shows until somebody chooses otherwise, which is kept for their next visit: `team` or `mine`. */
  @property() whose: Whose = 'team';

  @state() private menuOf: string | undefined;
  @state() private ending: Session | undefined;
  @state() private error: unknown;
  @state() private chosen: Whose | undefined;

  get #shown(): Whose {
    return this.chosen ?? (this.whose === 'mine' ? 'mine' : 'team');
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('whose')) this.chosen = keptChoice(choiceName(this.whose), WHOSE);
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    const error = this.error ?? contextError(this, this.context) ?? this.#copy.error ?? this.#found.error;
    return html`
      <header role="none" part="header">
        <h2>${words.title}</h2>
        <div class="whose" role="group" aria-label=${words.whose.label}>
          ${WHOSE.map(
            (whose) =>
              html`<button
                aria-pressed=${whose === this.#shown ? 'true' : 'false'}
                @click=${() => this.#choose(whose)}
              >
                ${words.whose[whose]}
              </button>`,
          )}
        </div>
        <input
          type="search"
          placeholder=${words.search}
          aria-label=${words.search}
          @input=${(event: InputEvent) => this.#found.search((event.target as HTMLInputElement).value)}
        />
      </header>
      <nearhand-store-notice exportparts="notice"></nearhand-store-notice>
      ${error ? html`<p class="notice bad" role="alert">${this.#text.error(error)}</p>` : nothing}
      <div class="rows" @keydown=${this.#onKey} @focusout=${this.#onFocusOut}>${this.#renderRows()}</div>
      ${this.#renderFurther()} ${this.#renderEnding()}
    `;
  }

  #renderRows(): TemplateResult {
    const { words } = this.#text;
    const { rows, isSearch } = this.#found;
    if (!rows && this.#copy.error) return html`<slot name="empty"></slot>`;
    if (!rows || this.#found.isPending)
      return html`<div role="status" aria-label=${words.loading}>${SKELETON}</div>`;
    if (rows.length === 0 && !isSearch)
      return html`<div class="empty"><slot name="empty">${words.empty}</slot></div>`;
    return html`${repeat(
      this.#firstScreen.of(rows),
      ({ row }) => row.id,
      (stored) => this.#renderRow(stored),
    )}`;
  }

  #renderFurther(): TemplateResult {
    const { words } = this.#text;
    const isMine = this.#shown === 'mine';
    const noMatch = this.#found.hasWords ? words.noMatchOfMine : words.noneOfMine;
    return renderFurther(this.#found, isMine ? { ...words, noMatch } : words, {
      kind: 'empty',
      tell: (error) => this.#text.error(error),
      wider: isMine
        ? html`<button class="wider" @click=${() => this.#choose('team')}>${words.showTeam}</button>`
        : nothing,
    });
  }

  #renderRow({ row }: StoredRow<'sessions'>): TemplateResult {
    const { words, language } = this.#text;
    const phase = phaseOf(row);
    const since = row.startedAt ?? row.createdAt;
    return html`<article class="row" part="row" data-id=${row.id} aria-labelledby="title-${row.id}">
      <span class="state ${phase}">${words.states[phase]}</span>
      <div class="what">
        <button
          id="title-${row.id}"
          class="title"
          @click=${() => this.dispatchEvent(new SessionOpenRequestEvent(row.id))}
        >
          <bdi class="one-line" title=${row.title}>${row.title}</bdi>
        </button>
        <div class="about">
          <span class="one-line"><bdi>${row.context}</bdi> · ${namesOf(row, language) || words.nobody}</span>
        </div>
      </div>
      <time class="when muted small" datetime=${since} title=${exactTime(since, language)}
        >${words.since(relativeTime(since, timeNow(), language))}</time
      >
      <div class="actions">${this.#renderActions(row)}</div>
    </article>`;
  }

  #renderActions(row: Session): TemplateResult {
    const { words } = this.#text;
    const isOpen = this.menuOf === row.id;
    return html`
      <button class="wide" @click=${() => this.dispatchEvent(new SessionInviteRequestEvent(row.id))}>
        ${words.invite}
      </button>
      <button
        class="quiet icon-only"
        aria-label=${words.moreOf(row.title)}
        data-menu
        aria-controls="menu-${row.id}"
        aria-expanded=${isOpen ? 'true' : 'false'}
        @click=${() => (this.menuOf = isOpen ? undefined : row.id)}
      >
        ${icon(Ellipsis)}
      </button>
      ${isOpen ? this.#renderMenu(row) : nothing}
    `;
  }

  #renderMenu(row: Session): TemplateResult {
    const { words } = this.#text;
    const act = (request: Event) => () => {
      this.#closeMenu();
      this.dispatchEvent(request);
    };
    return html`<div class="menu" id="menu-${row.id}">
      <button @click=${act(new SessionOpenRequestEvent(row.id))}>${words.open}</button>
      <button @click=${act(new SessionInviteRequestEvent(row.id))}>${words.invite}</button>
      <button @click=${act(new HistoryOpenRequestEvent(row.id))}>${words.history}</button>
      <button class="last" @click=${() => this.#askToEnd(row)}>${words.end}</button>
    </div>`;
  }

  #renderEnding(): TemplateResult | typeof nothing {
    if (!this.ending) return nothing;
    return html`<nearhand-end-question
      about=${this.ending.title}
      @nearhand-end-confirmed=${this.#end}
      @nearhand-end-closed=${() => (this.ending = undefined)}
    ></nearhand-end-question>`;
  }

  #choose(whose: Whose): void {
    this.chosen = whose;
    keepChoice(choiceName(this.whose), whose);
  }

  #askToEnd(row: Session): void {
    this.#closeMenu();
    import('./end-question.js').then(
      () => (this.ending = row),
      (error: unknown) => (this.error = error),
    );
  }

  readonly #end = async (): Promise<void> => {
    const session = this.ending;
    if (!session) return;
    try {
      // A row may be here before the copy is.
      const store = await this.#copy.workspace?.open();
      await store?.mutate({ type: 'session.end', sessionId: session.id, reason: 'agentEnded' });
    } catch (error) {
      this.error = error;
    }
  };

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.menuOf) return;
    event.stopPropagation();
    this.#closeMenu();
  }

  /** The focus goes back to what opened it: the dialogs that follow return it there. */
  #closeMenu(): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${this.menuOf}"] [data-menu]`)?.focus();
    this.menuOf = undefined;
  }

  /** Not at once: the focus also leaves what an update takes away. */
  #onFocusOut({ target, relatedTarget }: FocusEvent): void {
    const from = rowOf(target);
    if (from !== undefined && from === this.menuOf && rowOf(relatedTarget) !== from)
      queueMicrotask(() => (this.menuOf = undefined));
  }
}

/** Of lists that are preset otherwise each has its own. */
const choiceName = (preset: Whose): string => `session-list-${preset}`;

const SKELETON = [1, 2, 3].map(() => html`<div class="skeleton"></div>`);

const rowOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('.row')?.dataset.id : undefined;

const namesOf = (session: Session, language: string | undefined): string =>
  listOf(
    session.people
      .filter((person) => person.presence === 'admitted' || person.presence === 'waiting')
      .map((person) => person.name),
    language,
  );

defineElement('nearhand-session-list', NearhandSessionList);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-session-list': NearhandSessionList;
  }
}
