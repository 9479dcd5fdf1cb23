import { asNearhandError, NearhandError } from './errors.js';
import type { AnyPlugin, PluginScope, Whose } from './plugin.js';

interface PluginRunOptions {
  /** In ms. */
  readonly cleanupDeadline: number;
  readonly whose?: Whose | undefined;
}

/** One plugin's life: its start under a deadline, and every cleanup it registered, also when the start failed half-way. */
export class PluginRun {
  readonly #plugin: AnyPlugin;
  readonly #cleanupDeadline: number;
  readonly #whose: Whose | undefined;
  readonly #abort = new AbortController();
  readonly #cleanups: (() => void | Promise<void>)[] = [];

  constructor(plugin: AnyPlugin, { cleanupDeadline, whose }: PluginRunOptions) {
    this.#plugin = plugin;
    this.#cleanupDeadline = cleanupDeadline;
    this.#whose = whose;
  }

  /** @throws NearhandError `plugin/failed` or `plugin/timeout`; also ends when `stop` is called meanwhile. */
  async start(deadline: number): Promise<unknown> {
    const scope: PluginScope = {
      signal: this.#abort.signal,
      onDispose: (cleanup) => this.#register(cleanup),
      ...(this.#whose ? { whose: this.#whose } : {}),
    };
    const work = Promise.resolve().then(() => this.#plugin.start(scope));
    const outcome = await settle(work, deadline, this.#abort.signal);
    if (outcome.status === 'done') return outcome.value;
    if (outcome.status === 'failed')
      throw asNearhandError(outcome.error, 'plugin/failed', `${this.#plugin?.id} failed to start`);
    if (outcome.status === 'aborted') return undefined;
    throw new NearhandError('plugin/timeout', `${this.#plugin.id} did not start within ${deadline} ms`);
  }

  /** Aborts, then runs the cleanups in reverse. What they threw is returned. */
  async stop(): Promise<unknown[]> {
    this.#abort.abort();
    const failures: unknown[] = [];
    for (const cleanup of this.#cleanups.splice(0).reverse()) failures.push(...(await this.#run(cleanup)));
    return failures;
  }

  /** A start that goes on after it was given up still cleans up after itself, at once. */
  #register(cleanup: () => void | Promise<void>): void {
    if (this.#abort.signal.aborted) void this.#run(cleanup);
    else this.#cleanups.push(cleanup);
  }

  async #run(cleanup: () => void | Promise<void>): Promise<unknown[]> {
    const outcome = await settle(Promise.resolve().then(cleanup), this.#cleanupDeadline);
    if (outcome.status === 'failed') return [outcome.error];
    if (outcome.status === 'late') {
      return [new NearhandError('plugin/timeout', `a cleanup of ${this.#plugin.id} did not end`)];
    }
    return [];
  }
}

type Outcome =
  | { status: 'done'; value: unknown }
  | { status: 'failed'; error: unknown }
  | { status: 'late' }
  | { status: 'aborted' };

function settle(work: Promise<unknown>, deadline: number, signal?: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ status: 'late' }), deadline);
    const onAbort = () => end({ status: 'aborted' });
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    signal?.addEventListener('abort', onAbort);
    work.then(
      (value) => end({ status: 'done', value }),
      (error: unknown) => end({ status: 'failed', error }),
    );
  });
}
