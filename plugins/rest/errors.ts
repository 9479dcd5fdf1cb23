import * as v from 'valibot';
import { ERROR_CODES, type ErrorCode } from '../../src/domain.js';
import { isAbort, isNearhandError, NearhandError } from '../../src/plugin.js';
import type { SetupFault } from './tell-of-setup.js';

/** What a status means where the answer does not say it itself. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'backend/invalid-request',
  401: 'backend/unauthorized',
  403: 'backend/forbidden',
  404: 'backend/not-found',
  408: 'backend/timeout',
  409: 'backend/conflict',
  410: 'backend/not-found',
  413: 'backend/too-large',
  422: 'backend/invalid-request',
  429: 'backend/rate-limited',
  504: 'backend/timeout',
};

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'backend/rate-limited',
  'backend/offline',
  'backend/timeout',
  'backend/unavailable',
]);

const ErrorBody = v.object({ code: v.picklist(ERROR_CODES), message: v.string() });

export const failure = (code: ErrorCode, message: string, cause?: unknown): NearhandError =>
  new NearhandError(code, message, { cause, retryable: RETRYABLE.has(code) });

/** An answer that is not ok. Its own code is believed where it has one; 5xx is the server's trouble, whatever it says. */
export function answerFailure(status: number, retryAfter: string | null, body: unknown): NearhandError {
  const said = v.safeParse(ErrorBody, body);
  // Every "not found" of the contract has a code: something else answers here, and what it says is of no record of ours.
  if (status === 404 && !said.success) return misused('no-server', undefined, 'backend/invalid-response');
  const byStatus = BY_STATUS[status] ?? (status >= 500 ? 'backend/unavailable' : 'backend/invalid-response');
  const code = said.success && status < 500 ? said.output.code : byStatus;
  const wait = millisecondsIn(retryAfter ?? '');
  return new NearhandError(code, said.success ? said.output.message : `the backend answered ${status}`, {
    retryable: RETRYABLE.has(code),
    ...(wait === undefined ? {} : { retryAfter: wait }),
  });
}

/** The page, or what answers it, cannot work, which whoever builds it is told. */
export function misused(fault: SetupFault, given?: unknown, code: ErrorCode = 'page/misused'): NearhandError {
  tell(fault, given);
  return failure(code, fault);
}

export const tell = (fault: SetupFault, given?: unknown): void =>
  void import('./tell-of-setup.js').then(({ tellOfFault }) => tellOfFault(fault, given));

/** Whatever `fetch` or a token callback threw. An abort by the caller stays the caller's reason. */
export function callFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (isNearhandError(error) || isAbort(error)) return error;
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return failure('backend/timeout', 'the backend did not answer in time', error);
  return failure('backend/offline', 'the backend could not be reached', error);
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds or a date. */
function millisecondsIn(header: string): number | undefined {
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
