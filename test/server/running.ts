import { createServer, listen } from '../../plugins/rest/server/node.js';
import type { Listening, Server, ServerOptions } from '../../plugins/rest/server/node.js';
import { agentsOfTests } from '../support/rest-bench.js';

export const BASE = '/nearhand';

export interface Running extends Listening {
  readonly server: Server;
  readonly clock: () => number;
  advance(ms: number): void;
}

/** The server on a free port, with a clock that a test can move. */
export async function running(
  options: Pick<ServerOptions, 'storage'> & Partial<ServerOptions>,
): Promise<Running> {
  let now = Date.now();
  const clock = (): number => now;
  const server = createServer({
    agents: agentsOfTests,
    guestPage: '/join.html',
    signalling: { url: `${BASE}/live` },
    base: BASE,
    clock,
    ...options,
  });
  const listening = await listen(server, { port: 0, host: '127.0.0.1', base: BASE });
  const url = listening.url.replace('localhost', '127.0.0.1');
  return { ...listening, url, server, clock, advance: (ms) => void (now += ms) };
}
