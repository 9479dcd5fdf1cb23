import type { Store, StoreOptions } from './store.js';

/** Opens the local copy of one user of one tenant. Falls back to memory where nothing can be kept. */
export function openStore(_options: StoreOptions): Promise<Store> {
  return Promise.reject(new TypeError('not built yet'));
}
