import type { Message } from '../../src/domain/messages/schema.js';
import type { Person, Session } from '../../src/domain/session.js';
import type { ErrorCode } from '../../src/domain/error-code.js';
import type { Readable } from '../../src/ports/readable.js';
import { Value } from '../../src/ports/value.js';
import { openStore } from '../../src/store/open-store.js';
import type { LiveQuery, MutationDraft, Store, StoreOptions, StoreStatus } from '../../src/store/store.js';
import { FakeBackend } from './fake-backend.js';

export const lena: Person = { id: 'lena', name: 'Lena', role: 'agent' };
export const tomas: Person = { id: 'tomas', name: 'Tomas', role: 'participant' };
export const at = '2026-11-22T10:00:00.000Z';

export const aSession = (id: string, more: Partial<Session> = {}): Session => ({
  id,
  context: `demo:ticket:${id}`,
  title: `Session ${id}`,
  status: 'open',
  createdBy: lena,
  createdAt: at,
  people: [],
  ...more,
});

export const aMessage = (id: string, sessionId: string, more: Partial<Message> = {}): Message => ({
  id,
  sessionId,
  author: lena,
  text: `Message ${id}`,
  createdAt: at,
  ...more,
});

export const create = (id: string): MutationDraft => ({
  type: 'session.create',
  sessionId: id,
  context: `demo:ticket:${id}`,
  title: `Session ${id}`,
});

export const rename = (sessionId: string, title: string): MutationDraft => ({
  type: 'session.rename',
  sessionId,
  title,
});

export const say = (id: string, sessionId: string): MutationDraft => ({
  type: 'message.create',
  sessionId,
  message: aMessage(id, sessionId),
});

/** The first value that fits; the test's own time limit is the deadline. */
export function until<T>(readable: Readable<T>, fits: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const check = (value: T): void => {
      if (!fits(value)) return;
      unsubscribe();
      resolve(value);
    };
    const unsubscribe = readable.subscribe(check);
    queueMicrotask(() => check(readable.value));
  });
}

/** What a live query says now, closed again. */
export async function answer<T>(query: LiveQuery<T>, fits: (value: T) => boolean = () => true): Promise<T> {
  const value = await until(query, (found) => found !== undefined && fits(found));
  query.close();
  return value as T;
}

export const idle = (store: Store): Promise<StoreStatus> =>
  until(store.status, ({ pending, connection }) => pending === 0 && connection === 'online');

/** Replaces something of the browser until the returned function is called. */
export function stub<T extends object, K extends keyof T & string>(
  target: T,
  name: K,
  value: unknown,
): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, writable: true, value });
  return () => {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  };
}

/** One test's stores of a tenant of its own, all gone afterwards. */
export class StoreBench {
  readonly tenant = crypto.randomUUID();
  readonly backend = new FakeBackend(lena);
  /** Codes that stores reported. */
  readonly reported = new Value<readonly ErrorCode[]>([]);
  readonly #stores: Store[] = [];

  /** As on a page that has no IndexedDB. */
  async openInMemory(options: Partial<StoreOptions> = {}): Promise<Store> {
    const restore = stub(globalThis, 'indexedDB', undefined);
    return this.open(options).finally(restore);
  }

  async open(options: Partial<StoreOptions> = {}): Promise<Store> {
    const store = await openStore({
      tenant: this.tenant,
      user: lena,
      backend: this.backend,
      onError: ({ code }) => this.reported.set([...this.reported.value, code]),
      ...options,
    });
    this.#stores.push(store);
    return store;
  }

  async end(): Promise<void> {
    await Promise.all(this.#stores.map((store) => store.close()));
    const databases = await indexedDB.databases();
    for (const { name } of databases) if (name?.includes(this.tenant)) indexedDB.deleteDatabase(name);
  }
}
