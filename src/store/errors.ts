import type { ErrorCode } from '../domain/error-code.js';
import { asNearhandError, isAbort, isNearhandError, missingModule, NearhandError } from '../host/errors.js';

/** Dexie's and IndexedDB's names for what we tell apart; all else is `storage/failed`. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  QuotaExceededError: 'storage/quota',
  VersionError: 'storage/outdated',
  MissingAPIError: 'storage/unavailable',
  OpenFailedError: 'storage/unavailable',
  SecurityError: 'storage/unavailable',
};

const nameOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : undefined;

/** A full disk shows as an aborted transaction whose inner error names the quota. */
function nameIn(error: unknown): string | undefined {
  const inner = typeof error === 'object' && error !== null && 'inner' in error ? error.inner : undefined;
  const name = nameOf(inner);
  return name && name in CODES ? name : nameOf(error);
}

export const outdated = (): NearhandError =>
  new NearhandError('storage/outdated', 'A newer version has changed the local copy');

export function asStorageError(error: unknown): NearhandError {
  if (isNearhandError(error)) return error;
  const name = nameIn(error) ?? '';
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
