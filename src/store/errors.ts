import type { ErrorCode } from '../domain/error-code.js';
import { asNearhandError, isAbort, isNearhandError, missingModule, NearhandError } from '../host/errors.js';

/** IndexedDB's names for what we tell apart; all else is `storage/failed`. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  QuotaExceededError: 'storage/quota',
  VersionError: 'storage/outdated',
  SecurityError: 'storage/unavailable',
};

const nameOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : undefined;

export const outdated = (): NearhandError =>
  new NearhandError('storage/outdated', 'A newer version has changed the local copy');

export function asStorageError(error: unknown): NearhandError {
  if (isNearhandError(error)) return error;
  const name = nameOf(error) ?? '';
  const code = CODES[name] ?? 'storage/failed';
  return asNearhandError(error, code, `The local copy failed (${name || String(error)})`);
}

/** Anything that a backend call threw, coded. A plugin that throws something else broke its contract. */
export function asBackendError(error: unknown): NearhandError {
  if (isNearhandError(error)) return error;
  const code = isAbort(error) ? 'backend/timeout' : 'backend/unavailable';
  return (
    missingModule(error) ?? new NearhandError(code, 'The backend failed', { cause: error, retryable: true })
  );
}
