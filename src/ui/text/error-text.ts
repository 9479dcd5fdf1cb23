import type { ErrorCode } from '../../domain/error-code.js';
import { callErrorText } from './call-error-text.js';
import { pageErrorText } from './page-error-text.js';
import { storageErrorText } from './storage-error-text.js';

/** What happened, what is safe, what to do now: for every code. */
export const errorText: Readonly<Record<ErrorCode, string>> = {
  ...pageErrorText,
  ...callErrorText,
  ...storageErrorText,
};
