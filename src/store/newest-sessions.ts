import { isFound, soughtOf } from '../domain/sessions/query.js';
import type { Session } from '../domain/session.js';
import type { Kept } from './schema.js';
import type { ShownSessions } from './store.js';
import type { Reader } from './tables.js';

/** One that is not gone: no index has those. */
type KeptSession = Kept<'sessions'> & { readonly row: Session };
const isThere = (kept: Kept<'sessions'> | undefined): kept is KeptSession => kept?.row !== undefined;

/** So many are read one by one and sorted. Of more, the newest soon come by in the order of time. */
const FEW = 1_000;

/** The newest sessions that fit, newest first, over indexes alone. */
export async function newest(
  reader: Reader,
  { limit, ...query }: ShownSessions & { readonly limit: number },
): Promise<KeptSession[]> {
  const sought = soughtOf(query);
  if (query.context !== undefined || sought.length === 0) return inOrder(reader, query, sought, limit);
  const ids = await foundBy(reader, query.status, sought);
  if (ids.length > FEW) return inOrder(reader, query, sought, limit);
  const rows = await Promise.all(ids.map((id) => reader.get('sessions', id)));
  return rows.filter(isThere).sort(byTime).slice(0, limit);
}

/** Through the index of a status or a ticket from its end, further and further until there are enough. */
async function inOrder(
  reader: Reader,
  { status, context }: ShownSessions,
  sought: readonly string[],
  limit: number,
): Promise<KeptSession[]> {
  for (let most = limit; ; most *= 4) {
    const newestFirst = { limit: most, order: 'descending' } as const;
    const rows = await (context === undefined
      ? reader.page('sessions', 'status', [status], newestFirst)
      : reader.page('sessions', 'context', [context, status], newestFirst));
    const found = rows.filter(isThere).filter(({ row }) => isFound(row, sought));
    if (found.length >= limit || rows.length < most) return found.slice(0, limit);
  }
}

/** Ids of those that have a term for each beginning. */
async function foundBy(
  reader: Reader,
  status: ShownSessions['status'],
  sought: readonly string[],
): Promise<string[]> {
  let ids: ReadonlySet<string> | undefined;
  for (const beginning of sought) {
    const found = new Set(await reader.found(status, beginning));
    const before = ids;
    ids = before ? new Set([...before].filter((id) => found.has(id))) : found;
    if (ids.size === 0) break;
  }
  return [...(ids ?? [])];
}

const byTime = (a: KeptSession, b: KeptSession): number =>
  a.row.createdAt === b.row.createdAt ? compare(b.id, a.id) : compare(b.row.createdAt, a.row.createdAt);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
