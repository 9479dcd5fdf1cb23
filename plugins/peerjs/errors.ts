import type { PeerErrorType } from 'peerjs';
import { NearhandError } from '../../src/plugin.js';
import type { ErrorCode } from '../../src/domain.js';

/** `again`: the same id may come through later. `lost`: this id is of no use any more. */
interface Meaning {
  readonly code: ErrorCode;
  readonly outlook: 'again' | 'lost';
}

const AGAIN: Meaning = { code: 'live/signalling-lost', outlook: 'again' };

/** Every error type of PeerJS 1.5: https://peerjs.com/docs/#peeron-error */
const MEANINGS: Readonly<Record<`${PeerErrorType}`, Meaning>> = {
  'browser-incompatible': { code: 'media/unsupported', outlook: 'lost' },
  disconnected: AGAIN,
  'invalid-id': { code: 'live/failed', outlook: 'lost' },
  'invalid-key': { code: 'live/refused', outlook: 'lost' },
  network: AGAIN,
  'peer-unavailable': AGAIN,
  'server-error': { code: 'live/refused', outlook: 'lost' },
  'socket-closed': AGAIN,
  'socket-error': AGAIN,
  'ssl-unavailable': { code: 'live/failed', outlook: 'lost' },
  'unavailable-id': { code: 'live/signalling-lost', outlook: 'lost' },
  webrtc: { code: 'live/failed', outlook: 'again' },
};

const meaning = (type: string): Meaning => (MEANINGS as Readonly<Record<string, Meaning>>)[type] ?? AGAIN;

export const isLost = (error: { type: string }): boolean => meaning(error.type).outlook === 'lost';

export const peerError = (cause: { type: string; message: string }): NearhandError => {
  const { code } = meaning(cause.type);
  return new NearhandError(code, `signalling: ${cause.type}`, {
    cause,
    retryable: code === 'live/signalling-lost',
  });
};

export const noSignalling = (): NearhandError =>
  new NearhandError('live/failed', 'the grant names no signalling: switch it on in the backend');

export const unreachable = (cause?: unknown): NearhandError =>
  new NearhandError('live/signalling-lost', 'the signalling cannot be reached', { cause, retryable: true });
