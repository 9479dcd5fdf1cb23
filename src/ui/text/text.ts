import { createContext } from '@lit/context';
import type { ReactiveElement } from 'lit';
import type { ErrorCode } from '../../domain/error-code.js';
import { isNearhandError } from '../../host/errors.js';
import { HostContext } from '../host-context.js';
import { errorText } from './error-text.js';
import { isolate } from './isolate.js';

/** A page's own words: for each group (an element's name without `nearhand-`, or `error`) the entries that it replaces. */
export type TextOverrides = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

export const textContext = createContext<TextOverrides | undefined>(Symbol.for('nearhand.text'));

/** An element's words: its English ones, with whatever the page replaces. */
export class Text<T extends object> {
  readonly #group: string;
  readonly #english: T;
  readonly #overrides: HostContext<typeof textContext>;
  #merged: { replaced: unknown; words: T } | undefined;

  constructor(host: ReactiveElement, group: string, english: T) {
    this.#group = group;
    this.#english = english;
    this.#overrides = new HostContext(host, textContext);
  }

  /** A sentence takes what people wrote as its arguments: it comes isolated into each, whoever wrote the sentence. */
  get words(): T {
    const replaced = this.#overrides.value?.[this.#group];
    if (!this.#merged || this.#merged.replaced !== replaced) {
      const words = replaced ? merged(this.#english, replaced) : this.#english;
      this.#merged = { replaced, words: isolating(words) };
    }
    return this.#merged.words;
  }

  /** What to tell a person about a failure. */
  error(error: unknown): string {
    return this.codeText(isNearhandError(error) ? error.code : 'plugin/failed');
  }

  codeText(code: ErrorCode): string {
    const replaced = this.#overrides.value?.error?.[code];
    return typeof replaced === 'string' ? replaced : errorText[code];
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

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same words, whose sentences isolate what they are given. */
function isolating<T>(words: T): T {
  if (typeof words === 'function')
    return ((...given: unknown[]) => words(...given.map((one) => isolate(one)))) as T;
  if (!isGroup(words)) return words;
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, isolating(word)])) as T;
}
