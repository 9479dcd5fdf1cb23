import { createContext } from '@lit/context';
import type { ReactiveElement } from 'lit';
import type { ErrorCode } from '../../domain/error-code.js';
import { asNearhandError } from '../../host/errors.js';
import { HostContext } from '../host-context.js';
import { languageOf } from './language.js';
import { pageErrorText } from './page-error-text.js';
import { isolate } from './isolate.js';

/** A page's own words as they came in, by group. `TextOverrides` says which there are. */
export type TextGroups = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

export const textContext = createContext<TextGroups | undefined>(Symbol.for('nearhand.text'));

const errorWords: Partial<Record<ErrorCode, string>> = { ...pageErrorText };

/** More codes to have words for: those of a call come with it. */
export const addErrorText = (words: Partial<Record<ErrorCode, string>>): void =>
  void Object.assign(errorWords, words);

/** An element's words: its English ones, with whatever the page replaces. */
export class Text<T extends object> {
  readonly #host: ReactiveElement;
  readonly #group: string;
  readonly #english: T;
  readonly #overrides: HostContext<typeof textContext>;
  readonly #own: (() => TextGroups | undefined) | undefined;
  #merged: { replaced: unknown; words: T } | undefined;

  /** `own`: for the element that gives the words to all others, which nobody gives them to. */
  constructor(host: ReactiveElement, group: string, english: T, own?: () => TextGroups | undefined) {
    this.#host = host;
    this.#own = own;
    this.#group = group;
    this.#english = english;
    this.#overrides = new HostContext(host, textContext);
  }

  get #replacing(): TextGroups | undefined {
    return this.#own?.() ?? this.#overrides.value;
  }

  /** In which the page around the element is, for dates and lists (BCP 47); the browser's own where it does not say. */
  get language(): string | undefined {
    return languageOf(this.#host);
  }

  /** A sentence takes what people wrote as its arguments: it comes isolated into each, whoever wrote the sentence. */
  get words(): T {
    const replaced = this.#replacing?.[this.#group];
    if (!this.#merged || this.#merged.replaced !== replaced) {
      const words = replaced ? merged(this.#english, replaced) : this.#english;
      this.#merged = { replaced, words: isolating(words) };
    }
    return this.#merged.words;
  }

  /** What to tell a person about a failure. */
  error(error: unknown): string {
    return this.codeText(asNearhandError(error, 'plugin/failed', 'an unexpected failure').code);
  }

  codeText(code: ErrorCode): string {
    const replaced = this.#replacing?.error?.[code];
    if (typeof replaced === 'string') return replaced;
    return errorWords[code] ?? pageErrorText['plugin/failed'];
  }
}

/** The page's words in the kit's shape: what is missing or of another kind (a text for a function) stays English. */
function merged<T>(english: T, replaced: unknown): T {
  if (isGroup(english) && isGroup(replaced)) {
    const entries = Object.entries(english).map(([name, word]) => [name, merged(word, replaced[name])]);
    return Object.fromEntries(entries) as T;
  }
  const sameKind = typeof replaced === typeof english && Array.isArray(replaced) === Array.isArray(english);
  return sameKind && replaced !== null ? (replaced as T) : english;
}

export const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same words, whose sentences isolate what they are given. */
function isolating<T>(words: T): T {
  if (typeof words === 'function')
    return ((...given: unknown[]) => words(...given.map((one) => isolate(one)))) as T;
  if (!isGroup(words)) return words;
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, isolating(word)])) as T;
}
