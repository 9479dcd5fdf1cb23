import type { ServerOptions } from './options.js';

/** Tells `onError`; one that throws itself changes nothing for whoever asked. */
export function report({ onError }: Pick<ServerOptions, 'onError'>, error: unknown): void {
  try {
    onError?.(error);
  } catch {
    // There is nobody left to tell.
  }
}
