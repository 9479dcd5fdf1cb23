import { noteWithoutServer } from './server-note.js';
import './settings.js';

/** The pages open with no network too, once they have been seen: the worker answers with what it kept. */
function keepForOffline(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  if (location.pathname.includes('/mocked/')) return;
  const script = new URL('offline-worker.js', document.baseURI);
  navigator.serviceWorker.register(script).catch(() => undefined);
}

keepForOffline();
if (document.querySelector('nearhand-host[backend^="/"]')) void noteWithoutServer();
