import 'nearhand/elements/host';
import 'nearhand/elements/join';
import 'nearhand/elements/session-view';
import { createHost } from 'nearhand/kit';
import { local } from 'nearhand/plugins/local';
import { memory, MemoryBackendState } from 'nearhand/plugins/memory';

/** A vendor's page with both ends of a call on it: the agent's view and the guest's, over one backend in memory. */
export async function start() {
  const lena = { id: 'lena', name: 'Lena', role: 'agent' };
  const at = new Date().toISOString();
  const state = new MemoryBackendState();
  const session = { id: 's1', context: 'demo:ticket:1', title: 'Pump', status: 'open', people: [] };
  state.put([{ collection: 'sessions', row: { ...session, createdBy: lena, createdAt: at } }]);
  const workers = new URLSearchParams(location.search).get('workers');
  const own = workers ? { workers } : {};
  const agent = createHost({
    tenant: 't',
    user: lena,
    plugins: [memory({ actor: lena, state }), local()],
    ...own,
  });
  await agent.started;
  const draft = { sessionId: 's1', channel: 'link', role: 'participant' };
  const { link } = await agent.backend.invite(draft, AbortSignal.timeout(5_000));
  location.hash = link.split('#')[1];
  const guest = { id: 'guest', name: 'Guest', role: 'participant' };
  const plugins = [memory({ state }), local()];
  show('agent', 'nearhand-session-view', agent).setAttribute('session', 's1');
  show('guest', 'nearhand-join', createHost({ tenant: 't', user: guest, plugins, ...own }));
}

function show(place, tag, host) {
  const around = document.createElement('nearhand-host');
  around.host = host;
  around.append(document.createElement(tag));
  document.getElementById(place).append(around);
  return around.firstElementChild;
}
