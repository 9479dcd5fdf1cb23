import { noteWithoutServer } from './server-note.js';
import './settings.js';

/** The pages open with no network too, once they have been seen: the worker answers with what it kept. */
if ('serviceWorker' in navigator && window.isSecureContext && !location.pathname.includes('/mocked/')) {
  const script = new URL('offline-worker.js', document.baseURI);
  navigator.serviceWorker.register(script).catch(() => undefined);
}

if (document.querySelector('nearhand-host[backend^="/"]')) void noteWithoutServer();
