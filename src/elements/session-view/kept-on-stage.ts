import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MediaItem } from '../../domain/media/schema.js';
import { isAbort } from '../../host/errors.js';
import type { Store } from '../../store/store.js';
import { openKept, type KeptPicture } from '../video-stage/kept-picture.js';

export type KeptState =
  | { readonly status: 'none' }
  | { readonly status: 'opening'; readonly item: MediaItem }
  | { readonly status: 'open'; readonly item: MediaItem; readonly picture: KeptPicture }
  | { readonly status: 'failed'; readonly item: MediaItem; readonly error: unknown };

export const NOTHING_KEPT: KeptState = { status: 'none' };

/** Opens the kept picture that is wanted on the stage. */
export class KeptOnStage implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #state: KeptState = NOTHING_KEPT;
  #abort = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get state(): KeptState {
    return this.#state;
  }

  get picture(): KeptPicture | undefined {
    return this.#state.status === 'open' ? this.#state.picture : undefined;
  }

  /** Opens this one; nothing happens when it is the one already wanted. */
  want(item: MediaItem | undefined, store: Store | undefined): void {
    const wanted = this.#state.status === 'none' ? undefined : this.#state.item;
    if (item === wanted || (item && !store)) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#state = NOTHING_KEPT;
    if (item && store) void this.#open(item, store, this.#abort.signal);
  }

  retry(store: Store | undefined): void {
    const { state } = this;
    if (state.status === 'failed' && store) void this.#open(state.item, store, this.#abort.signal);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.want(undefined, undefined);
  }

  async #open(item: MediaItem, store: Store, signal: AbortSignal): Promise<void> {
    this.#set({ status: 'opening', item });
    try {
      const picture = await openKept(item, store, signal);
      if (!signal.aborted) this.#set({ status: 'open', item, picture });
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.#set({ status: 'failed', item, error });
    }
  }

  #set(state: KeptState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
