import { NearhandError } from '../../host/errors.js';
import { tellDeveloper } from '../../host/tell-developer.js';
import type { ErrorCode } from '../../domain/error-code.js';

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

/** No `mediaDevices` here. */
export const mediaUnsupported = (): NearhandError =>
  pageInsecure() ?? new NearhandError('media/unsupported', 'this browser has no mediaDevices');

/**
 * A page that came by plain HTTP from another computer has neither devices nor the keys that a call is proved with
 * (W3C Secure Contexts); no other try can help.
 */
export function pageInsecure(): NearhandError | undefined {
  if (globalThis.isSecureContext) return undefined;
  tellDeveloper(
    `calls need HTTPS: this page came from ${location.origin}. Serve it, and the page that guest links open, by ` +
      'https:// (localhost alone may do without).',
  );
  return new NearhandError('page/insecure', 'not a secure context');
}

export const misbehaved = (name: string): NearhandError =>
  new NearhandError('live/peer-misbehaved', `${name} sent too much that makes no sense`);
