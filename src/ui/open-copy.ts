import { openStore } from '../store/open-store.js';
import type { Store, StoreOptions } from '../store/store.js';
import { storageErrorText } from './text/storage-error-text.js';
import { addErrorText } from './text/text.js';

export type OpenCopy = (options: StoreOptions) => Promise<Store>;

/** Opens the local copy; the words for its failures are there by then. */
export const openCopy: OpenCopy = (options) => {
  addErrorText(storageErrorText);
  return openStore(options);
};
