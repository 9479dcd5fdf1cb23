import { NearhandError } from '../host/errors.js';

/**
 * Calls something of a backend and answers in time, whatever it does: at the deadline with `backend/timeout`,
 * and with the signal's reason as soon as that is aborted.
 * @param ms the deadline
 */
export async function within<T>(
  ms: number,
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new NearhandError('backend/timeout', `No answer in ${ms} ms`, { retryable: true })),
    ms,
  );
  const either = AbortSignal.any([signal, late.signal]);
  const aborted = new Promise<never>((_, reject) => {
    either.addEventListener('abort', () => reject(either.reason as Error), { once: true });
  });
  try {
    // A call that throws at once must not leave the race before it has begun.
    return await Promise.race([Promise.resolve(either).then(call), aborted]);
  } finally {
    clearTimeout(timer);
  }
}
