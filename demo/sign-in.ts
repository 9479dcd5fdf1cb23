import { DEMO_AGENTS } from './server/agents.js';

/**
 * Who is signed in to the demo's CRM: `?as=amir`; Lena unless told. Goes before the tags are defined: a vendor's page
 * knows it before it is made.
 */
export function signIn(): void {
  const asked = new URLSearchParams(location.search).get('as');
  const agent = DEMO_AGENTS.find(({ id }) => id === asked) ?? DEMO_AGENTS[0];
  const host = document.querySelector('nearhand-host');
  if (!host) return;
  const source = host.getAttribute('token-src') ?? '';
  host.setAttribute('token-src', source.replace(/as=\w+/, `as=${agent.id}`));
  host.setAttribute('user', agent.id);
  host.setAttribute('user-name', agent.name);
  showUser(agent.name);
}

function showUser(name: string): void {
  const place = document.querySelector('demo-user');
  if (place) place.textContent = name;
}
