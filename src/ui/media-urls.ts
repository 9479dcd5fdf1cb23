import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MediaItem } from '../domain/media/schema.js';
import { isAbort } from '../host/errors.js';
import type { MediaUrl, Store } from '../store/store.js';

export type MediaState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly url: string }
  | { readonly status: 'failed'; readonly error: unknown };

const LOADING: MediaState = { status: 'loading' };

/** URLs for the media items that an element shows, released when it leaves the document for good. */
export class MediaUrls implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #states = new Map<string, MediaState>();
  readonly #urls: MediaUrl[] = [];
  #abort = new AbortController();
  #connected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What there is of this item now; asks for it the first time. */
  of(item: MediaItem, store: Store): MediaState {
    const known = this.#states.get(item.id);
    if (known) return known;
    this.#states.set(item.id, LOADING);
    void this.#load(item, store, this.#abort.signal);
    return LOADING;
  }

  retry(item: MediaItem): void {
    this.#states.delete(item.id);
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostDisconnected(): void {
    this.#connected = false;
    queueMicrotask(() => {
      if (!this.#connected) this.#release();
    });
  }

  #release(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    for (const url of this.#urls.splice(0)) url.release();
    this.#states.clear();
  }

  async #load(item: MediaItem, store: Store, signal: AbortSignal): Promise<void> {
    try {
      const url = await store.mediaUrl(item, signal);
      if (signal.aborted) return url.release();
      this.#urls.push(url);
      this.#set(item, { status: 'ready', url: url.url });
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.#set(item, { status: 'failed', error });
    }
  }

  #set(item: MediaItem, state: MediaState): void {
    this.#states.set(item.id, state);
    this.#host.requestUpdate();
  }
}
