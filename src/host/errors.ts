import type { ErrorCode } from '../domain/error-code.js';

const BRAND = Symbol.for('nearhand.error');

export interface NearhandErrorOptions {
  readonly cause?: unknown;
  /** The same call may go through later. */
  readonly retryable?: boolean;
  /** In ms: the other side asked to be left alone for so long. */
  readonly retryAfter?: number;
}

/** An expected failure: rendered, never thrown at the page. Tell it by `isNearhandError`, since two copies of the kit may share a page. */
export class NearhandError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;
  readonly [BRAND] = true;

  constructor(code: ErrorCode, message: string, options: NearhandErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'NearhandError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfter = options.retryAfter;
  }
}

export const isNearhandError = (value: unknown): value is NearhandError =>
  typeof value === 'object' && value !== null && BRAND in value;

/** An abort is no error: nobody is told. */
export const isAbort = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'name' in value && value.name === 'AbortError';

/** Anything thrown, as a coded error: what is one already stays itself. */
export const asNearhandError = (value: unknown, code: ErrorCode, message: string): NearhandError =>
  isNearhandError(value) ? value : new NearhandError(code, message, { cause: value });
