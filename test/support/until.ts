import type { Readable } from '../../src/ports/readable.js';

/** The first value, present or to come, that meets the condition; rejects with the last one seen after `limit` ms. */
export function until<T>(readable: Readable<T>, condition: (value: T) => boolean, limit = 8_000): Promise<T> {
  if (condition(readable.value)) return Promise.resolve(readable.value);
  const failure = new Error();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      failure.message = `never came; last was ${JSON.stringify(readable.value)}`;
      reject(failure);
    }, limit);
    const stop = readable.subscribe((value) => {
      if (!condition(value)) return;
      clearTimeout(timer);
      stop();
      resolve(value);
    });
  });
}
