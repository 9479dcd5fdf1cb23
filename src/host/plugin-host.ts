import type { PortMap, PortName } from '../ports/port-map.js';
import type { Readable } from '../ports/readable.js';
import { Value } from '../ports/value.js';
import { asNearhandError, NearhandError } from './errors.js';
import type { AnyPlugin, Whose } from './plugin.js';
import { PluginRun } from './plugin-run.js';

export type HostState =
  | { readonly status: 'starting' }
  | { readonly status: 'ready' }
  | { readonly status: 'failed'; readonly error: NearhandError }
  | { readonly status: 'disposed' };

export interface PluginHostOptions {
  readonly plugins: readonly AnyPlugin[];
  /** How long one plugin may take to start, in ms. */
  readonly startDeadline?: number;
  /** Whom the plugins are started for. */
  readonly whose?: Whose;
}

/** How long a plugin may take to start, and to clean up, in ms. */
const DEADLINE = 10_000;

/**
 * Starts plugins in order and gives out their ports. A start that fails undoes all that was started before it;
 * disposing runs every cleanup in reverse, whatever any of them throws.
 */
export class PluginHost {
  readonly #state = new Value<HostState>({ status: 'starting' });
  readonly #runs: PluginRun[] = [];
  readonly #whose: Whose | undefined;
  readonly #ports = new Map<PortName, unknown>();
  /** Settles when the start has succeeded or failed; the state says which. */
  readonly started: Promise<void>;

  /** @throws NearhandError `plugin/duplicate` for two plugins of one id or one port. */
  constructor({ plugins, startDeadline = DEADLINE, whose }: PluginHostOptions) {
    this.#whose = whose;
    refuseDuplicates(plugins);
    this.started = this.#start(plugins, startDeadline);
  }

  get state(): Readable<HostState> {
    return this.#state;
  }

  find<P extends PortName>(port: P): PortMap[P] | undefined {
    return this.#ports.get(port) as PortMap[P] | undefined;
  }

  /** @throws NearhandError `plugin/missing`. */
  get<P extends PortName>(port: P): PortMap[P] {
    const found = this.find(port);
    if (found) return found;
    throw new NearhandError(
      'plugin/missing',
      `no plugin brings the ${port} port: add one to createHost({ plugins })`,
    );
  }

  /** @throws AggregateError of whatever cleanups threw; all of them have run by then. */
  async dispose(): Promise<void> {
    if (this.#state.value.status === 'disposed') return;
    this.#state.set({ status: 'disposed' });
    const failures = await this.#undo();
    if (failures.length > 0) throw new AggregateError(failures, 'some plugins failed to clean up');
  }

  async #start(plugins: readonly AnyPlugin[], deadline: number): Promise<void> {
    try {
      for (const plugin of plugins) await this.#startOne(plugin, deadline);
      if (!this.#isOver()) this.#state.set({ status: 'ready' });
    } catch (error) {
      await this.#undo();
      const coded = asNearhandError(error, 'plugin/failed', 'a plugin failed to start');
      if (!this.#isOver()) this.#state.set({ status: 'failed', error: coded });
    }
  }

  async #startOne(plugin: AnyPlugin, deadline: number): Promise<void> {
    if (this.#isOver()) return;
    const run = new PluginRun(plugin, { cleanupDeadline: DEADLINE, whose: this.#whose });
    this.#runs.push(run);
    const port = await run.start(deadline);
    if (!this.#isOver()) this.#ports.set(plugin.port, port);
  }

  async #undo(): Promise<unknown[]> {
    this.#ports.clear();
    const failures: unknown[] = [];
    for (const run of this.#runs.splice(0).reverse()) failures.push(...(await run.stop()));
    return failures;
  }

  #isOver(): boolean {
    return this.#state.value.status === 'disposed';
  }
}

function refuseDuplicates(plugins: readonly AnyPlugin[]): void {
  for (const key of ['id', 'port'] as const) {
    const seen = new Set<string>();
    for (const plugin of plugins) {
      const value = plugin?.[key];
      if (seen.has(value))
        throw new NearhandError('plugin/duplicate', `two plugins have the ${key} "${value}": keep one`);
      // What is no plugin, such as a factory that was not called, fails when it is started.
      if (value) seen.add(value);
    }
  }
}
