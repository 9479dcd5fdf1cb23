import '../src/elements/host/host.js';
import '../src/elements/session-list/session-list.js';
import { createHost } from '../src/host/host.js';
import { memory } from '../plugins/memory/memory.js';
import './page.js';

const hosts = [
  { element: 'acme', name: 'Lena', subjects: ['Pump P-07 leaks', 'Valve V-2 sticks'] },
  { element: 'globex', name: 'Omar', subjects: ['Lift stops between floors'] },
];

for (const { element, name, subjects } of hosts) {
  const user = { id: name.toLowerCase(), name, role: 'agent' } as const;
  const place = document.querySelector<HTMLElementTagNameMap['nearhand-host']>(`#${element}`);
  if (place) place.host = createHost({ tenant: element, user, plugins: [memory({ actor: user, subjects })] });
}
