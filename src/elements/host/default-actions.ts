import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';
import {
  HistoryOpenRequestEvent,
  SessionInviteRequestEvent,
  SessionOpenRequestEvent,
} from '../../ui/events.js';

/** The names of what is shown over the page. */
export interface DefaultActionsOptions {
  readonly names: () => { readonly session: string; readonly history: string };
  /** A view could not be loaded. */
  readonly onError: (error: unknown) => void;
}

type Shown =
  | { readonly what: 'session'; readonly sessionId: string }
  | { readonly what: 'history'; readonly sessionId: string };

/**
 * What the kit does when a tag asks for something and the page does not do it itself. Each view is loaded when it is
 * first shown.
 */
export class DefaultActions {
  readonly #host: LitElement;
  readonly #options: DefaultActionsOptions;
  #shown: Shown | undefined;
  #inviting: string | undefined;
  #listening = false;

  constructor(host: LitElement, options: DefaultActionsOptions) {
    this.#host = host;
    this.#options = options;
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
      label=${this.#options.names()[shown.what]}
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
      this.#load(import('../overlay/overlay.js'), import('../session-view/session-view.js'));
      this.#show({ what: 'session', sessionId: event.sessionId });
    });
  };

  readonly #onHistory = (event: HistoryOpenRequestEvent) => {
    this.#afterThePage(event, () => {
      this.#load(import('../overlay/overlay.js'), import('../history/history.js'));
      this.#show({ what: 'history', sessionId: event.sessionId });
    });
  };

  readonly #onInvite = (event: SessionInviteRequestEvent) => {
    this.#afterThePage(event, () => {
      this.#load(import('../invite-dialog/invite-dialog.js'));
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

  #load(...modules: Promise<unknown>[]): void {
    Promise.all(modules).catch((error: unknown) => {
      this.close();
      this.#options.onError(error);
    });
  }

  /**
   * The page's own listeners sit further up and are asked first: they run before the next microtask. Of hosts within
   * each other only the nearest acts.
   */
  #afterThePage(event: Event, act: () => void): void {
    const tag = this.#host.localName;
    const nearest = event.composedPath().find((one) => one instanceof Element && one.localName === tag);
    if (nearest !== this.#host) return;
    queueMicrotask(() => {
      if (!event.defaultPrevented) act();
    });
  }
}
