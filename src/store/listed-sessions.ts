import { fits, soughtOf } from '../domain/sessions/query.js';
import { bySort, isByEnd, isLatestFirst } from '../domain/sessions/sort.js';
import { agentTerm } from '../domain/sessions/terms.js';
import type { Session } from '../domain/session.js';
import type { IndexName, Kept } from './schema.js';
import type { ShownSessions } from './store.js';
import type { Reader } from './tables.js';

/** One that is not gone: no index has those. */
type KeptSession = Kept<'sessions'> & { readonly row: Session };
const isThere = (kept: Kept<'sessions'> | undefined): kept is KeptSession => kept?.row !== undefined;

/** So many are read one by one and sorted. Of more, the first soon come by in the order of the list. */
const FEW = 1_000;

/** The first sessions that fit, in their order, over indexes alone. */
export async function listed(
  reader: Reader,
  { limit, ...query }: ShownSessions & { readonly limit: number },
): Promise<KeptSession[]> {
  const sought = soughtOf(query);
  if (query.context !== undefined || sought.length === 0) return inOrder(reader, query, limit);
  const ids = await foundBy(reader, query, sought);
  if (ids.length > FEW) return inOrder(reader, query, limit);
  const rows = (await Promise.all(ids.map((id) => reader.get('sessions', id)))).filter(isThere);
  const compare = bySort(query.sort);
  return rows
    .filter(({ row }) => fits(row, query))
    .sort((a, b) => compare(a.row, b.row))
    .slice(0, limit);
}

/** Through the index of what is most particular, further and further until there are enough. */
async function inOrder(reader: Reader, query: ShownSessions, limit: number): Promise<KeptSession[]> {
  const { status, context, agent, from, to, sort } = query;
  const by: 'context' | 'agent' | 'status' = context ? 'context' : agent ? 'agent' : 'status';
  const index: IndexName<'sessions'> = isByEnd(sort) ? `${by}ByEnd` : by;
  const named = { context, agent, status: undefined }[by];
  const prefix = named === undefined ? [status] : [named, status];
  const order = isLatestFirst(sort) ? 'descending' : 'ascending';
  const span = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  for (let most = limit; ; most *= 4) {
    const rows = await reader.page('sessions', index, prefix, { ...span, order, limit: most });
    const found = rows.filter(isThere).filter(({ row }) => fits(row, query));
    if (found.length >= limit || rows.length < most) return found.slice(0, limit);
  }
}

/** Ids of those that have a term for each beginning and are the agent's, where one is asked for. */
async function foundBy(
  reader: Reader,
  { status, agent }: ShownSessions,
  sought: readonly string[],
): Promise<string[]> {
  const beginnings = agent === undefined ? sought : [...sought, agentTerm(agent)];
  let ids: ReadonlySet<string> | undefined;
  for (const beginning of beginnings) {
    const found = new Set(await reader.found(status, beginning));
    const before = ids;
    ids = before ? new Set([...before].filter((id) => found.has(id))) : found;
    if (ids.size === 0) break;
  }
  return [...(ids ?? [])];
}
