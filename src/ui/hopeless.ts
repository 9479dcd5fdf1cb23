import type { ErrorCode } from '../domain/error-code.js';
import { isNearhandError } from '../host/errors.js';

const HOPELESS: ReadonlySet<ErrorCode> = new Set(['page/insecure', 'page/misused', 'media/blocked-by-page']);

/** Failures that no other try can mend on this page as it is: no button offers one. */
export const isHopeless = (error: unknown): boolean => isNearhandError(error) && HOPELESS.has(error.code);
