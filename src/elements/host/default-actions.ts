import type { LitElement, TemplateResult } from 'lit';
import {
  HistoryOpenRequestEvent,
  SessionInviteRequestEvent,
  SessionOpenRequestEvent,
} from '../../ui/events.js';
import type { ShownViews } from './shown-views.js';

/** The names of what is shown over the page. */
export interface DefaultActionsOptions {
  readonly names: () => { readonly session: string; readonly history: string };
  /** A view could not be loaded. */
  readonly onError: (error: unknown) => void;
}

export type ViewRequestEvent = SessionOpenRequestEvent | HistoryOpenRequestEvent | SessionInviteRequestEvent;

const REQUESTS = [SessionOpenRequestEvent, HistoryOpenRequestEvent, SessionInviteRequestEvent];

/**
 * What the kit does when a tag asks for something and the page does not do it itself. How it is shown is loaded when it
 * is first asked for.
 */
export class DefaultActions {
  readonly #host: LitElement;
  readonly #options: DefaultActionsOptions;
  #views: ShownViews | undefined;
  #listening = false;

  constructor(host: LitElement, options: DefaultActionsOptions) {
    this.#host = host;
    this.#options = options;
  }

  listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    for (const { type } of REQUESTS) this.#host.addEventListener(type, this.#onRequest as EventListener);
  }

  close(): void {
    this.#views?.close();
  }

  render(): TemplateResult | undefined {
    return this.#views?.render();
  }

  /**
   * The page's own listeners sit further up and are asked first: they run before the next microtask. Of hosts within
   * each other only the nearest acts.
   */
  readonly #onRequest = (event: ViewRequestEvent): void => {
    const tag = this.#host.localName;
    const nearest = event.composedPath().find((one) => one instanceof Element && one.localName === tag);
    if (nearest !== this.#host) return;
    queueMicrotask(() => {
      if (!event.defaultPrevented) void this.#open(event);
    });
  };

  async #open(event: ViewRequestEvent): Promise<void> {
    try {
      const { ShownViews } = await import('./shown-views.js');
      if (!this.#host.isConnected) return;
      this.#views ??= new ShownViews(this.#host, this.#options);
      this.#views.open(event);
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
