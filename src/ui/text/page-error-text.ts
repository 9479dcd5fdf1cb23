import type { ErrorCode } from '../../domain/error-code.js';

/** Codes that only a call, the way into one, and what was kept of it can meet. */
export type CallErrorCode =
  Extract<ErrorCode, `live/${string}` | `link/${string}` | `media/${string}`> | 'page/insecure';

/** Codes that only an opened local copy, and what is written to it, can meet; and what `createHost` throws at the page. */
export type StorageErrorCode =
  | Extract<ErrorCode, `storage/${string}`>
  | 'backend/conflict'
  | 'backend/id-reused'
  | 'backend/invalid-request'
  | 'backend/not-found'
  | 'backend/too-large'
  | 'page/other-version'
  | 'plugin/duplicate'
  | 'session/exists';

/** What any view may have to say. Keyed by code: a code without words does not compile. */
export const pageErrorText: Readonly<Record<Exclude<ErrorCode, CallErrorCode | StorageErrorCode>, string>> = {
  'page/misused': 'Remote help is not set up rightly on this page. Tell whoever looks after it.',
  'page/incomplete': 'A part of this page could not be loaded. Check the connection, then reload the page.',
  'page/other-user': 'This page is signed in as somebody else by now. Reload it to go on.',
  'plugin/missing': 'This page is not set up for that. Tell whoever looks after it.',
  'plugin/failed':
    'Remote help could not start on this page. Reload it; if that does not help, tell whoever looks after it.',
  'plugin/timeout': 'Remote help takes too long to start. Check the connection and reload the page.',
  'backend/unauthorized': 'You are no longer signed in. Sign in again; nothing you wrote is lost.',
  'backend/forbidden': 'You are not allowed to do that here.',
  'backend/invalid-response':
    'The server gave an answer that makes no sense. What is on this device is safe; try again later.',
  'backend/rate-limited': 'Too many tries. Wait a minute, then try again.',
  'backend/offline':
    'There is no connection. Your work is kept here and is sent when the connection is back.',
  'backend/timeout': 'The server did not answer in time. Try again.',
  'backend/unavailable': 'The server has a problem. Your work is kept here; try again in a moment.',
  'session/ended': 'This session has ended.',
};
