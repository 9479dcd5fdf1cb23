import type { Person } from '../domain/session.js';
import type { PortMap, PortName } from '../ports/port-map.js';

/** Whom a host works for. */
export interface Whose {
  readonly tenant: string;
  readonly user: Person;
}

export interface PluginScope {
  /** Left out where a plugin is started without a host. */
  readonly whose?: Whose;
  /** Aborted when the host is disposed, or when this plugin's start is given up. */
  readonly signal: AbortSignal;
  /** Runs in reverse order, also when `start` throws half-way. */
  onDispose(cleanup: () => void | Promise<void>): void;
}

/** A plain object from a factory: `rest({ baseUrl, token })`. It brings one port. */
export interface Plugin<P extends PortName = PortName> {
  /** Unique in a host. */
  readonly id: string;
  readonly port: P;
  start(scope: PluginScope): PortMap[P] | Promise<PortMap[P]>;
}

/** Any plugin, whichever its port. */
export type AnyPlugin = { [P in PortName]: Plugin<P> }[PortName];

/** Ties a plugin to its port, so that `start` is checked against the contract. */
export const definePlugin = <P extends PortName>(plugin: Plugin<P>): Plugin<P> => plugin;
