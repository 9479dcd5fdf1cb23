import { DEMO_AGENTS } from './server/agents.js';

/** Who is signed in to the demo's CRM: `?as=amir`; Lena unless told. */
export function signIn(): void {
  const asked = new URLSearchParams(location.search).get('as');
  const agent = DEMO_AGENTS.find(({ id }) => id === asked) ?? DEMO_AGENTS[0];
  const host = document.querySelector('nearhand-host');
  if (!host) return;
  host.tokenSrc = host.tokenSrc.replace(/as=\w+/, `as=${agent.id}`);
  host.user = agent.id;
  host.userName = agent.name;
  showUser(agent.name);
}

function showUser(name: string): void {
  const place = document.querySelector('demo-user');
  if (place) place.textContent = name;
}
