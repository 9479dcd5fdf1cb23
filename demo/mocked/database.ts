/** The answer of one IndexedDB request. */
export const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });

/** Settles once the whole transaction is on disk, or nothing of it is. */
export const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    const onFailure = (): void => reject(transaction.error ?? new Error('IndexedDB failed'));
    transaction.oncomplete = () => resolve();
    transaction.onerror = onFailure;
    transaction.onabort = onFailure;
  });

/** Opens a database that has these object stores, with keys given by the caller. */
export function openDatabase(name: string, stores: readonly string[]): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const store of stores) request.result.createObjectStore(store);
  };
  return answerOf(request);
}

/** Deletes the databases whose names begin so. Where a tab still holds one open, it goes as soon as that tab lets go. */
export async function deleteDatabases(prefix: string): Promise<void> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name);
  await Promise.all(names.filter((name) => name.startsWith(prefix)).map(deleteDatabase));
}

const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    for (const event of ['success', 'error', 'blocked']) request.addEventListener(event, () => resolve());
  });
