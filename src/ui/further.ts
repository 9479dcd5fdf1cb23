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
  /** What to say of a failure. */
  readonly tell: (error: unknown) => string;
  /** What to say and offer where nothing was found: what it was narrowed by, and the way to all of it. */
  readonly wider?: TemplateResult | typeof nothing;
}

/** Below the sessions found: what there is to say of a search, in the list's own kind of line, and the way to older ones. */
export function renderFurther(
  { further, hasOlder, isSearch, olderError, remark, rows, showOlder }: FoundSessions,
  words: FurtherWords,
  { kind, tell, wider = nothing }: FurtherOptions,
): TemplateResult {
  const isLoading = further === 'looking' && !isSearch;
  const isNone = remark !== undefined && remark !== 'lookingFurther' && !rows?.length;
  return html`${remark ? html`<p class=${kind} role="status">${words[remark]}</p>` : nothing}
  ${isNone ? wider : nothing}
  ${
    hasOlder || isLoading
      ? html`<button class="older" ?disabled=${further === 'looking'} @click=${showOlder}>
          ${isLoading ? words.loadingOlder : words.older}
        </button>`
      : nothing
  }
  ${olderError ? html`<p class=${kind} role="alert">${tell(olderError)}</p>` : nothing}`;
}
