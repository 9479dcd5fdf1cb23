import { learnTime } from '../../domain/clock.js';
import type { LiveGrant } from '../../domain/live-grant.js';
import { isAbort } from '../../host/errors.js';
import type { BackendPort, Entry } from '../../ports/backend-port.js';
import type { JoinOptions } from '../../ports/live-port.js';
import { newLiveKey } from './keys.js';
import type { RoomEntry } from './room-state.js';
import type { RoomSessionMemory } from './session-memory.js';

export interface EntranceOptions {
  readonly backend: Pick<BackendPort, 'enter'>;
  readonly entry: RoomEntry;
  readonly memory?: RoomSessionMemory;
  readonly workers?: string;
}

/** A grant, and what a live plugin needs besides. */
export interface Entrance {
  readonly grant: LiveGrant;
  readonly join: JoinOptions;
}

/**
 * Gets a grant for a new key, and each later one for the same key. Who was here before in this tab comes back as the
 * same person, instead of as a new guest.
 */
export async function enterRoom(
  { backend, entry, memory, workers }: EntranceOptions,
  signal: AbortSignal,
  onRenewed: (grant: LiveGrant) => void,
): Promise<Entrance> {
  const { pair, jwk } = await newLiveKey();
  let access: string;
  const enter = async (way: RoomEntry): Promise<LiveGrant> => {
    const asked = Date.now();
    const grant = await backend.enter({ ...way, key: jwk } as Entry, signal);
    if (grant.issuedAt !== undefined) learnTime(grant.issuedAt, asked);
    access = grant.access;
    if (grant.self.role !== 'agent') memory?.write(access);
    return grant;
  };
  const renew = async (): Promise<LiveGrant> => {
    const grant = await enter({ kind: 'renewal', access });
    onRenewed(grant);
    return grant;
  };
  const before = entry.kind === 'guest' ? memory?.read() : undefined;
  const again =
    before === undefined ? undefined : await comeBack(() => enter({ kind: 'renewal', access: before }));
  const join = { key: pair, signal, timed: true, renew, ...(workers === undefined ? {} : { workers }) };
  return { grant: again ?? (await enter(entry)), join };
}

/** Where coming back is not possible any more, the link itself is tried, and tells why not. */
async function comeBack(enter: () => Promise<LiveGrant>): Promise<LiveGrant | undefined> {
  try {
    return await enter();
  } catch (error) {
    if (isAbort(error)) throw error;
    return undefined;
  }
}
