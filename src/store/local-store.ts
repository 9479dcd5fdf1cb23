import type { Change } from '../domain/change.js';
import type { Receipt } from '../domain/receipt.js';
import type { MediaItem } from '../domain/media/schema.js';
import type { Mutation } from '../domain/mutation.js';
import type { SessionCollection, TenantCollection } from '../domain/records.js';
import { isSound } from '../domain/sessions/query.js';
import { isNearhandError, NearhandError } from '../host/errors.js';
import type { Readable, Unsubscribe } from '../ports/readable.js';
import { Value } from '../ports/value.js';
import { asStorageError, outdated } from './errors.js';
import type { Early } from './early.js';
import { TableQuery, type Read } from './live-query.js';
import { Exchange } from './exchange.js';
import { newMedia, newMutation } from './new-writes.js';
import { Outbox } from './outbox.js';
import { receiveRow } from './receive.js';
import {
  goesOn,
  outboxStatus,
  rowsOfSession,
  rowsOfTenant,
  sessionById,
  sessionsBy,
  settlement,
} from './queries.js';
import { once } from './once.js';
import type {
  LiveQuery,
  MediaDraft,
  MediaUrl,
  MutationDraft,
  ShownSessions,
  Store,
  StoredRow,
  StoreOptions,
  StoreStatus,
} from './store.js';
import { MediaBytes } from './media.js';
import type { Tables, TablesFate } from './tables.js';
import { Tabs, type TabMessage } from './tabs.js';

export interface LocalStoreOptions extends StoreOptions {
  readonly name: string;
  readonly tables: Tables;
  readonly outdated: boolean;
  readonly early?: Early | undefined;
}

/** The store over its tables. */
export class LocalStore implements Store {
  readonly #options: LocalStoreOptions;
  readonly #tables: Tables;
  readonly #tabs: Tabs;
  readonly #outbox: Outbox;
  /** Undefined without a backend; another in each era. */
  #exchange: Exchange | undefined;
  readonly #status: Value<StoreStatus>;
  readonly #closing = new AbortController();
  readonly #queries = new Set<Pick<TableQuery<unknown>, 'close' | 'forget'>>();
  readonly #unwatch: Unsubscribe;
  #era = new AbortController();
  #running: Promise<unknown>;

  constructor(options: LocalStoreOptions) {
    const { tables } = options;
    this.#options = options;
    this.#tables = tables;
    this.#outbox = new Outbox(tables, options.user);
    this.#status = new Value<StoreStatus>({
      kept: tables.kept,
      connection: 'unknown',
      pending: 0,
      refused: [],
      outdated: options.outdated,
      generation: 0,
    });
    this.#tabs = new Tabs(options.name, (message) => this.#onTabMessage(message));
    this.#running = this.#run();
    this.#unwatch = this.#watchOutbox();
    tables.onFate((fate) => this.#onFate(fate));
    this.#tabs.post({ type: 'hello' });
  }

  get status(): Readable<StoreStatus> {
    return this.#status;
  }

  sessions(query: ShownSessions & { readonly limit: number }): LiveQuery<readonly StoredRow<'sessions'>[]> {
    if (!isSound(query))
      throw new NearhandError('backend/invalid-request', 'No sessions can be asked for like this');
    return this.#query(sessionsBy(query));
  }

  hasOlder(query: ShownSessions): LiveQuery<boolean> {
    return this.#query(goesOn(query));
  }

  session(id: string): LiveQuery<StoredRow<'sessions'> | null> {
    return this.#query(sessionById(id));
  }

  ofSession<C extends SessionCollection>(
    collection: C,
    sessionId: string,
  ): LiveQuery<readonly StoredRow<C>[]> {
    return this.#query(rowsOfSession(collection, sessionId));
  }

  ofTenant<C extends TenantCollection>(collection: C): LiveQuery<readonly StoredRow<C>[]> {
    return this.#query(rowsOfTenant(collection));
  }

  async mutate(draft: MutationDraft): Promise<string> {
    return this.#enter(newMutation(draft));
  }

  async settled(mutationId: string, signal: AbortSignal): Promise<Receipt> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    const answer = await once(this.#tables, settlement(mutationId), (found) => found !== 'waiting', either);
    if (typeof answer === 'object') return answer;
    throw new NearhandError('backend/not-found', `Nothing is known of a write ${mutationId}`);
  }

  async addMedia(blob: Blob, about: MediaDraft): Promise<string> {
    const most = this.#options.backend?.capabilities.maxUpload ?? Infinity;
    if (blob.size > most)
      throw new NearhandError('backend/too-large', `The backend takes ${most} bytes at most`);
    return this.#enter(newMedia(blob, about, this.#options.user), blob);
  }

  async mediaUrl(item: MediaItem, signal: AbortSignal): Promise<MediaUrl> {
    return this.#media.url(item, signal);
  }

  async mediaBlob(item: MediaItem, signal: AbortSignal): Promise<Blob> {
    return this.#media.blob(item, signal);
  }

  async receive(change: Change): Promise<void> {
    this.#requireCurrent();
    await receiveRow(this.#tables, change);
  }

  async loadOlder(query: ShownSessions, signal = this.#closing.signal): Promise<'more' | 'all'> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    return (await this.#exchange?.loader.older(query, either)) ?? 'all';
  }

  async loadSession(id: string): Promise<void> {
    await this.#exchange?.loader.session(id, this.#closing.signal);
  }

  async loadTenant(collection: TenantCollection): Promise<void> {
    await this.#exchange?.loader.tenant(collection, this.#closing.signal);
  }

  async refresh(): Promise<void> {
    await this.#exchange?.sync.refresh();
  }

  async retry(mutationId: string): Promise<void> {
    this.#requireCurrent();
    await this.#outbox.retry(mutationId);
  }

  async discard(mutationId: string): Promise<void> {
    this.#requireCurrent();
    await this.#outbox.discard(mutationId);
  }

  async wipe({ force = false }: { readonly force?: boolean } = {}): Promise<void> {
    // An outdated tab cannot count what waits; it can only be told that it does not matter.
    if (!(force && this.#status.value.outdated)) {
      this.#requireCurrent();
      await this.#outbox.clear(force);
    }
    this.#tabs.post({ type: 'wiped' });
    await this.#stop();
    this.#forget();
    await this.#tables.destroy();
  }

  async close(): Promise<void> {
    await this.#stop();
    for (const query of this.#queries) query.close();
    this.#tables.close();
  }

  /** What is written may belong to a session that is not here yet: then that is fetched first. */
  async #enter(mutation: Mutation, bytes?: Blob): Promise<string> {
    this.#requireCurrent();
    try {
      await this.#outbox.add(mutation, bytes);
    } catch (error) {
      if (!isUnknownSession(error)) throw error;
      await this.loadSession(mutation.sessionId).catch(() => undefined);
      await this.#outbox.add(mutation, bytes);
    }
    return mutation.id;
  }

  get #media(): MediaBytes {
    return this.#exchange?.media ?? new MediaBytes(this.#tables, undefined);
  }

  #requireCurrent(): void {
    if (this.#status.value.outdated) throw outdated();
  }

  #query<T>(read: Read<T>): LiveQuery<T> {
    const query = new TableQuery(this.#tables, read, {
      onStart: () => this.#queries.add(query),
      onStop: () => this.#queries.delete(query),
    });
    return query;
  }

  async #run(): Promise<void> {
    this.#era = new AbortController();
    this.#exchange = this.#newExchange();
    await this.#exchange?.sync.run(AbortSignal.any([this.#era.signal, this.#closing.signal]));
  }

  #newExchange(): Exchange | undefined {
    const { tables, user, backend, name, early } = this.#options;
    if (!backend) return undefined;
    return new Exchange({
      tables,
      user,
      backend,
      outbox: this.#outbox,
      status: this.#status,
      early,
      name: tables.kept === 'disk' ? name : undefined,
      onConnection: (connection) => {
        this.#set({ connection });
        this.#tabs.post({ type: 'connection', connection });
      },
      report: (error) => this.#report(error),
      askLeader: () => this.#tabs.post({ type: 'refresh' }),
    });
  }

  /** Tells the page how many writes wait, and whoever sends them that there are some: also those of other tabs. */
  #watchOutbox(): Unsubscribe {
    return this.#tables.watch(outboxStatus.tables, outboxStatus.read, {
      next: (found) => {
        this.#set(found);
        if (found.pending > 0) this.#exchange?.sync.wake();
      },
      error: (error) => this.#report(asStorageError(error)),
    });
  }

  #onTabMessage(message: TabMessage): void {
    if (message.type === 'wiped') void this.#wiped();
    if (message.type === 'connection' && !this.#exchange?.sync.leads)
      this.#set({ connection: message.connection });
    if (!this.#exchange?.sync.leads) return;
    if (message.type === 'refresh') void this.#exchange?.sync.refresh();
    if (message.type === 'hello')
      this.#tabs.post({ type: 'connection', connection: this.#status.value.connection });
  }

  #onFate(fate: TablesFate): void {
    if (fate === 'outdated') {
      this.#closing.abort();
      this.#unwatch();
      return this.#set({ outdated: true });
    }
    this.#beginAnew();
  }

  /** Other tables have taken the place of lost ones: everything is fetched again, and in memory by this page alone. */
  #beginAnew(): void {
    const { pending, generation } = this.#status.value;
    if (pending > 0)
      this.#report(
        new NearhandError('storage/lost', `The local copy was deleted, with ${pending} unsent writes`),
      );
    this.#era.abort();
    this.#running = Promise.all([this.#running, this.#run()]);
    this.#set({ kept: this.#tables.kept, generation: generation + 1 });
  }

  async #wiped(): Promise<void> {
    this.#forget();
    this.#tables.close();
    await this.#stop();
  }

  #forget(): void {
    this.#options.onEarly?.(undefined);
    for (const query of [...this.#queries]) query.forget();
  }

  async #stop(): Promise<void> {
    this.#closing.abort();
    this.#unwatch();
    this.#tabs.close();
    this.#options.early?.drop();
    await this.#running;
  }

  #set(part: Partial<StoreStatus>): void {
    this.#status.set({ ...this.#status.value, ...part });
  }

  #report(error: NearhandError): void {
    try {
      this.#options.onError?.(error);
    } catch (thrown) {
      // The page's own mistake must not stop the exchange.
      reportError(thrown);
    }
  }
}

const isUnknownSession = (error: unknown): boolean =>
  isNearhandError(error) && error.code === 'backend/not-found';
