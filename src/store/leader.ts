import { isAbort } from '../host/errors.js';

/**
 * Does `work` while no other tab does it for the same name; it takes over as soon as that one is gone. Where there
 * are no locks, or the page may not use them, it works at once: the backend applies each write once in any case.
 */
export async function asLeader(
  name: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const locks = (navigator as Partial<Pick<Navigator, 'locks'>>).locks;
  if (!locks) return work(signal);
  let began = false;
  const begin = (): Promise<void> => {
    began = true;
    return work(signal);
  };
  try {
    await locks.request(`nearhand:drain:${name}`, { signal }, begin);
  } catch (error) {
    if (signal.aborted || isAbort(error)) return;
    if (began) throw error;
    await work(signal);
  }
}
