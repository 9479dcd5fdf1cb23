import type { Change } from '../domain/change.js';
import { OF_SESSIONS, sessionIdOf } from '../domain/session-of.js';
import { lookedFor } from '../domain/sessions/query.js';
import { COLLECTIONS } from '../domain/collections.js';
import type { Collection, TenantCollection } from '../domain/records.js';
import { NearhandError } from '../host/errors.js';
import type { Readable } from '../ports/readable.js';
import { asChange, isFromServer, lay } from './overlay.js';
import { CHANGES, listMeta, sessionMeta, tenantMeta } from './meta.js';
import { once } from './once.js';
import type { Read } from './live-query.js';
import type { Remote } from './remote.js';
import type { Kept, MetaRow, TableName } from './schema.js';
import type { ShownSessions, StoreStatus } from './store.js';
import type { Tables } from './tables.js';

/** Rows of one request; the port allows 200. */
const PAGE = 100;
const TABLES: readonly TableName[] = [...COLLECTIONS, 'meta'];

const hasBegun: Read<boolean> = {
  tables: ['meta'],
  read: async (reader) => (await reader.get('meta', CHANGES)) !== undefined,
};

/** Brings in older rows on demand. What is here already is never older than a list, since `changes` follows it. */
export class Loader {
  readonly #tables: Tables;
  readonly #remote: Remote;
  readonly #status: Readable<StoreStatus>;

  constructor(tables: Tables, remote: Remote, status: Readable<StoreStatus>) {
    this.#tables = tables;
    this.#remote = remote;
    this.#status = status;
  }

  async older(query: ShownSessions, signal: AbortSignal): Promise<'more' | 'all'> {
    signal.throwIfAborted();
    if ((await this.#cursor(query)) === null) return 'all';
    await this.#begun(signal);
    const before = await this.#cursor(query);
    if (before === null) return 'all';
    const page = await this.#remote.list(
      { ...query, collection: 'sessions', limit: PAGE, ...(before && { cursor: before }) },
      signal,
    );
    const cursor = page.cursor ?? null;
    await this.#fill(
      page.rows.map((row) => asChange('sessions', row)),
      { id: listMeta(query), cursor, lookedFor: lookedFor(query) },
    );
    return cursor === null ? 'all' : 'more';
  }

  async session(sessionId: string, signal: AbortSignal): Promise<void> {
    const id = sessionMeta(sessionId);
    if ((await this.#meta(id)) || (await this.#isOursAlone(sessionId))) return;
    await this.#begun(signal);
    const collections = OF_SESSIONS.filter((collection) => this.#remote.has(collection));
    const changes = await Promise.all(
      collections.map((collection) => this.#all({ collection, sessionId }, signal)),
    );
    const own = changes.flat().filter((change) => sessionIdOf(change) === sessionId);
    await this.#fill(own, { id, cursor: null });
  }

  async tenant(collection: TenantCollection, signal: AbortSignal): Promise<void> {
    const id = tenantMeta(collection);
    if ((await this.#meta(id)) || !this.#remote.has(collection)) return;
    await this.#begun(signal);
    await this.#fill(await this.#all({ collection }, signal), { id, cursor: null });
  }

  /** What is fetched before `changes` has begun would not be followed by it. */
  async #begun(signal: AbortSignal): Promise<void> {
    if (await this.#tables.read(hasBegun.tables, (reader) => hasBegun.read(reader))) return;
    const offline = new AbortController();
    const giveUpOffline = ({ connection }: StoreStatus): void => {
      if (connection === 'offline')
        offline.abort(new NearhandError('backend/offline', 'No connection yet', { retryable: true }));
    };
    const stop = this.#status.subscribe(giveUpOffline);
    giveUpOffline(this.#status.value);
    const either = AbortSignal.any([offline.signal, signal]);
    await once(this.#tables, hasBegun, Boolean, either).finally(stop);
  }

  async #all(
    of: { readonly collection: Collection; readonly sessionId?: string },
    signal: AbortSignal,
  ): Promise<Change[]> {
    const changes: Change[] = [];
    let cursor: string | undefined;
    do {
      const query = { ...of, limit: PAGE, ...(cursor !== undefined && { cursor }) };
      const page = await this.#remote.list(query, signal);
      changes.push(...page.rows.map((row) => asChange(of.collection, row)));
      cursor = page.cursor === cursor ? undefined : page.cursor;
    } while (cursor !== undefined);
    return changes;
  }

  /** Made here and not sent yet: there is nothing to fetch. */
  async #isOursAlone(sessionId: string): Promise<boolean> {
    const kept = await this.#tables.read(['sessions'], (reader) => reader.get('sessions', sessionId));
    if (kept && !kept.row && !('ground' in kept)) return true;
    return kept?.origin === 'outbox' && !kept.ground;
  }

  /** Where the list goes on; undefined where it has not begun. */
  async #cursor(query: ShownSessions): Promise<string | null | undefined> {
    const meta = await this.#meta(listMeta(query));
    return meta && (meta.lookedFor ?? '') === lookedFor(query) ? meta.cursor : undefined;
  }

  #meta(id: string): Promise<MetaRow | undefined> {
    return this.#tables.read(['meta'], (reader) => reader.get('meta', id));
  }

  async #fill(changes: readonly Change[], meta: MetaRow): Promise<void> {
    await this.#tables.write(TABLES, async (writer) => {
      for (const change of changes) {
        const kept: Kept | undefined = await writer.get(change.collection, change.row.id);
        if (!isFromServer(kept)) await lay(writer, change, 'server');
      }
      await writer.put('meta', meta);
    });
  }
}
