import { isAbort } from '../host/errors.js';
import { linkedSignal } from '../ports/linked-signal.js';

export interface Leadership {
  /** One tab for each name does the work. */
  readonly name: string;
  /** Ends it all. */
  readonly signal: AbortSignal;
  /** Does the work until its signal is aborted: at the end, or when another tab has taken over. */
  work(signal: AbortSignal): Promise<void>;
  /** Settles when the tab that leads has given no sign of life for too long; never after the signal. */
  silence(signal: AbortSignal): Promise<void>;
}

/**
 * Does `work` while no other tab does it for the same name; it takes over as soon as that one is gone, or hangs: a tab
 * with an open `alert` holds its lock and does nothing. Where there are no locks, or the page may not use them, it works
 * at once. The backend applies each write once in any case.
 */
export async function asLeader(leadership: Leadership): Promise<void> {
  const { signal, work } = leadership;
  const locks = (navigator as Partial<Pick<Navigator, 'locks'>>).locks;
  if (!locks) return work(signal);
  let steal = false;
  while (!signal.aborted) {
    const outcome = await turn(locks, leadership, steal);
    if (outcome === 'done') return;
    if (outcome === 'barred') return work(signal);
    steal = outcome === 'silent';
  }
}

/** One wait for the lock, and the work once it is ours. `deposed`: another tab has taken it. */
async function turn(
  locks: LockManager,
  { name, signal, work, silence }: Leadership,
  steal: boolean,
): Promise<'done' | 'silent' | 'deposed' | 'barred'> {
  const waiting = linkedSignal(signal);
  const working = linkedSignal(signal);
  let hasBegun = false;
  const begin = async (): Promise<void> => {
    hasBegun = true;
    waiting.abort('ours');
    await work(working.signal);
  };
  let isSilent = false;
  if (!steal)
    void silence(waiting.signal).then(() => {
      if (hasBegun || signal.aborted) return;
      isSilent = true;
      waiting.abort('silent');
    });
  try {
    await locks.request(`nearhand:drain:${name}`, steal ? { steal } : { signal: waiting.signal }, begin);
    return 'done';
  } catch (error) {
    // Also what was under way here ends: the tab that took over does it.
    working.abort(error);
    if (isSilent) return 'silent';
    if (signal.aborted) return 'done';
    if (!hasBegun) return 'barred';
    if (isAbort(error)) return 'deposed';
    throw error;
  } finally {
    waiting.release();
    working.release();
  }
}
