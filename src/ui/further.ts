import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { FoundSessions } from './found-sessions.js';

export interface FurtherWords extends Readonly<Record<NonNullable<FoundSessions['remark']>, string>> {
  readonly older: string;
  readonly loadingOlder: string;
}

export interface FurtherOptions {
  /** Class of a line of the list. */
  readonly kind: string;
  readonly onOlder: () => void;
  /** What to say and offer where nothing was found: what it was narrowed by, and the way to all of it. */
  readonly wider?: TemplateResult | typeof nothing;
}

/** Below the sessions found: what there is to say of a search, in the list's own kind of line, and the way to older ones. */
export function renderFurther(
  { further, hasOlder, isSearch, remark, rows }: FoundSessions,
  words: FurtherWords,
  { kind, onOlder, wider = nothing }: FurtherOptions,
): TemplateResult {
  const isLoading = further === 'looking' && !isSearch;
  const isNone = remark !== undefined && remark !== 'lookingFurther' && !rows?.length;
  return html`${remark ? html`<p class=${kind} role="status">${words[remark]}</p>` : nothing}
  ${isNone ? wider : nothing}
  ${
    hasOlder || isLoading
      ? html`<button class="older" ?disabled=${further === 'looking'} @click=${onOlder}>
          ${isLoading ? words.loadingOlder : words.older}
        </button>`
      : nothing
  }`;
}
