import type { Read } from './live-query.js';
import type { Tables } from './tables.js';

/** The first answer of a read that is good enough. Rejects with the signal's reason. */
export async function once<T>(
  tables: Tables,
  read: Read<T>,
  isEnough: (value: T) => boolean,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const done = new AbortController();
  const answer = new Promise<T>((resolve, reject) => {
    const unwatch = tables.watch(read.tables, (reader) => read.read(reader), {
      next: (value) => isEnough(value) && resolve(value),
      error: reject,
    });
    done.signal.addEventListener('abort', unwatch, { once: true });
    signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: done.signal });
  });
  return answer.finally(() => done.abort());
}
