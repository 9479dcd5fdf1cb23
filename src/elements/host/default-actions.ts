import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';
import {
  HistoryOpenRequestEvent,
  SessionInviteRequestEvent,
  SessionOpenRequestEvent,
} from '../../ui/events.js';

type Shown =
  | { readonly what: 'session'; readonly sessionId: string }
  | { readonly what: 'history'; readonly sessionId: string };

/**
 * What the kit does when a tag asks for something and the page does not do it itself. Each view is loaded when it is
 * first shown.
 */
export class DefaultActions {
  readonly #host: LitElement;
  #shown: Shown | undefined;
  #inviting: string | undefined;
  #listening = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#host.addEventListener(SessionOpenRequestEvent.type, this.#onOpen as EventListener);
    this.#host.addEventListener(HistoryOpenRequestEvent.type, this.#onHistory as EventListener);
    this.#host.addEventListener(SessionInviteRequestEvent.type, this.#onInvite as EventListener);
  }

  close(): void {
    this.#shown = undefined;
    this.#inviting = undefined;
    this.#host.requestUpdate();
  }

  render(): TemplateResult {
    return html`${this.#renderShown()}${this.#renderInvite()}`;
  }

  #renderShown(): TemplateResult | typeof nothing {
    const shown = this.#shown;
    if (!shown) return nothing;
    return html`<nearhand-overlay
      ?persistent=${shown.what === 'session'}
      @nearhand-overlay-closed=${this.#onClosed}
    >
      ${
        shown.what === 'session'
          ? html`<nearhand-session-view
              session=${shown.sessionId}
              @nearhand-session-view-closed=${this.#onClosed}
            ></nearhand-session-view>`
          : html`<nearhand-history session=${shown.sessionId}></nearhand-history>`
      }
    </nearhand-overlay>`;
  }

  #renderInvite(): TemplateResult | typeof nothing {
    if (!this.#inviting) return nothing;
    return html`<nearhand-invite-dialog
      open
      session=${this.#inviting}
      @nearhand-invite-dialog-closed=${this.#onInviteClosed}
    ></nearhand-invite-dialog>`;
  }

  readonly #onOpen = (event: SessionOpenRequestEvent) => {
    this.#afterThePage(event, () => {
      void Promise.all([import('../overlay/overlay.js'), import('../session-view/session-view.js')]);
      this.#show({ what: 'session', sessionId: event.sessionId });
    });
  };

  readonly #onHistory = (event: HistoryOpenRequestEvent) => {
    this.#afterThePage(event, () => {
      void Promise.all([import('../overlay/overlay.js'), import('../history/history.js')]);
      this.#show({ what: 'history', sessionId: event.sessionId });
    });
  };

  readonly #onInvite = (event: SessionInviteRequestEvent) => {
    this.#afterThePage(event, () => {
      void import('../invite-dialog/invite-dialog.js');
      this.#inviting = event.sessionId;
      this.#host.requestUpdate();
    });
  };

  readonly #onClosed = () => this.#show(undefined);

  readonly #onInviteClosed = () => {
    this.#inviting = undefined;
    this.#host.requestUpdate();
  };

  #show(shown: Shown | undefined): void {
    this.#shown = shown;
    this.#host.requestUpdate();
  }

  /** The page's own listeners sit further up and are asked first: they run before the next microtask. */
  #afterThePage(event: Event, act: () => void): void {
    queueMicrotask(() => {
      if (!event.defaultPrevented) act();
    });
  }
}
