import type { NearhandError } from '../host/errors.js';
import { asStorageError } from './errors.js';
import type { Renewed, Rescue } from './lasting-tables.js';
import { MemoryTables } from './memory-tables.js';
import type { Tables } from './tables.js';

const AT_ONCE = 10;

/**
 * In ms, before each try. The first is also the time that a word from another tab may take: where the user has signed
 * out there, no new database is to be opened here. While a browser clears a site's data it refuses to open any.
 */
const PAUSES = [250, 500, 1_000, 2_000];

export interface RescueOptions {
  /** Opens the tables on disk. */
  open(): Promise<Tables>;
  /** Takes away what an earlier page may have left on disk. */
  forget(): Promise<void>;
  /** Hears why there is nothing on disk any more. */
  onError?(error: NearhandError): void;
}

export const rescue = (options: RescueOptions): Rescue => ({
  makeRoom,
  renew: (signal) => renew(options, signal),
});

/** What was viewed and can be fetched again goes, the longest kept first; what nobody else has is never given up. */
const makeRoom = (tables: Tables): Promise<boolean> =>
  tables.write(['blobs'], async (writer) => {
    const viewed = await writer.page('blobs', 'age', ['viewed'], { limit: AT_ONCE });
    for (const { id } of viewed) await writer.delete('blobs', id);
    return viewed.length > 0;
  });

/** On disk again or, where none can be opened any more, in memory. */
async function renew(options: RescueOptions, signal: AbortSignal): Promise<Renewed> {
  let error: NearhandError | undefined;
  for (const pause of PAUSES) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (signal.aborted) break;
    try {
      return { tables: await options.open(), fate: 'lost' };
    } catch (thrown) {
      error = asStorageError(thrown);
      if (error.code !== 'storage/failed') break;
    }
  }
  if (error) options.onError?.(error);
  const fate = error?.code === 'storage/outdated' ? 'outdated' : 'lost';
  return { tables: new MemoryTables(() => options.forget()), fate };
}
