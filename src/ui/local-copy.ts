import type { ReactiveController, ReactiveElement } from 'lit';
import { asNearhandError, NearhandError } from '../host/errors.js';
import type { Beginning } from '../ports/backend-port.js';
import type { Connection, LiveQuery, Store, StoreStatus } from '../store/store.js';
import { Follow } from './follow.js';
import { FollowQuery } from './follow-query.js';
import { HostContext } from './host-context.js';
import type { OpenCopy } from './open-copy.js';
import { whenIdle } from './when-idle.js';
import { workspaceContext } from './workspace.js';
import type { Workspace } from './workspace.js';

interface Loading {
  readonly store: Store;
  readonly sessionId: string;
  /** Of the store, when it was asked. */
  readonly generation: number;
  failedWhile?: Connection;
}

/**
 * What an element needs to read from and write to the local copy: the workspace of the host around it, its store once
 * it is open, and the reason if it cannot be opened.
 */
export class LocalCopy implements ReactiveController {
  readonly #element: ReactiveElement;
  readonly #context: HostContext<typeof workspaceContext>;
  readonly #store: Follow<Store | undefined>;
  readonly #status: Follow<StoreStatus>;
  readonly #early: Follow<Beginning | undefined>;
  readonly #open: OpenCopy | undefined;
  #asked: Workspace | undefined;
  #loading: Loading | undefined;
  #error: NearhandError | undefined;

  /** `open`: of an element that shows rows at once, and so brings the code along; by default it is loaded. */
  constructor(element: ReactiveElement, open?: OpenCopy) {
    this.#element = element;
    this.#open = open;
    element.addController(this);
    this.#context = new HostContext(element, workspaceContext, () => {
      this.#error = new NearhandError('page/misused', 'no host is around this tag');
      element.requestUpdate();
    });
    this.#store = new Follow(element, () => this.workspace?.store);
    this.#status = new Follow(element, () => this.store?.status);
    this.#early = new Follow(element, () => this.workspace?.early);
  }

  get workspace(): Workspace | undefined {
    return this.#context.value;
  }

  get store(): Store | undefined {
    return this.#store.value;
  }

  get status(): StoreStatus | undefined {
    return this.#status.value;
  }

  /** Whether nothing here means that there is nothing: the backend has been asked by now, or there is none to ask. */
  get isComplete(): boolean {
    const { status } = this;
    return status !== undefined && (status.connection !== 'unknown' || !this.workspace?.host.backend);
  }

  /** Why the local copy could not be opened. */
  get error(): NearhandError | undefined {
    return this.#error;
  }

  /** What the backend said while this copy was slow to open. */
  get early(): Beginning | undefined {
    return this.#early.value;
  }

  /** Keeps a live query open; `key` names what is asked, and undefined asks nothing. */
  query<T>(key: () => string | undefined, open: (store: Store) => LiveQuery<T>): FollowQuery<T> {
    return new FollowQuery(this.#element, {
      source: () => this.store,
      key: () => (this.store ? key() || undefined : undefined),
      open: () => (this.store ? open(this.store) : undefined),
    });
  }

  /**
   * Fetches what the backend has of one session: once, and again when the connection is back. That it failed is no news:
   * what is kept here shows, and the notice tells of the connection.
   */
  load(sessionId: string): void {
    const { store } = this;
    if (!store || !sessionId) return;
    const { connection, generation } = store.status.value;
    const known = this.#loading;
    const isAsked =
      known?.store === store && known.sessionId === sessionId && known.generation === generation;
    const isBack = connection === 'online' && (known?.failedWhile ?? 'online') !== 'online';
    if (isAsked && !isBack) return;
    const loading: Loading = (this.#loading = { store, sessionId, generation });
    store.loadSession(sessionId).catch(() => (loading.failedWhile = store.status.value.connection));
  }

  hostUpdate(): void {
    const { workspace } = this;
    if (workspace === this.#asked) return;
    this.#asked = workspace;
    this.#error = undefined;
    if (workspace) this.#openCopy(workspace).catch((error: unknown) => this.#fail(workspace, error));
  }

  /** Whoever shows no rows waits until what can be seen and pressed is there. A press opens it at once. */
  async #openCopy(workspace: Workspace): Promise<void> {
    if (!this.#open) await whenIdle();
    if (!workspace.signal.aborted) await workspace.open(this.#open);
  }

  #fail(workspace: Workspace, error: unknown): void {
    if (workspace !== this.#asked) return;
    this.#error = asNearhandError(error, 'storage/failed', 'the local copy could not be opened');
    this.#element.requestUpdate();
  }
}
