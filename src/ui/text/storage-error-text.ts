import type { StorageErrorCode } from './page-error-text.js';

/** What the local copy may have to say besides; loaded with it. */
export const storageErrorText: Readonly<Record<StorageErrorCode, string>> = {
  'backend/conflict': 'Somebody else changed this at the same time. Look at it again.',
  'backend/id-reused': 'Something else was sent under the same number before. Write it once more.',
  'backend/invalid-request': 'The server did not accept that. It stays on this device.',
  'backend/not-found': 'That is no longer there.',
  'backend/too-large': 'That is too large to send. Try a smaller one.',
  'page/other-version':
    'This page and the server are of different versions. Reload the page; if that does not help, tell whoever looks after it. What you wrote is kept.',
  'plugin/duplicate': 'Remote help is set up twice on this page. Tell whoever looks after it.',
  'session/exists': 'A session for this ticket is already open.',
  'storage/unavailable':
    'This browser keeps nothing on this device: leave the page open until everything is sent.',
  'storage/quota': 'This device is full. Free some space; what you wrote is still in the field.',
  'storage/outdated': 'This page was updated in another tab. Reload it to go on.',
  'storage/busy':
    'Another tab of this browser hangs and holds what is kept here, so nothing can be kept now. Close or answer that tab, then try again.',
  'storage/unsent':
    'Something here was not sent yet. Wait for the connection, or sign out anyway and lose it.',
  'storage/lost':
    'The browser deleted what was kept on this device. What was not sent yet is lost; the rest comes back by itself.',
  'storage/failed': 'Something could not be kept on this device. Try again.',
};
