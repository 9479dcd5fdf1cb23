import type { ErrorCode } from '../domain/error-code.js';
import { tellDeveloper } from './tell-developer.js';

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

/** Anything thrown, as a coded error: what is one already stays itself, and a module that is not there says so. */
export function asNearhandError(value: unknown, code: ErrorCode, message: string): NearhandError {
  if (isNearhandError(value)) return value;
  return missingModule(value) ?? new NearhandError(code, message, { cause: value });
}

/**
 * What `import()` rejects with where a file is missing or of another build; no browser gives it a name of its own. In
 * turn: Chrome, Firefox, Safari, Vite, webpack, a page served in a module's place, a module of another version.
 */
const MISSING_MODULE = new RegExp(
  [
    'dynamically imported module',
    'Importing a module script failed',
    'Unable to preload CSS',
    '^Loading (?:CSS )?chunk ',
    'is not a valid JavaScript MIME type',
    'does not provide an export named',
  ].join('|'),
  'i',
);

export function missingModule(value: unknown): NearhandError | undefined {
  if (!(value instanceof Error) || !MISSING_MODULE.test(value.message)) return undefined;
  tellDeveloper(
    `a module could not be loaded (${value.message}): serve every file of the build, and of the last one while its ` +
      'pages are open.',
  );
  return new NearhandError('page/incomplete', 'a module could not be loaded', { cause: value });
}
