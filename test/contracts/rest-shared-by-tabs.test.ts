import { SharedStorage } from '../../demo/mocked/shared-storage.js';
import { createServer } from '../../plugins/rest/server/server.js';
import { agentsOfTests, fetchOf, restBench } from '../support/rest-bench.js';
import { backendContract } from './backend.contract.js';

/** The server of the static demo, on the storage that tabs share. */
async function create() {
  let now = Date.now();
  const clock = (): number => now;
  const name = `test-${crypto.randomUUID()}`;
  const server = createServer({
    storage: SharedStorage.open({ name, fill: () => Promise.resolve() }),
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
    close: async () => {
      await server.close();
      indexedDB.deleteDatabase(name);
    },
  });
}

backendContract({ name: 'rest with its server on a storage that tabs share', create, describe, it });
