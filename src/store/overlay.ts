import { namedIn, rowsIn, type AnyChange, type Change } from '../domain/change.js';
import { rowNamedBy, type Mutation } from '../domain/mutation.js';
import { OF_SESSIONS, sessionIdOf } from '../domain/session-of.js';
import { COLLECTIONS } from '../domain/collections.js';
import type { Collection, Row, SessionCollection } from '../domain/records.js';
import { reduce } from '../domain/reduce.js';
import type { Person, Session } from '../domain/session.js';
import type { ReduceInput } from '../domain/write.js';
import type { Ground, Kept, OutboxRow, RowKey, TableName } from './schema.js';
import type { Reader, Writer } from './tables.js';

/** The tables that a write of any kind may touch. */
export const OVERLAY_TABLES: readonly TableName[] = [...COLLECTIONS, 'outbox', 'blobs'];

const groundOf = (kept: Kept | undefined): Ground<Collection> | undefined => {
  if (!kept) return undefined;
  if (kept.origin === 'outbox') return kept.ground;
  return kept.row
    ? { row: kept.row, origin: kept.origin }
    : { origin: kept.origin, deletedAt: kept.deletedAt };
};

export const isFromServer = (kept: Kept | undefined): boolean => groundOf(kept)?.origin === 'server';

const isGone = (kept: Kept | undefined): boolean => {
  const ground = groundOf(kept);
  return ground !== undefined && !ground.row;
};

const keyOf = (change: AnyChange): RowKey => ({ collection: change.collection, id: namedIn(change).id });

const groundIn = (change: AnyChange, origin: 'server' | 'wire'): Ground<Collection> =>
  'row' in change ? { row: change.row, origin } : { origin: 'server', deletedAt: change.at };

// Collection and row belong together in a `Change`; TypeScript loses that when both are looked up by name.
const put = (writer: Writer, collection: Collection, kept: Kept): Promise<void> =>
  writer.put<Collection>(collection, kept as Kept<'sessions'> & Kept<'messages'>);

/** What the backend or a peer told, below whatever we guess on top of it. What is gone does not come back, whoever tells of it. */
export async function lay(
  writer: Writer,
  change: AnyChange,
  origin: Ground<Collection>['origin'],
): Promise<void> {
  const { collection, id } = keyOf(change);
  const ground = groundIn(change, origin);
  const kept: Kept | undefined = await writer.get(collection, id);
  if (isGone(kept) || (await isOfGoneSession(writer, change))) return;
  if (!ground.row) await clear(writer, { collection, id });
  if (kept?.origin === 'outbox') return put(writer, collection, { ...kept, ground });
  return put(writer, collection, { id, ...ground });
}

async function isOfGoneSession(reader: Reader, change: AnyChange): Promise<boolean> {
  const sessionId = change.collection === 'sessions' ? undefined : sessionIdOf(change);
  return sessionId !== undefined && isGone(await reader.get('sessions', sessionId));
}

/** What goes with a row: the bytes that were viewed, and all of a session. Guesses are made again on what is left. */
async function clear(writer: Writer, { collection, id }: RowKey): Promise<void> {
  if (collection === 'media' && (await writer.get('blobs', id))?.state === 'viewed')
    await writer.delete('blobs', id);
  if (collection !== 'sessions') return;
  for (const own of OF_SESSIONS as SessionCollection[]) {
    if ((own as Collection) === 'sessions') continue;
    for (const kept of await writer.page(own, 'session', [id])) {
      await clear(writer, { collection: own, id: kept.id });
      const { row } = kept;
      await (kept.origin === 'outbox' && row
        ? put(writer, own, { id: kept.id, row, origin: 'outbox' })
        : writer.delete(own, kept.id));
    }
  }
}

/** Our guess, on top; none of what is gone. */
export async function guess(writer: Writer, changes: readonly AnyChange[]): Promise<RowKey[]> {
  const touched: RowKey[] = [];
  for (const change of changes) {
    const { collection, id } = keyOf(change);
    const kept = await writer.get(collection, id);
    if (isGone(kept)) continue;
    const ground = groundOf(kept);
    const row = 'row' in change ? { row: change.row } : {};
    await put(writer, collection, { id, ...row, origin: 'outbox', ...(ground && { ground }) });
    touched.push({ collection, id });
  }
  return touched;
}

/** What the rules are asked with here. What the vendor says of the user is not known. */
export async function inputFor(
  reader: Reader,
  mutation: Mutation,
  actor: Person,
  openForContext?: Session,
): Promise<ReduceInput> {
  const named = rowNamedBy(mutation);
  const kept: Kept | undefined = named && (await reader.get(named.collection, named.id));
  const session = (await reader.get('sessions', mutation.sessionId))?.row;
  return { actor, session, openForContext, row: kept?.row };
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
    const outcome = reduce(entry.mutation, await inputFor(writer, entry.mutation, actor));
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
  changes: readonly AnyChange[],
  actor: Person,
  freed: readonly RowKey[] = [],
): Promise<void> {
  // All at once: one after the other, each waits for the database twice. What is gone comes last, and takes along what
  // was laid of it meanwhile.
  await Promise.all(rowsIn(changes).map((change) => lay(writer, change, 'server')));
  for (const change of changes) if (!('row' in change)) await lay(writer, change, 'server');
  for (const key of freed) await uncover(writer, key);
  const waiting = (await writer.page('outbox', 'state', [])).filter(isWaiting);
  const changed = new Set(changes.map(sessionIdOf));
  for (const sessionId of new Set(waiting.map((entry) => entry.sessionId)))
    if (changed.has(sessionId) || freed.length > 0) await rebase(writer, sessionId, actor);
}

/** The row of a collection as a change, without asking TypeScript to follow the pair. */
export const asChange = <C extends Collection>(collection: C, row: Row<C>): Change =>
  ({ collection, row }) as unknown as Change;
