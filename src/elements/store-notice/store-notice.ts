import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { CloudOff, TriangleAlert } from 'lucide';
import { isOfPage, type ErrorCode } from '../../domain/error-code.js';
import type { Mutation } from '../../domain/mutation.js';
import { asNearhandError, type NearhandError } from '../../host/errors.js';
import type { RefusedWrite, StoreStatus } from '../../store/store.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { icon } from '../../ui/icon.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { storeNoticeText } from './store-notice.text.js';

/**
 * Says what the user should know of the local copy: no connection, unsent writes, a browser that keeps nothing, the last
 * failure that nothing else tells of, and each write that was not accepted, with its words and a way on. Takes no room when all is well.
 *
 * @tag nearhand-store-notice
 * @summary Offline, unsent, refused: what the user should know of their data.
 *
 * @csspart notice - One line of it.
 */
export class NearhandStoreNotice extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        padding: 6px 12px;
        margin-block-end: 8px;
        border-radius: var(--_radius-control);
        background: var(--_sunken);
        font-size: var(--_size-s);
      }
      .notice .icon {
        inline-size: 16px;
        block-size: 16px;
        color: var(--_wait);
      }
      .notice.bad .icon {
        color: var(--_danger);
      }
      .notice > span {
        flex: 1 1 200px;
      }
      q {
        overflow-wrap: anywhere;
      }
    `,
  ];

  readonly #text = new Text(this, 'store-notice', storeNoticeText);
  readonly #copy = new LocalCopy(this);
  readonly #status = new Follow<StoreStatus>(this, () => this.#copy.store?.status);

  readonly #problem = new Follow<NearhandError | undefined>(this, () => this.#copy.workspace?.problem);

  override render(): TemplateResult {
    const status = this.#status.value;
    const problem = this.#problem.value;
    return html`<div role="status">${status ? this.#renderState(status) : nothing}</div>
      ${problem && !SAID_OTHERWISE.has(problem.code) && !isOfPage(problem.code) ? this.#renderProblem(problem) : nothing}
      ${status?.refused.map((write) => this.#renderRefused(write))}`;
  }

  #renderState({ kept, connection, pending, outdated }: StoreStatus): unknown {
    const { words } = this.#text;
    const offline = connection === 'offline';
    const lines = [
      outdated && words.outdated,
      kept === 'memory' && words.memory,
      offline && (pending > 0 ? `${words.offline} ${words.pending(pending)}` : words.offline),
    ].filter((line) => typeof line === 'string');
    return lines.map(
      (line) => html`<p class="notice" part="notice">${icon(CloudOff)}<span>${line}</span></p>`,
    );
  }

  #renderProblem(problem: NearhandError): TemplateResult {
    return html`<div class="notice bad" part="notice" role="alert">
      ${icon(TriangleAlert)}<span>${this.#text.error(problem)}</span>
      <button class="quiet" @click=${() => this.#copy.workspace?.problem.set(undefined)}>
        ${this.#text.words.dismiss}
      </button>
    </div>`;
  }

  #renderRefused({ mutation, code }: RefusedWrite): TemplateResult {
    const { words } = this.#text;
    const written = writtenIn(mutation);
    return html`<div class="notice bad" part="notice" role="alert">
      ${icon(TriangleAlert)}
      <span>
        ${words.refused}: ${words.writes[mutation.type]} ${written ? html`<q>${written}</q>` : nothing} —
        ${this.#text.codeText(code)}
      </span>
      <button @click=${() => this.#try(this.#copy.store?.retry(mutation.id))}>${words.retry}</button>
      <button class="quiet" @click=${() => this.#try(this.#copy.store?.discard(mutation.id))}>
        ${words.discard}
      </button>
    </div>`;
  }

  async #try(work: Promise<void> | undefined): Promise<void> {
    await work?.catch((error: unknown) => {
      this.#copy.workspace?.problem.set(asNearhandError(error, 'storage/failed', 'the write is as it was'));
    });
  }
}

/** What the lines about the connection and the browser say already; the host says what is of the page. */
const SAID_OTHERWISE: ReadonlySet<ErrorCode> = new Set([
  'backend/offline',
  'backend/timeout',
  'storage/unavailable',
  'storage/outdated',
]);

/** The user's own words in a write, so that they can be copied before the write is given up. */
function writtenIn(mutation: Mutation): string | undefined {
  if (mutation.type === 'message.create') return mutation.message.text;
  if (mutation.type === 'note.create') return mutation.note.text;
  if (mutation.type === 'session.create' || mutation.type === 'session.rename') return mutation.title;
  return undefined;
}

defineElement('nearhand-store-notice', NearhandStoreNotice);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-store-notice': NearhandStoreNotice;
  }
}
