import '../src/elements/host/host.js';
import '../src/elements/session-list/session-list.js';
import type { Person } from '../src/domain/session.js';
import { createHost } from '../src/host/host.js';
import { memory, MemoryBackendState } from '../plugins/memory/memory.js';
import { deleteDatabases } from './mocked/database.js';
import './page.js';

const TENANTS = [
  { tenant: 'acme', name: 'Lena Brandt', subjects: ['Pump P-07 leaks', 'Valve V-2 sticks', 'Fan 3 is loud'] },
  { tenant: 'globex', name: 'Omar Diallo', subjects: ['Lift stops between floors', 'Gate 5 stays open'] },
] as const;

for (const { tenant, name, subjects } of TENANTS) {
  const user: Person = { id: name.split(' ')[0]?.toLowerCase() ?? name, name, role: 'agent' };
  // This backend begins anew with each load, so that the local copy of the last one means nothing now.
  await deleteDatabases(`nearhand:${tenant}:`);
  const state = new MemoryBackendState();
  state.put(subjects.map((title, index) => ({ collection: 'sessions', row: session(title, user, index) })));
  const element = document.querySelector<HTMLElementTagNameMap['nearhand-host']>(`#${tenant}`);
  if (element) element.host = createHost({ tenant, user, plugins: [memory({ actor: user, state })] });
}

/** Each one an hour older than the one before. */
function session(title: string, createdBy: Person, index: number) {
  return {
    id: `sample-${index}`,
    context: `demo:ticket:${2000 + index}`,
    title,
    status: 'open' as const,
    createdBy,
    createdAt: new Date(Date.now() - (index + 1) * 3600_000).toISOString(),
    people: [],
  };
}
