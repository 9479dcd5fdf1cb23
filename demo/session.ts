import '../src/elements/host/host.js';
import '../src/elements/launcher/launcher.js';
import '../src/elements/session-view/session-view.js';
import './page.js';
import { signIn } from './sign-in.js';

signIn();

const place = document.querySelector('#place');
const host = document.querySelector('nearhand-host');

host?.addEventListener('nearhand-session-open-request', (event) => {
  event.preventDefault();
  const view = document.createElement('nearhand-session-view');
  view.session = event.sessionId;
  view.addEventListener('nearhand-session-view-closed', () => view.remove());
  place?.replaceChildren(view);
});
