import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ListFilter } from 'lucide';
import { timeNow } from '../../domain/clock.js';
import type { SessionQuery } from '../../domain/sessions/query.js';
import { NEWEST_FIRST, SORTS, type SessionSort } from '../../domain/sessions/sort.js';
import type { Store } from '../../store/store.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { formats } from '../../ui/formats.js';
import { icon } from '../../ui/icon.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { listOf } from '../../ui/text/isolate.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { historyFilterStyles } from './history-filter.styles.js';
import { historyFilterText } from './history-filter.text.js';
import { dayOf, PERIODS, spanOf, type Period } from './period.js';

/** What of a query it decides. */
export type HistoryFilter = Pick<SessionQuery, 'agent' | 'from' | 'to' | 'sort'>;

const dayFormat = formats((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }));

/** No session is of before, and of later days there are no times of four-digit years. */
const [FIRST_DAY, LAST_DAY] = ['1970-01-01', '9999-12-30'];

/**
 * Whose ended sessions are shown, from which days and in which order: a button, and the fields that it opens. History loads
 * it once its first rows are there.
 *
 * @tag nearhand-history-filter
 * @summary Whose sessions, from when, in which order.
 *
 * @csspart fields - The fields.
 * @fires {Event} nearhand-filter-changed - `filter` is another.
 */
export class NearhandHistoryFilter extends LitElement {
  static override styles = [tokens, controls, historyFilterStyles];

  readonly #text = new Text(this, 'history-filter', historyFilterText);
  readonly #copy = new LocalCopy(this);
  readonly #people = this.#copy.query(
    () => (this.open || this.agent ? 'people' : undefined),
    (store) => store.ofTenant('people'),
  );

  /** Whether its fields are shown. */
  @property({ type: Boolean }) open = false;

  @state() private agent = '';
  @state() private period: Period = 'any';
  @state() private first = '';
  @state() private last = '';
  @state() private sort: SessionSort = NEWEST_FIRST;

  #filter: HistoryFilter = {};
  /** Who was asked who there is. */
  #askedOf: Store | undefined;

  get filter(): HistoryFilter {
    return this.#filter;
  }

  /** Whether it leaves anything out. */
  get isNarrow(): boolean {
    const { agent, from, to } = this.#filter;
    return (agent ?? from ?? to) !== undefined;
  }

  /** Shows all again, in the same order. */
  readonly clear = (): void => {
    this.agent = this.first = this.last = '';
    this.period = 'any';
    this.#tell();
  };

  /** What it leaves in, and the way back to all of it. */
  renderNarrow(): TemplateResult {
    const { words } = this.#text;
    const what = [this.agent ? this.#nameOf(this.agent) : '', this.#periodName()].filter(Boolean);
    return html`<p class="message">${words.only(listOf(what, this.#text.language))}</p>
      <button class="wider" @click=${this.clear}>${words.clear}</button>`;
  }

  override willUpdate(): void {
    const { store } = this.#copy;
    if (!this.open || !store || store === this.#askedOf) return;
    this.#askedOf = store;
    // Who there is may be known from before.
    store.loadTenant('people').catch(() => (this.#askedOf = undefined));
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    const name = this.isNarrow ? words.narrow : words.label;
    return html`<button
        class="toggle icon-only ${this.isNarrow ? 'active' : ''}"
        aria-label=${name}
        title=${name}
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-controls="fields"
        @click=${this.#onToggle}
      >
        ${icon(ListFilter)}
      </button>
      ${this.open ? this.#renderFields() : nothing}`;
  }

  #renderFields(): TemplateResult {
    const { words } = this.#text;
    return html`<form id="fields" part="fields" @submit=${(event: Event) => event.preventDefault()}>
      ${this.#renderChoice('agent', words.agent, this.#agents(), this.agent, (id) => (this.agent = id))}
      ${this.#renderChoice(
        'period',
        words.period,
        PERIODS.map((period) => [period, words.periods[period]]),
        this.period,
        (period) => (this.period = period),
      )}
      ${this.period === 'between' ? this.#renderDays() : nothing}
      ${this.#renderChoice(
        'sort',
        words.sort,
        SORTS.map((sort) => [sort, words.sorts[sort]]),
        this.sort,
        (sort) => (this.sort = sort),
      )}
    </form>`;
  }

  #renderChoice<T extends string>(
    id: string,
    name: string,
    options: readonly (readonly [value: T, text: string])[],
    chosen: T,
    choose: (value: T) => void,
  ): TemplateResult {
    const onChange = ({ target }: Event): void => {
      const option = options[(target as HTMLSelectElement).selectedIndex];
      if (option) choose(option[0]);
      this.#tell();
    };
    return html`<label for=${id}>${name}</label>
      <select id=${id} @change=${onChange}>
        ${options.map(
          ([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
        )}
      </select>`;
  }

  #renderDays(): TemplateResult {
    const { words } = this.#text;
    const isBackwards = this.#span() === undefined;
    const day = (id: string, name: string, value: string, choose: (day: string) => void) =>
      html`<label for=${id}>${name}</label>
        <input
          id=${id}
          type="date"
          min=${FIRST_DAY}
          max=${LAST_DAY}
          .value=${value}
          aria-invalid=${isBackwards ? 'true' : 'false'}
          @change=${({ target }: Event) => {
            const { value: typed, validity } = target as HTMLInputElement;
            // A year that is still being typed is one of long ago.
            if (!validity.valid) return;
            choose(typed);
            this.#tell();
          }}
        />`;
    return html`${day('first', words.firstDay, this.first, (first) => (this.first = first))}
    ${day('last', words.lastDay, this.last, (last) => (this.last = last))}
    ${isBackwards ? html`<p class="hint" role="alert">${words.backwards}</p>` : nothing}`;
  }

  /** Whoever is signed in stands first, then everybody there is or was, by name. */
  #agents(): (readonly [id: string, name: string])[] {
    const { words } = this.#text;
    const user = this.#copy.workspace?.user;
    const others = (this.#people.value ?? [])
      .map(({ row }) => row)
      .filter(({ id, role }) => role === 'agent' && id !== user?.id);
    return [
      ['', words.anybody],
      ...(user ? [[user.id, words.me(user.name)] as const] : []),
      ...others.map(({ id, name }) => [id, name] as const),
    ];
  }

  #nameOf(agent: string): string {
    return this.#agents().find(([id]) => id === agent)?.[1] ?? '';
  }

  #periodName(): string {
    const { words, language } = this.#text;
    if (this.period === 'any') return '';
    if (this.period !== 'between') return words.periods[this.period];
    const format = dayFormat(language);
    const [first, last] = [this.first, this.last].map((day) => (day ? dayOf(day) : undefined));
    if (first && last) return format.formatRange(first, last);
    if (first) return words.since(format.format(first));
    return last ? words.until(format.format(last)) : '';
  }

  #span(): Pick<SessionQuery, 'from' | 'to'> | undefined {
    return spanOf(this.period, { first: this.first, last: this.last }, timeNow());
  }

  readonly #onToggle = (): void => {
    this.open = !this.open;
  };

  /** Of days that go backwards nothing is told: what was shown stays. */
  #tell(): void {
    const span = this.#span();
    if (!span) return;
    this.#filter = {
      ...(this.agent ? { agent: this.agent } : {}),
      ...span,
      ...(this.sort === NEWEST_FIRST ? {} : { sort: this.sort }),
    };
    this.dispatchEvent(new Event('nearhand-filter-changed'));
  }
}

defineElement('nearhand-history-filter', NearhandHistoryFilter);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-history-filter': NearhandHistoryFilter;
  }
}
