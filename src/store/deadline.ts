import { NearhandError } from '../host/errors.js';
import { linkedSignal } from '../ports/linked-signal.js';

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
  const inner = linkedSignal(signal);
  const timer = setTimeout(
    () => inner.abort(new NearhandError('backend/timeout', `No answer in ${ms} ms`, { retryable: true })),
    ms,
  );
  try {
    // A call that throws at once must not leave the race before it has begun.
    return await Promise.race([Promise.resolve(inner.signal).then(call), inner.aborted]);
  } finally {
    clearTimeout(timer);
    inner.release();
  }
}
