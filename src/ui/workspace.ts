import { createContext } from '@lit/context';
import type { Person } from '../domain/session.js';
import { asNearhandError, NearhandError } from '../host/errors.js';
import type { Host } from '../host/host.js';
import type { BackendPort, Beginning } from '../ports/backend-port.js';
import type { Readable } from '../ports/readable.js';
import { Value } from '../ports/value.js';
import type { Store } from '../store/store.js';
import type { JoinedSession } from './joined-session.js';
import type { OpenCopy } from './open-copy.js';

export const workspaceContext = createContext<Workspace | undefined>(Symbol.for('nearhand.workspace'));

/**
 * What one signed-in person works with on this page: their host, their local copy and the live sessions they are in.
 * The live code is loaded when first asked for.
 */
export class Workspace {
  readonly host: Host;
  readonly user: Person;
  /** The last failure that no call was there to be told. */
  readonly problem = new Value<NearhandError | undefined>(undefined);
  /** What the backend said while the local copy opened. */
  readonly early = new Value<Beginning | undefined>(undefined);
  readonly #store = new Value<Store | undefined>(undefined);
  readonly #lives = new Map<string, JoinedSession>();
  readonly #livesChanged = new Value(0);
  readonly #abort = new AbortController();
  #opening: Promise<Store> | undefined;

  constructor(host: Host, user: Person = host.user) {
    this.host = host;
    this.user = user;
  }

  /** The local copy, once `open` has brought it. */
  get store(): Readable<Store | undefined> {
    return this.#store;
  }

  /** Aborted when this workspace is closed. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Changes whenever a live session is opened or gone. */
  get liveSessions(): Readable<number> {
    return this.#livesChanged;
  }

  /**
   * Opens the local copy; the same one for every caller. Its code is loaded now, unless whoever asks has brought it
   * along (`openCopy`).
   */
  open(open: OpenCopy = openLate): Promise<Store> {
    this.#opening ??= this.#openStore(open);
    return this.#opening;
  }

  /** @throws NearhandError `plugin/missing`, or why the plugins did not start. */
  async backend(): Promise<BackendPort> {
    await this.host.started;
    const { backend, state } = this.host;
    if (backend) return backend;
    if (state.value.status === 'failed') throw state.value.error;
    throw new NearhandError('plugin/missing', 'no plugin brings the backend port');
  }

  live(sessionId: string): JoinedSession | undefined {
    return this.#lives.get(sessionId);
  }

  /** Registers the live session that this page takes part in; the returned function takes it out again. */
  hold(live: JoinedSession): () => void {
    this.#lives.set(live.sessionId, live);
    this.#livesChanged.set(this.#livesChanged.value + 1);
    return () => {
      if (this.#lives.get(live.sessionId) !== live) return;
      this.#lives.delete(live.sessionId);
      this.#livesChanged.set(this.#livesChanged.value + 1);
    };
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await Promise.all([...this.#lives.values()].map((live) => live.close('agentLeft')));
    await (await this.#opening?.catch(() => undefined))?.close();
  }

  /** What the host was made of cannot work; not waited for. */
  async #tell(): Promise<void> {
    const { tellOfOptions } = await import('../host/tell-of-options.js');
    const problem = tellOfOptions(this.host);
    if (problem) this.problem.set(problem);
  }

  async #openStore(open: OpenCopy): Promise<Store> {
    try {
      await this.host.started;
      const { backend } = this.host;
      if (!backend) void this.#tell();
      const store = await open({
        tenant: this.host.tenant,
        user: this.user,
        ...(backend ? { backend } : {}),
        onEarly: (rows) => this.early.set(rows),
        onError: (error) => this.problem.set(error),
      });
      this.#store.set(store);
      return store;
    } catch (error) {
      this.#opening = undefined;
      const coded = asNearhandError(error, 'storage/failed', 'the local copy could not be opened');
      if (coded.code === 'page/misused') void this.#tell();
      throw coded;
    }
  }
}

const openLate: OpenCopy = async (options) => (await import('./open-copy.js')).openCopy(options);
