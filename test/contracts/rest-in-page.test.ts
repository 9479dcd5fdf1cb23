import { MemoryStorage } from '../../plugins/rest/server/memory-storage.js';
import { createServer } from '../../plugins/rest/server/server.js';
import { agentsOfTests, fetchOf, restBench } from '../support/rest-bench.js';
import { backendContract } from './backend.contract.js';

/** The server's own code in the page: what the static demo is made of. */
async function create() {
  let now = Date.now();
  const clock = (): number => now;
  const server = createServer({
    storage: new MemoryStorage(),
    agents: agentsOfTests,
    guestPage: '/join.html',
    base: '/nearhand',
    clock,
  });
  return restBench({
    baseUrl: new URL('/nearhand', location.href).href,
    clock,
    advance: (ms) => void (now += ms),
    fetch: fetchOf(server),
    close: () => server.close(),
  });
}

backendContract({ name: 'rest with its server in the page', create, describe, it });
