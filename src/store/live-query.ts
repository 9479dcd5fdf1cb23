import type { NearhandError } from '../host/errors.js';
import { Value } from '../ports/value.js';
import type { Unsubscribe } from '../ports/readable.js';
import { asStorageError } from './errors.js';
import type { TableName } from './schema.js';
import type { LiveQuery } from './store.js';
import type { Reader, Tables } from './tables.js';

/** What a query reads, and from which tables. */
export interface Read<T> {
  readonly tables: readonly TableName[];
  read(reader: Reader): Promise<T>;
}

interface Answer<T> {
  readonly value: T | undefined;
  readonly error: NearhandError | undefined;
}

/** Tells its owner when it begins and ceases to watch, so that the owner need not hold those at rest. */
export interface QueryOwner {
  onStart(): void;
  onStop(): void;
}

/** Watches the tables while somebody listens. */
export class TableQuery<T> implements LiveQuery<T> {
  readonly #tables: Tables;
  readonly #read: Read<T>;
  readonly #owner: QueryOwner;
  readonly #answer = new Value<Answer<T>>({ value: undefined, error: undefined });
  #listeners = 0;
  #stop: Unsubscribe | undefined;
  #closed = false;

  constructor(tables: Tables, read: Read<T>, owner: QueryOwner) {
    this.#owner = owner;
    this.#tables = tables;
    this.#read = read;
  }

  get value(): T | undefined {
    return this.#answer.value.value;
  }

  get error(): NearhandError | undefined {
    return this.#answer.value.error;
  }

  /** Listeners hear of an error as of a value: they are called, and `error` is set. */
  subscribe(listener: (value: T | undefined) => void): Unsubscribe {
    const unsubscribe = this.#answer.subscribe(({ value }) => listener(value));
    this.#listeners += 1;
    if (!this.#closed) this.#stop ??= this.#watch();
    let done = false;
    return () => {
      if (done) return;
      done = true;
      unsubscribe();
      this.#listeners -= 1;
      if (this.#listeners === 0) this.#unwatch();
    };
  }

  close(): void {
    this.#closed = true;
    this.#unwatch();
  }

  /** The copy is gone: nothing of it stays on the screen. */
  forget(): void {
    this.close();
    this.#answer.set({ value: undefined, error: undefined });
  }

  #watch(): Unsubscribe {
    this.#owner.onStart();
    return this.#open();
  }

  #open(): Unsubscribe {
    return this.#tables.watch(this.#read.tables, (reader) => this.#read.read(reader), {
      next: (value) => this.#answer.set({ value, error: undefined }),
      error: (error) => this.#answer.set({ value: this.value, error: asStorageError(error) }),
    });
  }

  #unwatch(): void {
    if (!this.#stop) return;
    this.#stop();
    this.#stop = undefined;
    this.#owner.onStop();
  }
}
