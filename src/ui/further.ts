import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { FoundSessions } from './found-sessions.js';

export interface FurtherWords extends Readonly<Record<NonNullable<FoundSessions['remark']>, string>> {
  readonly older: string;
  readonly loadingOlder: string;
}

/** Below the sessions found: what there is to say of a search, in the list's own kind of line, and the way to older ones. */
export function renderFurther(
  { further, hasOlder, isSearch, remark }: FoundSessions,
  words: FurtherWords,
  { kind, onOlder }: { readonly kind: string; readonly onOlder: () => void },
): TemplateResult {
  const isLoading = further === 'looking' && !isSearch;
  return html`${remark ? html`<p class=${kind} role="status">${words[remark]}</p>` : nothing}
  ${
    hasOlder || isLoading
      ? html`<button class="older" ?disabled=${further === 'looking'} @click=${onOlder}>
          ${isLoading ? words.loadingOlder : words.older}
        </button>`
      : nothing
  }`;
}
