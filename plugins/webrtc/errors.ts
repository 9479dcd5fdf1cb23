import { NearhandError } from '../../src/plugin.js';

/** A peer could not prove who they are, or is not of this session. */
export const refused = (why: string, cause?: unknown): NearhandError =>
  new NearhandError('live/refused', `peer refused: ${why}`, { cause });

/** Their token is out of date; the next one may do. */
export const expired = (): NearhandError =>
  new NearhandError('live/refused', 'peer refused: the token has expired', { retryable: true });

/** Our own right to be here is over, and no other was to be had. */
export const ranOut = (cause: unknown): NearhandError =>
  new NearhandError('link/expired', 'the grant ran out and could not be renewed', { cause });

/** As many people as a mesh carries are here already. */
export const full = (): NearhandError =>
  new NearhandError('live/full', 'the session already has as many people as this connection carries', {
    retryable: true,
  });

/** A description, candidate or channel that the browser would not take. */
export const linkFailed = (why: string, cause?: unknown): NearhandError =>
  new NearhandError('live/failed', `link failed: ${why}`, { cause, retryable: true });
