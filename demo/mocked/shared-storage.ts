import * as v from 'valibot';
import { sessionIdsOf } from '../../src/domain/session-of.js';
import { MemoryStorage } from '../../plugins/rest/server/memory-storage.js';
import type { MemoryDump } from '../../plugins/rest/server/memory-storage.js';
import type {
  BlobInfo,
  Storage,
  StorageReader,
  StorageWriter,
  StoredBlob,
} from '../../plugins/rest/server/storage.js';
import { answerOf, done, openDatabase } from './database.js';

interface Kept {
  /** Counts up with every write of any tab. */
  readonly version: number;
  readonly dump: MemoryDump;
}

const Written = v.object({ tenant: v.string(), sessionIds: v.array(v.string()) });

export interface SharedStorageOptions {
  /** Of the database, the lock and the channel. */
  readonly name: string;
  /** Writes what is there at the very first, and after each `reset`. */
  readonly fill: (empty: Storage) => Promise<void>;
}

/**
 * A server's storage that the tabs of one browser share, and that outlives them: rows in memory, kept in IndexedDB.
 * Writes hold a lock that all tabs take; whoever finds that another tab has written loads that first.
 */
export class SharedStorage implements Storage {
  readonly #options: SharedStorageOptions;
  readonly #database: IDBDatabase;
  readonly #channel: BroadcastChannel;
  readonly #memory = new MemoryStorage();
  #version = 0;

  private constructor(options: SharedStorageOptions, database: IDBDatabase) {
    this.#options = options;
    this.#database = database;
    this.#channel = new BroadcastChannel(options.name);
  }

  static async open(options: SharedStorageOptions): Promise<SharedStorage> {
    const storage = new SharedStorage(options, await openDatabase(options.name, ['state', 'blobs']));
    await storage.#alone(async () => {
      if (storage.#version === 0) await storage.#refill();
    });
    return storage;
  }

  read(tenant: string): StorageReader {
    const fresh = async (): Promise<StorageReader> => {
      await this.#refresh();
      return this.#memory.read(tenant);
    };
    return {
      get: async (collection, id) => (await fresh()).get(collection, id),
      openSession: async (context) => (await fresh()).openSession(context),
      list: async (spec) => (await fresh()).list(spec),
      since: async (seq, limit, scope) => (await fresh()).since(seq, limit, scope),
      head: async () => (await fresh()).head(),
      isDeleted: async (collection, id) => (await fresh()).isDeleted(collection, id),
    };
  }

  write<T>(tenant: string, work: (writer: StorageWriter) => Promise<T>): Promise<T> {
    return this.#alone(async () => {
      const before = await this.#memory.read(tenant).head();
      const deleted = new Set<string>();
      const result = await this.#memory.write(tenant, (writer) => work(withBlobs(writer, deleted)));
      await this.#save();
      await this.#deleteBlobs(tenant, before, deleted);
      await this.#tell(tenant, before);
      return result;
    });
  }

  setting(name: string, make: () => Promise<string>): Promise<string> {
    return this.#alone(async () => {
      let isNew = false;
      const value = await this.#memory.setting(name, () => {
        isNew = true;
        return make();
      });
      if (isNew) await this.#save();
      return value;
    });
  }

  /** Bytes go straight to the disk: they never change, so that no tab needs a copy in memory. */
  async putBlob(tenant: string, blob: StoredBlob): Promise<StoredBlob> {
    const transaction = this.#database.transaction('blobs', 'readwrite');
    const blobs = transaction.objectStore('blobs');
    const key = [tenant, blob.id];
    const kept = (await answerOf(blobs.get(key))) as StoredBlob | undefined;
    if (!kept) blobs.put(blob, key);
    await done(transaction);
    return kept ?? blob;
  }

  async blob(tenant: string, id: string): Promise<StoredBlob | undefined> {
    const blobs = this.#database.transaction('blobs').objectStore('blobs');
    return (await answerOf(blobs.get([tenant, id]))) as StoredBlob | undefined;
  }

  async blobInfo(tenant: string, id: string): Promise<BlobInfo | undefined> {
    const blob = await this.blob(tenant, id);
    return blob && { id, sessionId: blob.sessionId, type: blob.type, size: blob.bytes.length };
  }

  /** Hears of what other tabs have written. */
  watch(listener: (tenant: string, sessionIds: ReadonlySet<string>) => void): () => void {
    const onMessage = ({ data }: MessageEvent<unknown>): void => {
      const written = v.safeParse(Written, data);
      if (written.success) listener(written.output.tenant, new Set(written.output.sessionIds));
    };
    this.#channel.addEventListener('message', onMessage);
    return () => this.#channel.removeEventListener('message', onMessage);
  }

  /** Back to what is there at the very first. */
  reset(): Promise<void> {
    return this.#alone(() => this.#refill());
  }

  async close(): Promise<void> {
    this.#channel.close();
    this.#database.close();
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks.request(this.#options.name, async () => {
      await this.#refresh();
      return work();
    });
  }

  /** Two reads may answer in either order, and only what is newer counts. */
  async #refresh(): Promise<void> {
    const state = this.#database.transaction('state').objectStore('state');
    const version = (await answerOf(state.get('version'))) as Kept['version'] | undefined;
    if (version === undefined || version <= this.#version) return;
    const kept = (await answerOf(state.get('kept'))) as Kept;
    if (kept.version <= this.#version) return;
    this.#memory.load(kept.dump);
    this.#version = kept.version;
  }

  async #save(): Promise<void> {
    const version = this.#version + 1;
    const dump = await this.#memory.dump();
    const transaction = this.#database.transaction('state', 'readwrite');
    const state = transaction.objectStore('state');
    try {
      state.put({ version, dump } satisfies Kept, 'kept');
      state.put(version, 'version');
      await done(transaction);
      this.#version = version;
    } catch (error) {
      // What is in memory now was never kept: the next caller loads what was.
      this.#version = 0;
      throw error;
    }
  }

  async #refill(): Promise<void> {
    const transaction = this.#database.transaction('blobs', 'readwrite');
    transaction.objectStore('blobs').clear();
    await done(transaction);
    this.#memory.load({ tenants: [], settings: [] });
    await this.#options.fill({
      read: (tenant) => this.#memory.read(tenant),
      write: (tenant, work) => this.#memory.write(tenant, work),
      setting: (name, make) => this.#memory.setting(name, make),
      blobInfo: (tenant, id) => this.blobInfo(tenant, id),
      putBlob: (tenant, blob) => this.putBlob(tenant, blob),
      blob: (tenant, id) => this.blob(tenant, id),
      close: () => Promise.resolve(),
    });
    await this.#save();
  }

  /** Those of items and of sessions that are gone. */
  async #deleteBlobs(tenant: string, before: number, ids: ReadonlySet<string>): Promise<void> {
    const written = await this.#memory.read(tenant).since(before, Infinity);
    const gone = written.flatMap(({ change }) => ('row' in change ? [] : change));
    if (gone.length === 0 && ids.size === 0) return;
    const sessionIds = new Set(gone.flatMap((one) => (one.collection === 'sessions' ? one.deleted.id : [])));
    const transaction = this.#database.transaction('blobs', 'readwrite');
    const blobs = transaction.objectStore('blobs');
    for (const id of ids) blobs.delete([tenant, id]);
    if (sessionIds.size > 0)
      for (const { id, sessionId } of (await answerOf(blobs.getAll())) as StoredBlob[])
        if (sessionIds.has(sessionId)) blobs.delete([tenant, id]);
    await done(transaction);
  }

  async #tell(tenant: string, before: number): Promise<void> {
    const written = await this.#memory.read(tenant).since(before, Infinity);
    if (written.length === 0) return;
    const sessionIds = sessionIdsOf(written.map(({ change }) => change));
    this.#channel.postMessage({ tenant, sessionIds: [...sessionIds] } satisfies v.InferInput<typeof Written>);
  }
}

/** The same writer, which says whose bytes are to go once the rest is kept. */
const withBlobs = (writer: StorageWriter, deleted: Set<string>): StorageWriter => ({
  get: (collection, id) => writer.get(collection, id),
  openSession: (context) => writer.openSession(context),
  list: (spec) => writer.list(spec),
  since: (seq, limit, scope) => writer.since(seq, limit, scope),
  head: () => writer.head(),
  isDeleted: (collection, id) => writer.isDeleted(collection, id),
  put: (change) => writer.put(change),
  deleteBlob: async (id) => void deleted.add(id),
  receipt: (key) => writer.receipt(key),
  keepReceipt: (key, kept) => writer.keepReceipt(key, kept),
});
