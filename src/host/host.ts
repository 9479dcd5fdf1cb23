import type { Person } from '../domain/session.js';
import type { BackendPort } from '../ports/backend-port.js';
import type { PortMap, PortName } from '../ports/port-map.js';
import type { Readable } from '../ports/readable.js';
import { contain } from './contain.js';
import { PluginHost } from './plugin-host.js';
import type { HostState } from './plugin-host.js';
import type { AnyPlugin } from './plugin.js';

export interface HostOptions {
  /** At most one for each port. */
  readonly plugins: readonly AnyPlugin[];
  /** Whose data it is. Another tenant or user never sees this one's local copy. */
  readonly tenant: string;
  readonly user: Person;
  /**
   * Base URL of a folder in which the page serves the files of `nearhand/workers`, for a page whose bundler leaves
   * workers behind or whose policy allows none but its own.
   */
  readonly workers?: string;
  /** How long one plugin may take to start, in ms; 10 000 unless told. */
  readonly startDeadline?: number;
}

const BRAND = Symbol.for('nearhand.host');

/** The plugins of one signed-in person, started, guarded and ready to be asked. Give it to `nearhand-host`. */
export class Host {
  readonly tenant: string;
  readonly user: Person;
  readonly workers: string | undefined;
  /** As they were given. */
  readonly plugins: readonly AnyPlugin[];
  readonly [BRAND] = true;
  /** Vue makes deep state of all that is put into a `ref`, but of this: a proxy cannot reach what is private. */
  readonly __v_skip = true;
  readonly #plugins: PluginHost;
  #contained: BackendPort | undefined;

  constructor(options: HostOptions) {
    const { tenant, user, workers, plugins = [] } = { ...options };
    this.tenant = tenant;
    this.user = user;
    this.workers = workers;
    this.plugins = plugins;
    // What is wrong with them is said where the host is used.
    this.#plugins = new PluginHost({ ...options, plugins, whose: { tenant, user } });
  }

  get state(): Readable<HostState> {
    return this.#plugins.state;
  }

  /** Settles when the start has succeeded or failed; the state says which. */
  get started(): Promise<void> {
    return this.#plugins.started;
  }

  /** The backend with its answers checked and its calls timed, if a plugin brings one. */
  get backend(): BackendPort | undefined {
    const plain = this.#plugins.find('backend');
    if (plain) this.#contained ??= contain(plain);
    return this.#contained;
  }

  find<P extends Exclude<PortName, 'backend'>>(port: P): PortMap[P] | undefined {
    return this.#plugins.find(port);
  }

  /** @throws NearhandError `plugin/missing`. */
  get<P extends Exclude<PortName, 'backend'>>(port: P): PortMap[P] {
    return this.#plugins.get(port);
  }

  dispose(): Promise<void> {
    return this.#plugins.dispose();
  }
}

/** @throws NearhandError `plugin/duplicate`; a plugin that fails to start shows in `state`, options that cannot work in `nearhand-host`. */
export const createHost = (options: HostOptions): Host => new Host(options);

/** Why something that a page gave as a host is none that can be used. */
export type HostFault = 'no-host' | 'behind-proxy' | 'disposed' | 'for-nobody';

/** Two copies of the kit may share a page, so that a host is told by its brand and not by its class. */
export function hostFault(value: Host): HostFault | undefined {
  if (typeof value !== 'object' || !(BRAND in value)) return 'no-host';
  try {
    if (value.state.value.status === 'disposed') return 'disposed';
    return value.tenant && value.user ? undefined : 'for-nobody';
  } catch {
    return 'behind-proxy';
  }
}
