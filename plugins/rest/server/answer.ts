import type { ErrorCode } from '../../../src/domain.js';
import { NearhandError } from '../../../src/plugin.js';

/** The HTTP status that each failure of this server answers with; what is not here is a 500. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'backend/invalid-request': 400,
  'backend/unauthorized': 401,
  'backend/forbidden': 403,
  'backend/not-found': 404,
  'page/other-version': 406,
  'backend/conflict': 409,
  'backend/id-reused': 422,
  'backend/too-large': 413,
  'backend/rate-limited': 429,
  'backend/unavailable': 503,
  'session/ended': 410,
  'link/expired': 410,
  'link/revoked': 410,
  'link/invalid': 403,
  'live/refused': 403,
  'live/full': 409,
};

export const refuse = (code: ErrorCode, message: string): NearhandError => new NearhandError(code, message);

/** The failure as an answer: `{ code, message }` and the status that fits. */
export function errorAnswer(
  { code, message }: NearhandError,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ code, message }, { status: STATUS[code] ?? 500, headers });
}
