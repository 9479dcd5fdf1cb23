import type { Change } from '../domain/change.js';
import { sessionIdOf } from '../domain/session-of.js';
import { COLLECTIONS } from '../domain/collections.js';
import type { Collection, Row } from '../domain/records.js';
import { reduce } from '../domain/reduce.js';
import type { Person } from '../domain/session.js';
import type { Ground, Kept, OutboxRow, RowKey, TableName } from './schema.js';
import type { Reader, Writer } from './tables.js';

/** The tables that a write of any kind may touch. */
export const OVERLAY_TABLES: readonly TableName[] = [...COLLECTIONS, 'outbox'];

const groundOf = (kept: Kept | undefined): Ground<Collection> | undefined => {
  if (!kept) return undefined;
  return kept.origin === 'outbox' ? kept.ground : { row: kept.row, origin: kept.origin };
};

export const isFromServer = (kept: Kept | undefined): boolean => groundOf(kept)?.origin === 'server';

const keyOf = (change: Change): RowKey => ({ collection: change.collection, id: change.row.id });

// Collection and row belong together in a `Change`; TypeScript loses that when both are looked up by name.
const put = (writer: Writer, collection: Collection, kept: Kept): Promise<void> =>
  writer.put<Collection>(collection, kept as Kept<'sessions'> & Kept<'messages'>);

/** What the backend or a peer told, below whatever we guess on top of it. */
export async function lay(
  writer: Writer,
  change: Change,
  origin: Ground<Collection>['origin'],
): Promise<void> {
  const { collection, id } = keyOf(change);
  const ground: Ground<Collection> = { row: change.row, origin };
  const kept: Kept | undefined = await writer.get(collection, id);
  if (kept?.origin === 'outbox') return put(writer, collection, { ...kept, ground });
  return put(writer, collection, { id, ...ground });
}

/** Our guess, on top. */
export async function guess(writer: Writer, changes: readonly Change[]): Promise<RowKey[]> {
  for (const change of changes) {
    const { collection, id } = keyOf(change);
    const ground = groundOf(await writer.get(collection, id));
    await put(writer, collection, { id, row: change.row, origin: 'outbox', ...(ground && { ground }) });
  }
  return changes.map(keyOf);
}

async function uncover(writer: Writer, { collection, id }: RowKey): Promise<void> {
  const ground = groundOf(await writer.get(collection, id));
  await (ground ? put(writer, collection, { id, ...ground }) : writer.delete(collection, id));
}

const isWaiting = (entry: OutboxRow): boolean => entry.state !== 'refused';

/** The writes of one session that the backend has not answered, in order. */
export const waitingOf = async (reader: Reader, sessionId: string): Promise<OutboxRow[]> =>
  (await reader.page('outbox', 'session', [sessionId])).filter(isWaiting);

const isSame = (a: readonly RowKey[], b: readonly RowKey[]): boolean =>
  a.length === b.length && a.every((key, i) => key.collection === b[i]?.collection && key.id === b[i].id);

/**
 * Takes every guess of a session off and applies what still waits again, on the ground as it now is. A write that no
 * longer fits shows no effect; whether it is refused is for the backend to say.
 */
export async function rebase(writer: Writer, sessionId: string, actor: Person): Promise<void> {
  const waiting = await waitingOf(writer, sessionId);
  for (const key of waiting.flatMap((entry) => entry.touched)) await uncover(writer, key);
  for (const entry of waiting) {
    const session = (await writer.get('sessions', sessionId))?.row;
    const outcome = reduce(entry.mutation, { actor, session, openForContext: undefined });
    const touched = 'changes' in outcome ? await guess(writer, outcome.changes) : [];
    if (!isSame(touched, entry.touched)) await writer.put('outbox', { ...entry, touched });
  }
}

/**
 * Rows as the backend now has them; guesses on top of them are made again.
 * @param freed rows that carry the guess of a write which waits no longer
 */
export async function layFromServer(
  writer: Writer,
  changes: readonly Change[],
  actor: Person,
  freed: readonly RowKey[] = [],
): Promise<void> {
  // All at once: one after the other, each waits for the database twice.
  await Promise.all(changes.map((change) => lay(writer, change, 'server')));
  for (const key of freed) await uncover(writer, key);
  const waiting = (await writer.page('outbox', 'state', [])).filter(isWaiting);
  const changed = new Set(changes.map(sessionIdOf));
  for (const sessionId of new Set(waiting.map((entry) => entry.sessionId)))
    if (changed.has(sessionId) || freed.length > 0) await rebase(writer, sessionId, actor);
}

/** The row of a collection as a change, without asking TypeScript to follow the pair. */
export const asChange = <C extends Collection>(collection: C, row: Row<C>): Change =>
  ({ collection, row }) as unknown as Change;
