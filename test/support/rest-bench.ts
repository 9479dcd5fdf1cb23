import { mintAgentToken } from '../../plugins/rest/server/agents.js';
import type { Server } from '../../plugins/rest/server/server.js';
import { rest } from '../../plugins/rest/rest.js';
import type { RestOptions } from '../../plugins/rest/rest.js';
import type { BackendBench } from '../contracts/backend-bench.js';

export const SECRET = 'a secret for tests, thirty-two characters or more';

export interface RestBenchInput {
  readonly baseUrl: string;
  readonly clock: () => number;
  readonly advance: (ms: number) => void;
  readonly fetch?: NonNullable<RestOptions['fetch']>;
  readonly close?: () => Promise<void>;
}

/** Options of a server whose agents' tokens `restBench` mints. */
export const agentsOfTests = { keys: [{ alg: 'HS256', secret: SECRET }] } as const;

/** Clients of a server that may be shared: each bench has tenants of its own. */
export function restBench({ baseUrl, clock, advance, fetch, close }: RestBenchInput): BackendBench {
  const suffix = crypto.randomUUID().slice(0, 8);
  const stop = new AbortController();
  const own = fetch ? { fetch } : {};
  const start = async (options: RestOptions) =>
    rest(options).start({ signal: stop.signal, onDispose: () => undefined });
  const agentOf =
    (role: 'agent' | 'admin') =>
    (name: string, tenant = 'acme') =>
      start({
        baseUrl,
        ...own,
        token: () =>
          mintAgentToken({
            secret: SECRET,
            tenant: `${tenant}-${suffix}`,
            role,
            id: name,
            name: name.replace(/^./, (first) => first.toUpperCase()),
            now: clock(),
          }),
      });
  return {
    agent: agentOf('agent'),
    admin: agentOf('admin'),
    guest: () => start({ baseUrl, ...own }),
    clock,
    advance,
    load: (url) => (fetch ?? globalThis.fetch)(new Request(url)),
    close: async () => {
      stop.abort();
      await close?.();
    },
  };
}

/** A fetch that never leaves the page. */
export const fetchOf =
  (server: Server) =>
  (request: Request): Promise<Response> =>
    server.fetch(request);
