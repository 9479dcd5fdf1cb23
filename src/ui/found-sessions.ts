import type { ReactiveController, ReactiveElement } from 'lit';
import { keepable } from '../domain/primitives.js';
import { isAbort } from '../host/errors.js';
import { fits, lookedFor } from '../domain/sessions/query.js';
import { bySort, NEWEST_FIRST } from '../domain/sessions/sort.js';
import type { Connection, ShownSessions, Store, StoredRow } from '../store/store.js';
import type { LocalCopy } from './local-copy.js';
import { firstAnswer } from './first-answer.js';

type Rows = readonly StoredRow<'sessions'>[];

/**
 * How far the backend has been asked for what is older: `unasked` yet, or no more than is shown; `more` is there; `all` is
 * here; `failed`, only what is kept here was looked through.
 */
export type Further = 'unasked' | 'looking' | 'more' | 'all' | 'failed';

/** Rows asked for at a time. */
const PAGE = 50;
/** In ms, after the last key. */
const PAUSE = 250;
/** Pages. A backend that does not know of words gives all that is older. */
const MOST_PAGES = 10;

/** As much as a backend takes. */
const MOST_TEXT = 200;

interface Look {
  readonly store: Store | undefined;
  readonly key: string;
  readonly stop: AbortController;
  failedWhile?: Connection;
}

/** What the local copy last answered, and to which question. */
interface Shown {
  readonly store: Store | undefined;
  readonly list: string;
  readonly key: string;
  readonly rows: Rows;
}

/**
 * The sessions that a list shows: what is kept here at once, and what the backend has beyond it when some of them are looked
 * for, by words or otherwise, or older ones are asked for.
 */
export class FoundSessions implements ReactiveController {
  readonly #element: ReactiveElement;
  readonly #copy: LocalCopy;
  readonly #which: () => ShownSessions;
  readonly #query;
  readonly #goesOn;
  #text = '';
  #shownOf: { readonly sought: string; readonly limit: number } | undefined;
  #further: Further = 'unasked';
  #look: Look | undefined;
  #olderError: unknown;
  /** The copy that has had rows of its own. */
  #filled: Store | undefined;
  #shown: Shown | undefined;

  constructor(element: ReactiveElement, copy: LocalCopy, which: () => ShownSessions) {
    this.#element = element;
    this.#copy = copy;
    this.#which = which;
    this.#query = copy.query(
      () => this.#key,
      (store) => store.sessions({ ...this.#asked, limit: this.#limit }),
    );
    this.#goesOn = copy.query(
      () => this.#list,
      (store) => store.hasOlder(this.#which()),
    );
    element.addController(this);
  }

  /** Undefined until the first answer. While the next is on its way, what fits of the last one. */
  get rows(): Rows | undefined {
    const rows = this.#firstRows();
    const [{ store }, list, key] = [this.#copy, this.#list, this.#key];
    if (this.#query.value) this.#shown = { store, list, key, rows: this.#query.value };
    const last = this.#shown;
    // What was answered and is no more has been taken away, by signing out.
    if (rows || last?.store !== store || last?.list !== list || last.key === key) return rows;
    const asked = this.#asked;
    const compare = bySort(asked.sort);
    const left = last.rows.filter(({ row }) => fits(row, asked)).sort((a, b) => compare(a.row, b.row));
    return left.length > 0 ? left : undefined;
  }

  get error(): unknown {
    return this.#query.error;
  }

  get further(): Further {
    return this.#further;
  }

  /** Whether some of them are looked for. */
  get isSearch(): boolean {
    return this.#sought !== '';
  }

  /** Whether words are among what is looked for. */
  get hasWords(): boolean {
    return this.#text.trim() !== '';
  }

  /** What there is to say of a search beside its rows, by the name of the words for it. */
  get remark(): 'lookingFurther' | 'keptOnly' | 'noMatch' | undefined {
    if (!this.isSearch) return undefined;
    if (this.#further === 'looking') return 'lookingFurther';
    if (this.#further === 'failed') return 'keptOnly';
    return this.#further === 'all' && this.rows?.length === 0 ? 'noMatch' : undefined;
  }

  /** Whether none here may still be some. */
  get isPending(): boolean {
    if (this.rows?.length) return false;
    return !this.#copy.isComplete || (this.#further === 'looking' && !this.isSearch);
  }

  get hasOlder(): boolean {
    const isKept = (this.#query.value?.length ?? 0) >= this.#limit;
    // Fewer may be here than were fetched: one may have gone since.
    return isKept || this.#further === 'more' || (!this.isSearch && this.#goesOn.value === true);
  }

  /** Why older ones did not come; until they are asked for again, others are, or the connection is back. */
  get olderError(): unknown {
    return this.#olderError;
  }

  search(text: string): void {
    this.#text = keepable(text.slice(0, MOST_TEXT));
    this.#element.requestUpdate();
  }

  readonly showOlder = async (): Promise<void> => {
    const [{ store }, look, before] = [this.#copy, this.#look, this.#further];
    const [sought, limit] = [this.#sought, this.#limit];
    const tell = (further: Further): void => (look === this.#look ? this.#tell(further) : undefined);
    if (!store || !look) return;
    this.#olderError = undefined;
    tell('looking');
    try {
      const further = await store.loadOlder(this.#asked);
      this.#shownOf = { sought, limit: limit + PAGE };
      tell(further);
    } catch (error) {
      if (look !== this.#look) return;
      this.#olderError = error;
      look.failedWhile = store.status.value.connection;
      tell(before);
    }
  };

  hostUpdate(): void {
    const { store, status } = this.#copy;
    const key = `${this.#list}#${this.#sought}#${status?.generation}`;
    const isBack = status?.connection === 'online' && (this.#look?.failedWhile ?? 'online') !== 'online';
    if (this.#look?.store === store && this.#look?.key === key && !isBack) return;
    this.#look?.stop.abort();
    this.#look = { store, key, stop: new AbortController() };
    this.#further = 'unasked';
    this.#olderError = undefined;
    if (store && this.#looksFurther) void this.#lookFurther(store, this.#look);
  }

  /** Back in the document it is looked again. */
  hostDisconnected(): void {
    if (!this.#looksFurther) return;
    this.#look?.stop.abort();
    this.#look = undefined;
  }

  /** The local copy was filled with the newest of all: what is looked for, or a ticket's, may be older. */
  get #looksFurther(): boolean {
    return this.isSearch || this.#which().context !== undefined;
  }

  /** As they are kept here or, until the copy has had any, as the backend gave them meanwhile. */
  #firstRows(): Rows | undefined {
    const kept = this.#query.value;
    const { store, early } = this.#copy;
    if (kept?.length) this.#filled = store;
    const asked = this.#asked;
    const isNewestFirst = (asked.sort ?? NEWEST_FIRST) === NEWEST_FIRST;
    // The copy is filled with the same rows: until its answer has them, these are shown.
    if (!early || !isNewestFirst || (store && store === this.#filled)) return kept;
    const rows = early[asked.status].rows.filter((row) => fits(row, asked));
    return rows.length > 0 ? rows.map((row) => ({ row, pending: false })) : kept;
  }

  get #asked(): ShownSessions {
    return this.hasWords ? { ...this.#which(), text: this.#text } : this.#which();
  }

  /** Names what is asked of the copy. */
  get #key(): string {
    return `${this.#list}#${this.#limit}#${this.#sought}`;
  }

  get #list(): string {
    const { status, context = '' } = this.#which();
    return `${status} ${context}`;
  }

  /** The same for the same words, however they are typed. */
  get #sought(): string {
    return lookedFor(this.#asked);
  }

  /** Others are shown from their first ones on. */
  get #limit(): number {
    return this.#shownOf?.sought === this.#sought ? this.#shownOf.limit : PAGE;
  }

  async #lookFurther(store: Store, look: Look): Promise<void> {
    const { stop } = look;
    this.#further = 'looking';
    try {
      if (this.isSearch) await pause(stop.signal);
      for (let page = 1; ; page++) {
        const further = await store.loadOlder(this.#asked, stop.signal);
        const found = await firstAnswer(store.sessions({ ...this.#asked, limit: PAGE }), stop.signal);
        if (further === 'more' && found.length < PAGE && page < MOST_PAGES) continue;
        return this.#tell(further);
      }
    } catch (error) {
      if (isAbort(error) || stop.signal.aborted) return;
      look.failedWhile = store.status.value.connection;
      this.#tell('failed');
    }
  }

  #tell(further: Further): void {
    this.#further = further;
    this.#element.requestUpdate();
  }
}

/** Until nobody has typed for a while, so that a word is asked for and not each of its letters. */
const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
