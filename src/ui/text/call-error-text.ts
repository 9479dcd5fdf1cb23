import type { CallErrorCode } from './page-error-text.js';

/** What a call and its files may have to say besides; loaded with them. */
export const callErrorText: Readonly<Record<CallErrorCode, string>> = {
  'page/insecure':
    'This page was opened by plain http://, where browsers allow no calls. Open it by its https:// address.',
  'link/expired': 'This link has expired. Ask for a new one.',
  'link/invalid':
    'This link is not complete or was changed on the way. Open it again from the message you got, or ask for a new one.',
  'link/revoked': 'This link was withdrawn. Ask for a new one.',
  'media/denied': 'The browser does not let this page use the camera or the microphone.',
  'media/no-device': 'No camera or microphone was found on this device.',
  'media/in-use': 'Another program is using the camera or the microphone. Close it and try again.',
  'media/blocked-by-page':
    'The page around this one lets it use neither camera nor microphone. Open the session in its own tab, or on a phone.',
  'media/unsupported':
    'This browser can share neither camera nor microphone. Open the link in an up-to-date Chrome, Safari, Edge or Firefox.',
  'media/failed': 'The camera or the microphone stopped. Try again.',
  'live/failed': 'The connection to the session failed. Try again.',
  'live/full': 'The session is full. Somebody has to leave first.',
  'live/refused': 'You were not let in.',
  'live/signalling-lost': 'The session server cannot be reached. The call goes on as long as it can.',
  'live/peer-misbehaved': 'Somebody was removed, because their device sent what it should not.',
  'media/unreadable': 'This picture could not be read. Try again, or choose another one.',
};
