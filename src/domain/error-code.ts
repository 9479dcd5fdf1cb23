/**
 * Every expected failure has one of these codes. The code is the contract; messages are for developers and may change.
 * A code without user text in `src/ui/text` does not compile.
 */
export const ERROR_CODES = [
  'page/misused',
  'page/incomplete',
  'page/other-user',
  'page/other-version',
  'page/insecure',
  'plugin/missing',
  'plugin/duplicate',
  'plugin/failed',
  'plugin/timeout',
  'backend/unauthorized',
  'backend/forbidden',
  'backend/not-found',
  'backend/conflict',
  'backend/id-reused',
  'backend/invalid-request',
  'backend/invalid-response',
  'backend/too-large',
  'backend/rate-limited',
  'backend/offline',
  'backend/timeout',
  'backend/unavailable',
  'session/exists',
  'session/ended',
  'link/expired',
  'link/invalid',
  'link/revoked',
  'media/denied',
  'media/no-device',
  'media/in-use',
  'media/blocked-by-page',
  'media/unsupported',
  'media/failed',
  'media/unreadable',
  'live/failed',
  'live/full',
  'live/refused',
  'live/signalling-lost',
  'live/peer-misbehaved',
  'storage/unavailable',
  'storage/quota',
  'storage/outdated',
  'storage/busy',
  'storage/lost',
  'storage/failed',
  'storage/unsent',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The page itself is at fault: that concerns all of it, and no server can help. */
export const isOfPage = (code: ErrorCode): boolean => code.startsWith('page/');
