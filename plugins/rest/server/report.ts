import type { ServerOptions } from './options.js';

/** Tells `onError`; one that throws itself changes nothing for whoever asked. */
export function report({ onError }: Pick<ServerOptions, 'onError'>, error: unknown): void {
  try {
    onError?.(error);
  } catch {
    // There is nobody left to tell.
  }
}

/**
 * An error's name, words and places, and those of its causes, for a log. Its other properties are left out: libraries put
 * what they were given there, such as tokens and whole requests.
 */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return `something was thrown that is no error (${typeof error})`;
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\nCaused by ${inWords(error.cause)}`;
}
