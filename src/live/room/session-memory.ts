/**
 * Keeps what a guest needs to come back after a reload, as long as the tab lives and no longer. Injected, so that
 * a page decides where; never IndexedDB.
 */
export interface RoomSessionMemory {
  read(): string | undefined;
  write(token: string): void;
  clear(): void;
}

/** In `sessionStorage` under this key; where the page may not use it, nothing is kept and a reload enters by the link again. */
export function tabMemory(key: string): RoomSessionMemory {
  const attempt = <T>(action: () => T): T | undefined => {
    try {
      return action();
    } catch {
      return undefined;
    }
  };
  return {
    read: () => attempt(() => sessionStorage.getItem(key)) ?? undefined,
    write: (token) => void attempt(() => sessionStorage.setItem(key, token)),
    clear: () => void attempt(() => sessionStorage.removeItem(key)),
  };
}
