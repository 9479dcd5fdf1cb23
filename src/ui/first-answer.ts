import type { LiveQuery } from '../store/store.js';

/** What a live query says first; it is closed then. Rejects with its error, or the signal's reason. */
export function firstAnswer<T>(query: LiveQuery<T>, signal: AbortSignal): Promise<T> {
  const answer = new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    query.subscribe((value) => {
      if (value !== undefined) resolve(value);
      else if (query.error) reject(query.error);
    });
  });
  return answer.finally(() => query.close());
}
