import { isNearhandError } from '../host/errors.js';
import type { Tables } from './tables.js';

const AT_ONCE = 10;

/**
 * The same tables, which make room for a write when the disk is full: what was viewed and can be fetched again goes,
 * the longest kept first. What nobody else has is never given up; then the write is what fails, with `storage/quota`.
 */
export function evicting(tables: Tables): Tables {
  const write: Tables['write'] = async (names, work) => {
    for (;;) {
      try {
        return await tables.write(names, work);
      } catch (error) {
        if (!isFull(error) || !(await makeRoom(tables))) throw error;
      }
    }
  };
  return {
    kept: tables.kept,
    read: (names, work) => tables.read(names, work),
    write,
    watch: (names, work, watcher) => tables.watch(names, work, watcher),
    onFate: (listener) => tables.onFate(listener),
    destroy: () => tables.destroy(),
    close: () => tables.close(),
  };
}

const isFull = (error: unknown): boolean => isNearhandError(error) && error.code === 'storage/quota';

/** `false`: there was nothing to give up. */
const makeRoom = (tables: Tables): Promise<boolean> =>
  tables.write(['blobs'], async (writer) => {
    const viewed = await writer.page('blobs', 'age', ['viewed'], { limit: AT_ONCE });
    for (const { id } of viewed) await writer.delete('blobs', id);
    return viewed.length > 0;
  });
