import { passDoor } from './door.js';
import './page.js';
import './reset.js';
import { signIn } from './sign-in.js';

await passDoor();
signIn();
await Promise.all([
  import('../src/elements/host/host.js'),
  import('../src/elements/launcher/launcher.js'),
  import('../src/elements/session-view/session-view.js'),
]);

const place = document.querySelector('#place');
const host = document.querySelector('nearhand-host');

host?.addEventListener('nearhand-session-open-request', (event) => {
  event.preventDefault();
  const view = document.createElement('nearhand-session-view');
  view.session = event.sessionId;
  view.addEventListener('nearhand-session-view-closed', () => view.remove());
  place?.replaceChildren(view);
});
