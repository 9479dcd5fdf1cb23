import type { LitElement, TemplateResult } from 'lit';
import type { ShownViews, ShownViewsOptions } from './shown-views.js';
import { VIEW_REQUESTS, type ViewRequestEvent } from './view-request.js';

/**
 * What the kit does when a tag asks for something and the page does not do it itself. How it is shown is loaded when it
 * is first asked for.
 */
export class DefaultActions {
  readonly #host: LitElement;
  readonly #options: ShownViewsOptions;
  #views: ShownViews | undefined;
  #listening = false;

  constructor(host: LitElement, options: ShownViewsOptions) {
    this.#host = host;
    this.#options = options;
  }

  listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    for (const { type } of VIEW_REQUESTS) this.#host.addEventListener(type, this.#onRequest as EventListener);
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
      this.#options.onError(undefined);
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
