import { startBackend } from './backend.js';
import { defineReset } from './reset.js';

/**
 * Loads the page's elements once the backend inside the page answers. Without service workers (an insecure address, a
 * browser that bars them) the page says so instead.
 */
export async function start(loadElements: () => Promise<unknown>): Promise<void> {
  try {
    defineReset(await startBackend());
  } catch (error) {
    console.error(error);
    document.body.prepend(noteAbout());
  }
  await loadElements();
}

function noteAbout(): HTMLElement {
  const note = document.createElement('p');
  note.className = 'note';
  note.setAttribute('role', 'alert');
  note.textContent =
    'This page keeps its whole backend in a service worker, and the browser allows none here. ' +
    'Open it at localhost or over HTTPS, outside a private window.';
  return note;
}
