import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { HistoryOpenRequestEvent, SessionInviteRequestEvent } from '../../ui/events.js';
import type { ViewRequestEvent } from './view-request.js';

export interface ShownViewsOptions {
  /** The names of what is shown over the page. */
  readonly names: () => { readonly session: string; readonly history: string };
  /** A view could not be loaded; undefined once one is asked for again. */
  readonly onError: (error: unknown) => void;
}

type Shown =
  | { readonly what: 'session'; readonly sessionId: string }
  | { readonly what: 'history'; readonly sessionId: string };

/** What of the views the page may style by `nearhand-host::part(…)`: a tag's own parts, after its name. */
const under = (name: string, parts: readonly string[]): string =>
  parts.map((part) => `${part}: ${name}-${part}`).join(', ');
const SHARED = ['chat-log', 'chat-form', 'notes-list', 'notes-form', 'files-grid'];
const SESSION_PARTS = under('session-view', [
  'head',
  'video',
  'tools',
  'trouble',
  'tabs',
  'person',
  ...SHARED,
]);
const HISTORY_PARTS = under('history', ['filter', 'list', 'record', 'header', 'notice', ...SHARED]);

/** What `nearhand-host` shows over the page. Each view is loaded when it is first shown. */
export class ShownViews {
  readonly #host: ReactiveControllerHost;
  readonly #options: ShownViewsOptions;
  #shown: Shown | undefined;
  #inviting: string | undefined;

  constructor(host: ReactiveControllerHost, options: ShownViewsOptions) {
    this.#host = host;
    this.#options = options;
  }

  open(event: ViewRequestEvent): void {
    if (event.type === SessionInviteRequestEvent.type) return this.#invite(event.sessionId);
    const isHistory = event.type === HistoryOpenRequestEvent.type;
    const view = isHistory ? import('../history/history.js') : import('../session-view/session-view.js');
    this.#load(import('../overlay/overlay.js'), view);
    this.#show({ what: isHistory ? 'history' : 'session', sessionId: event.sessionId });
  }

  close(): void {
    this.#inviting = undefined;
    this.#show(undefined);
  }

  render(): TemplateResult {
    return html`${this.#renderShown()}${this.#renderInvite()}`;
  }

  #renderShown(): TemplateResult | typeof nothing {
    const shown = this.#shown;
    if (!shown) return nothing;
    return html`<nearhand-overlay
      ?persistent=${shown.what === 'session'}
      label=${this.#options.names()[shown.what]}
      @nearhand-overlay-closed=${this.#onClosed}
    >
      ${
        shown.what === 'session'
          ? html`<nearhand-session-view
              exportparts=${SESSION_PARTS}
              session=${shown.sessionId}
              @nearhand-session-view-closed=${this.#onClosed}
            ></nearhand-session-view>`
          : html`<nearhand-history
              exportparts=${HISTORY_PARTS}
              session=${shown.sessionId}
            ></nearhand-history>`
      }
    </nearhand-overlay>`;
  }

  #renderInvite(): TemplateResult | typeof nothing {
    if (!this.#inviting) return nothing;
    return html`<nearhand-invite-dialog
      exportparts="dialog: invite-dialog, qr-code"
      open
      session=${this.#inviting}
      @nearhand-invite-dialog-closed=${this.#onInviteClosed}
    ></nearhand-invite-dialog>`;
  }

  readonly #onClosed = () => this.#show(undefined);

  readonly #onInviteClosed = () => {
    this.#inviting = undefined;
    this.#host.requestUpdate();
  };

  #invite(sessionId: string): void {
    this.#load(import('../invite-dialog/invite-dialog.js'));
    this.#inviting = sessionId;
    this.#host.requestUpdate();
  }

  #show(shown: Shown | undefined): void {
    this.#shown = shown;
    this.#host.requestUpdate();
  }

  #load(...modules: Promise<unknown>[]): void {
    Promise.all(modules).catch((error: unknown) => {
      this.close();
      this.#options.onError(error);
    });
  }
}
