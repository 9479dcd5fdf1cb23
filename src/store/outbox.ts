import * as v from 'valibot';
import type { Receipt } from '../domain/receipt.js';
import { Mutation } from '../domain/mutation.js';
import { reduce } from '../domain/reduce.js';
import type { Person } from '../domain/session.js';
import type { ReduceInput } from '../domain/write.js';
import { NearhandError } from '../host/errors.js';
import { guess, inputFor, layFromServer, OVERLAY_TABLES, rebase } from './overlay.js';
import { TABLES as ALL_TABLES, type BlobRow, type OutboxRow, type TableName } from './schema.js';
import type { Reader, Tables, Writer } from './tables.js';

const TABLES: readonly TableName[] = [...OVERLAY_TABLES, 'receipts'];

/** How long a receipt can be asked for, in ms. */
const RECEIPT_LIFETIME = 60 * 60 * 1000;

/** What waits for the backend, and the guesses that it stands for. */
export class Outbox {
  readonly #tables: Tables;
  readonly #actor: Person;

  constructor(tables: Tables, actor: Person) {
    this.#tables = tables;
    this.#actor = actor;
  }

  /** Row, guess and bytes go in together or not at all. */
  async add(draft: Mutation, bytes?: Blob): Promise<void> {
    const { success, output: mutation } = v.safeParse(Mutation, draft);
    if (!success)
      throw new NearhandError('backend/invalid-request', `A ${draft.type} does not fit its schema`);
    await this.#tables.write(TABLES, async (writer) => {
      if (bytes && mutation.type === 'media.create')
        await writer.put('blobs', {
          id: mutation.media.id,
          state: 'unsent',
          blob: bytes,
          keptAt: mutation.at,
        });
      await this.#enter(writer, mutation, bytes ? 'upload' : 'ready');
    });
  }

  async #enter(writer: Writer, mutation: Mutation, state: 'ready' | 'upload'): Promise<void> {
    const { id, sessionId } = mutation;
    const open = await openForContext(writer, mutation);
    const input = await inputFor(writer, mutation, this.#actor, open);
    const outcome = reduce(mutation, input);
    if ('refused' in outcome && !isForAdmin(mutation, input))
      throw new NearhandError(outcome.refused, `${mutation.type} is not possible`);
    const touched = 'changes' in outcome ? await guess(writer, outcome.changes) : [];
    await writer.put('outbox', { id, sessionId, mutation, touched, state });
  }

  /** In order. */
  ready(): Promise<OutboxRow[]> {
    return this.#tables.read(['outbox'], (reader) => reader.page('outbox', 'state', ['ready']));
  }

  /** The writes whose bytes can go now: their sessions must exist over there first. */
  uploads(): Promise<OutboxRow[]> {
    return this.#tables.read(['outbox'], async (reader) => {
      const ready = await reader.page('outbox', 'state', ['ready']);
      const created = new Set(
        ready.filter(({ mutation }) => mutation.type === 'session.create').map(({ sessionId }) => sessionId),
      );
      const uploads = await reader.page('outbox', 'state', ['upload']);
      return uploads.filter(({ sessionId }) => !created.has(sessionId));
    });
  }

  bytesOf(mediaId: string): Promise<BlobRow | undefined> {
    return this.#tables.read(['blobs'], (reader) => reader.get('blobs', mediaId));
  }

  /** Its bytes have arrived: now the write itself can go. */
  async uploaded(mutationId: string, ref: string): Promise<void> {
    await this.#tables.write(OVERLAY_TABLES, async (writer) => {
      const entry = await find(writer, mutationId);
      if (entry?.state !== 'upload' || entry.mutation.type !== 'media.create') return;
      const mutation: Mutation = { ...entry.mutation, media: { ...entry.mutation.media, ref } };
      await writer.put('outbox', { ...entry, mutation, state: 'ready' });
      await rebase(writer, entry.sessionId, this.#actor);
    });
  }

  /** The backend has answered. */
  async settle(receipt: Receipt): Promise<void> {
    await this.#tables.write(TABLES, async (writer) => {
      const entry = await find(writer, receipt.mutationId);
      if (!entry) return;
      await (receipt.status === 'applied'
        ? this.#confirm(writer, entry)
        : writer.put('outbox', { ...entry, state: 'refused', code: receipt.code, touched: [] }));
      await layFromServer(writer, receipt.changes, this.#actor, entry.touched);
      await keepReceipt(writer, receipt);
    });
  }

  async #confirm(writer: Writer, entry: OutboxRow): Promise<void> {
    await writer.delete('outbox', entry.seq);
    if (entry.mutation.type !== 'media.create') return;
    const bytes = await writer.get('blobs', entry.mutation.media.id);
    if (bytes) await writer.put('blobs', { ...bytes, state: 'viewed' });
  }

  /** Takes its old place in the order again. */
  async retry(mutationId: string): Promise<void> {
    await this.#tables.write(TABLES, async (writer) => {
      const entry = await findRefused(writer, mutationId);
      const { seq, id, sessionId, mutation } = entry;
      const state = mutation.type === 'media.create' && !mutation.media.ref ? 'upload' : 'ready';
      await writer.put('outbox', { seq, id, sessionId, mutation, touched: [], state });
      await writer.delete('receipts', id);
      await rebase(writer, sessionId, this.#actor);
    });
  }

  async discard(mutationId: string): Promise<void> {
    await this.#tables.write(TABLES, async (writer) => {
      const { seq, mutation } = await findRefused(writer, mutationId);
      await writer.delete('outbox', seq);
      if (mutation.type === 'media.create') await writer.delete('blobs', mutation.media.id);
    });
  }

  /**
   * Empties the whole copy, in the transaction that counts what waits, whatever may delay the deletion of the database
   * afterwards.
   * @throws NearhandError `storage/unsent`, unless forced.
   */
  async clear(force: boolean): Promise<void> {
    await this.#tables.write(ALL_TABLES, async (writer) => {
      const unsent = await writer.count('outbox', 'state', []);
      if (unsent > 0 && !force)
        throw new NearhandError('storage/unsent', `${unsent} writes have not been sent`);
      for (const table of ALL_TABLES) await writer.clear(table);
    });
  }
}

/** Who is an admin is not known here: what only they may do is not guessed, and the backend says what becomes of it. */
const isForAdmin = (mutation: Mutation, input: ReduceInput): boolean =>
  input.actor.role === 'agent' && 'changes' in reduce(mutation, { ...input, rank: 'admin' });

async function openForContext(reader: Reader, mutation: Mutation) {
  if (mutation.type !== 'session.create') return undefined;
  const [open] = await reader.page('sessions', 'context', [mutation.context, 'open'], { limit: 1 });
  return open?.row;
}

async function find(reader: Reader, mutationId: string): Promise<OutboxRow | undefined> {
  const [entry] = await reader.page('outbox', 'mutation', [mutationId], { limit: 1 });
  return entry;
}

async function findRefused(reader: Reader, mutationId: string): Promise<OutboxRow> {
  const entry = await find(reader, mutationId);
  if (entry?.state === 'refused') return entry;
  throw new NearhandError('backend/not-found', `No refused write ${mutationId}`);
}

/** Each new receipt sees two old ones off, so that they never pile up. */
async function keepReceipt(writer: Writer, receipt: Receipt): Promise<void> {
  const now = Date.now();
  const oldest = await writer.page('receipts', 'age', [], { limit: 2 });
  for (const { id, at } of oldest)
    if (Date.parse(at) < now - RECEIPT_LIFETIME) await writer.delete('receipts', id);
  await writer.put('receipts', { id: receipt.mutationId, receipt, at: new Date(now).toISOString() });
}
