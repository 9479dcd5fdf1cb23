import { NearhandError } from '../host/errors.js';
import type { ErrorCode } from '../domain/error-code.js';

/** What `getUserMedia` throws: https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
const MEDIA_CODES: Readonly<Record<string, ErrorCode>> = {
  NotAllowedError: 'media/denied',
  SecurityError: 'media/blocked-by-page',
  NotFoundError: 'media/no-device',
  OverconstrainedError: 'media/no-device',
  NotReadableError: 'media/in-use',
  AbortError: 'media/failed',
  TypeError: 'media/unsupported',
};

export function mediaError(cause: unknown, device: 'camera' | 'microphone'): NearhandError {
  const name = typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : '';
  const code = MEDIA_CODES[name] ?? 'media/failed';
  return new NearhandError(code, `no ${device}: ${name || 'unknown'}`, {
    cause,
    retryable: code === 'media/in-use',
  });
}

export const blockedByPage = (device: 'camera' | 'microphone'): NearhandError =>
  new NearhandError(
    'media/blocked-by-page',
    `this frame is not allowed to use the ${device}: set allow="${device}"`,
  );

export const mediaUnsupported = (): NearhandError =>
  new NearhandError('media/unsupported', 'no mediaDevices here: the page needs HTTPS');

export const misbehaved = (name: string): NearhandError =>
  new NearhandError('live/peer-misbehaved', `${name} sent too much that makes no sense`);
