import { NearhandError } from '../../src/host/errors.js';

/** A peer could not prove who they are, or is not of this session. */
export const refused = (why: string, cause?: unknown): NearhandError =>
  new NearhandError('live/refused', `peer refused: ${why}`, { cause });

/** As many people as a mesh carries are here already. */
export const full = (): NearhandError =>
  new NearhandError('live/full', 'the session already has as many people as this connection carries', {
    retryable: true,
  });

/** A description, candidate or channel that the browser would not take. */
export const linkFailed = (why: string, cause?: unknown): NearhandError =>
  new NearhandError('live/failed', `link failed: ${why}`, { cause, retryable: true });
