import type { EndReason } from '../../domain/session.js';
import type { ErrorCode } from '../../domain/error-code.js';
import { asNearhandError, type NearhandError } from '../../host/errors.js';

const REASONS: Partial<Record<ErrorCode, EndReason>> = {
  'link/expired': 'expired',
  'link/revoked': 'expired',
  'link/invalid': 'expired',
  'session/ended': 'agentEnded',
  'backend/forbidden': 'refused',
  'live/refused': 'refused',
};

/** After these, coming back is of no use; after others, a reload comes back as the same guest. */
export const FINAL: ReadonlySet<EndReason> = new Set(['agentEnded', 'refused', 'expired']);

/** An ending by failure: the reason that a person understands, and the error with its code. */
export function endingOf(cause: unknown): { reason: EndReason; error: NearhandError } {
  const error = asNearhandError(cause, 'live/failed', 'the session could not be joined or held');
  return { reason: REASONS[error.code] ?? 'failed', error };
}
