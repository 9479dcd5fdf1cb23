import { isAbort } from '../host/errors.js';
import { PATIENCE, ProofOfLife } from './proof-of-life.js';

/** Throws an `AbortError` where another has taken over meanwhile: to be asked before anything is sent. */
export type StillLeads = () => Promise<void>;
export type Lead = (signal: AbortSignal, stillLeads: StillLeads) => Promise<void>;

/** For whoever shares with nobody. */
export const alone: StillLeads = () => Promise.resolve();

/**
 * Does `work` while no other tab does it for the same name; it takes over as soon as that one is gone, or no longer
 * proves that it lives, as a page with an `alert` open. Where there are no locks, or the page may not use them, it
 * works at once: the backend applies each write once in any case.
 */
export async function asLeader(
  name: string,
  signal: AbortSignal,
  work: Lead,
  patience = PATIENCE,
): Promise<void> {
  const locks = (navigator as Partial<Pick<Navigator, 'locks'>>).locks;
  if (!locks) return work(signal, alone);
  const lock = `nearhand:drain:${name}`;
  const proof = new ProofOfLife(lock, patience);
  try {
    let end: End = 'deposed';
    do end = await turn({ locks, lock, proof, signal, work }, end === 'silent');
    while (end !== 'done');
  } finally {
    proof.close();
  }
}

type End = 'done' | 'deposed' | 'silent';

interface Turn {
  readonly locks: LockManager;
  readonly lock: string;
  readonly proof: ProofOfLife;
  readonly signal: AbortSignal;
  readonly work: Lead;
}

/** Waits for the lock, or takes it away, and works while it is held. */
async function turn({ locks, lock, proof, signal, work }: Turn, steal: boolean): Promise<End> {
  const granted = new AbortController();
  const silent = new AbortController();
  const deposed = new AbortController();
  let working: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    granted.abort();
    working = proof.leading(lead({ locks, lock, signal, work }, deposed));
    return working;
  };
  if (!steal)
    void proof
      .silence(AbortSignal.any([signal, granted.signal]))
      .then((isSilent) => isSilent && silent.abort());
  const wish = steal ? { steal } : { signal: AbortSignal.any([signal, silent.signal]) };
  try {
    await locks.request(lock, wish, begin);
    return 'done';
  } catch (error) {
    deposed.abort();
    if (working) {
      await (working as Promise<void>).catch(throwUnlessAbort);
      return signal.aborted ? 'done' : 'deposed';
    }
    granted.abort();
    if (signal.aborted) return 'done';
    if (silent.signal.aborted) return 'silent';
    if (!isAbort(error)) await work(signal, alone);
    return 'done';
  }
}

/** Whoever was held up may have been deposed before any event has told them: the lock's owner is looked up. */
async function lead(
  { locks, lock, signal, work }: Omit<Turn, 'proof'>,
  deposed: AbortController,
): Promise<void> {
  const owner = async (): Promise<string | undefined> =>
    (await locks.query()).held?.find(({ name }) => name === lock)?.clientId;
  const self = await owner();
  const either = AbortSignal.any([signal, deposed.signal]);
  await work(either, async () => {
    if ((await owner()) !== self) deposed.abort();
    either.throwIfAborted();
  });
}

function throwUnlessAbort(error: unknown): void {
  if (!isAbort(error)) throw error;
}
