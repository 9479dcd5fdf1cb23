import { memory, MemoryBackendState } from '../../plugins/memory/memory.js';
import type { BackendBench } from './backend-bench.js';
import { backendContract } from './backend.contract.js';

async function create(): Promise<BackendBench> {
  let now = Date.now();
  const stop = new AbortController();
  const cleanups: (() => unknown)[] = [];
  const states = new Map<string, MemoryBackendState>();
  const stateOf = (tenant: string): MemoryBackendState => {
    const state = states.get(tenant) ?? new MemoryBackendState(() => now);
    states.set(tenant, state);
    return state;
  };
  const scope = { signal: stop.signal, onDispose: (cleanup: () => unknown) => void cleanups.push(cleanup) };
  const agentOf =
    (rank: 'agent' | 'admin') =>
    async (id: string, tenant = 'acme') => {
      const name = id.replace(/^./, (first) => first.toUpperCase());
      return memory({ actor: { id, name, role: 'agent' }, rank, state: stateOf(tenant) }).start(scope);
    };
  return {
    agent: agentOf('agent'),
    admin: agentOf('admin'),
    guest: async (tenant = 'acme') => memory({ state: stateOf(tenant) }).start(scope),
    clock: () => now,
    advance: (ms) => void (now += ms),
    load: (url) => fetch(url),
    close: async () => {
      stop.abort();
      for (const cleanup of cleanups) cleanup();
    },
  };
}

backendContract({ name: 'memory', create, describe, it });
