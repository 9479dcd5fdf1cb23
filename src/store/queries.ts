import type { Receipt } from '../domain/receipt.js';
import { lookedFor } from '../domain/sessions/query.js';
import type { Collection, SessionCollection, TenantCollection } from '../domain/records.js';
import type { Read } from './live-query.js';
import { listMeta } from './meta.js';
import { refusal } from './refusal.js';
import type { Kept } from './schema.js';
import { listed } from './listed-sessions.js';
import type { ShownSessions, StoredRow, StoreStatus } from './store.js';

const stored = <C extends Collection>({ row, origin }: Kept<C>): StoredRow<C>[] =>
  row ? [{ row, pending: origin !== 'server' }] : [];

export const sessionsBy = (
  query: ShownSessions & { readonly limit: number },
): Read<readonly StoredRow<'sessions'>[]> => ({
  tables: ['sessions'],
  read: async (reader) => (await listed(reader, query)).flatMap((kept) => stored<'sessions'>(kept)),
});

export const goesOn = (query: ShownSessions): Read<boolean> => ({
  tables: ['meta'],
  async read(reader) {
    const list = await reader.get('meta', listMeta(query));
    return typeof list?.cursor === 'string' && (list.lookedFor ?? '') === lookedFor(query);
  },
});

export const sessionById = (id: string): Read<StoredRow<'sessions'> | null> => ({
  tables: ['sessions'],
  async read(reader) {
    const kept = await reader.get('sessions', id);
    return (kept && stored<'sessions'>(kept)[0]) ?? null;
  },
});

export const rowsOfSession = <C extends SessionCollection>(
  collection: C,
  sessionId: string,
): Read<readonly StoredRow<C>[]> => ({
  tables: [collection],
  async read(reader) {
    const rows = await reader.page<SessionCollection>(collection, 'session', [sessionId]);
    return rows.flatMap((kept) => stored(kept as Kept<C>));
  },
});

export const rowsOfTenant = <C extends TenantCollection>(collection: C): Read<readonly StoredRow<C>[]> => ({
  tables: [collection],
  async read(reader) {
    const rows = await reader.page<TenantCollection>(collection, 'all', []);
    return rows.flatMap((kept) => stored(kept as Kept<C>));
  },
});

export const outboxStatus: Read<Pick<StoreStatus, 'pending' | 'refused'>> = {
  tables: ['outbox'],
  async read(reader) {
    const ready = await reader.count('outbox', 'state', ['ready']);
    const uploads = await reader.count('outbox', 'state', ['upload']);
    const refused = await reader.page('outbox', 'state', ['refused']);
    return {
      pending: ready + uploads,
      refused: refused.flatMap((entry) =>
        entry.state === 'refused' ? [{ mutation: entry.mutation, code: entry.code }] : [],
      ),
    };
  },
};

/** What became of a write. */
export const settlement = (mutationId: string): Read<Receipt | 'waiting' | 'unknown'> => ({
  tables: ['outbox', 'receipts'],
  async read(reader) {
    const receipt = await reader.get('receipts', mutationId);
    if (receipt) return receipt.receipt;
    const [entry] = await reader.page('outbox', 'mutation', [mutationId], { limit: 1 });
    if (!entry) return 'unknown';
    return entry.state === 'refused' ? refusal(entry.id, entry.code) : 'waiting';
  },
});
