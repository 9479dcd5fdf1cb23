import {
  type AnyChange,
  asItIs,
  type Change,
  type ChangePage,
  type Collection,
  COLLECTIONS,
  type ErrorCode,
  mayWrite,
  type Mutation,
  namedIn,
  namesSomething,
  type Receipt,
  reduce,
  rewrite,
  rowNamedBy,
  rowsIn,
  seenCollections,
  type Session,
  shownTo,
  type Standing,
  timely,
} from '../../../src/domain.js';
import type { Beginning, ListQuery, Page } from '../../../src/plugin.js';
import type { Access } from './access.js';
import { refuse } from './answer.js';
import type { Caller } from './caller.js';
import { invitationOf, reached } from './invitation-rows.js';
import { receiptNow, toKeep } from './kept-receipts.js';
import { cursorAfter, numberIn, startAfter, unknownCursor } from './page-cursor.js';
import { fitting } from './page-size.js';
import type { Storage, StorageReader, StorageWriter } from './storage.js';

const CHANGES_PER_PAGE = 200;

export interface RecordsInput {
  readonly storage: Storage;
  readonly access: Access;
  readonly clock: () => number;
  readonly changed: (tenant: string, changes: readonly AnyChange[]) => void;
}

/** Lists, changes and mutations, as each caller may have them. */
export class Records {
  readonly #on: RecordsInput;

  constructor(input: RecordsInput) {
    this.#on = input;
  }

  async list(caller: Caller, { cursor, ...query }: ListQuery<Collection>): Promise<Page<Collection>> {
    const view = await this.#view(caller);
    const start = cursor === undefined ? {} : startAfter(cursor, query);
    if (!view.collections.includes(query.collection) || isElsewhere(query, view)) return { rows: [] };
    const asked = {
      ...query,
      ...(view.sessionId === undefined ? {} : { sessionId: view.sessionId }),
      ...start,
    };
    const found = await this.#on.storage.read(caller.tenant).list({ ...asked, limit: query.limit + 1 });
    const shown = fitting(found, query.limit);
    const last = found.length > shown.length ? shown.at(-1) : undefined;
    return {
      rows: rowsIn(view.of(shown.map(({ change }) => change))).map(({ row }) => row),
      ...(last ? { cursor: cursorAfter(last, asked) } : {}),
    };
  }

  /** The cursor is read first, so that what changes during the reading is told again afterwards. */
  async begin(caller: Caller, limit: number): Promise<Beginning> {
    const { cursor, now } = await this.changes(caller, undefined);
    const newest = (status: 'open' | 'ended') =>
      this.list(caller, { collection: 'sessions', status, limit }) as Promise<Page<'sessions'>>;
    const [open, ended] = await Promise.all([newest('open'), newest('ended')]);
    return { open, ended, cursor, ...(now === undefined ? {} : { now }) };
  }

  async changes(caller: Caller, cursor: string | undefined): Promise<ChangePage> {
    const view = await this.#view(caller);
    const reader = this.#on.storage.read(caller.tenant);
    const now = new Date(this.#on.clock()).toISOString();
    if (cursor === undefined) return { changes: [], cursor: `c${await reader.head()}`, more: false, now };
    const seq = numberIn(cursor, 'c');
    const { sessionId, collections } = view;
    const scope = sessionId === undefined ? undefined : { sessionId, collections };
    const found = await reader.since(seq, CHANGES_PER_PAGE + 1, scope);
    // Of a database that was there before this one was restored: whoever has it begins anew.
    if (found.length === 0 && seq > (await reader.head())) throw unknownCursor();
    const shown = fitting(found, CHANGES_PER_PAGE);
    return {
      changes: view.of(shown.map(({ change }) => change)),
      cursor: `c${shown.at(-1)?.seq ?? seq}`,
      more: found.length > shown.length,
      now,
    };
  }

  async apply(caller: Caller, mutation: Mutation): Promise<Receipt> {
    // Another person's receipt is none of the caller's business, so that the key names both.
    const key = `${caller.person.id}/${mutation.id}`;
    const digest = await digestOf(JSON.stringify(mutation));
    const truly = caller.kind === 'agent' ? await this.#asItIs(caller.tenant, mutation) : mutation;
    const { receipt, fresh } = await this.#on.storage.write(caller.tenant, async (writer) => {
      const standing = caller.kind === 'agent' ? undefined : await this.#on.access.standing(caller, writer);
      const kept = await writer.receipt(key);
      if (kept?.digest !== undefined && kept.digest !== digest)
        throw refuse('backend/id-reused', 'another mutation had this id');
      const decided = kept
        ? { receipt: await receiptNow(kept, writer), fresh: [] }
        : truly
          ? await this.#decide(caller, standing, truly, writer)
          : refused(mutation, 'backend/not-found', undefined);
      if (!kept) await writer.keepReceipt(key, toKeep(decided.receipt, digest));
      return { ...decided, receipt: await this.#shown(caller, decided.receipt, writer) };
    });
    if (fresh.length > 0) this.#on.changed(caller.tenant, fresh);
    return receipt;
  }

  async #decide(
    caller: Caller,
    standing: Standing | undefined,
    sent: Mutation,
    writer: StorageWriter,
  ): Promise<Decided> {
    const visible = caller.kind === 'agent' || caller.sessionId === sent.sessionId;
    const session = visible ? await writer.get('sessions', sent.sessionId) : undefined;
    const mutation = timely(sent, this.#on.clock(), session);
    const openForContext =
      mutation.type === 'session.create' ? await writer.openSession(mutation.context) : undefined;
    const real = caller.kind === 'agent' ? (session ?? openForContext) : session;
    const refusal = standing
      ? session && !mayWrite(standing, mutation) && 'backend/forbidden'
      : await inadmissible(mutation, writer);
    if (refusal) return refused(mutation, refusal, real);
    const named = rowNamedBy(mutation);
    const outcome = reduce(mutation, {
      actor: caller.person,
      rank: caller.kind === 'agent' ? caller.rank : undefined,
      session,
      openForContext,
      row: named && (await writer.get(named.collection, named.id)),
    });
    if ('refused' in outcome) return refused(mutation, outcome.refused, real);
    const changes = await settle(outcome.changes, writer);
    if (typeof changes === 'string') return refused(mutation, changes, real);
    await deleteFiles(changes, writer);
    for (const change of changes) await writer.put(change);
    const joined = mutation.type === 'session.admit' ? await markJoined(mutation.personId, writer) : [];
    return {
      receipt: { status: 'applied', mutationId: mutation.id, changes },
      fresh: [...changes, ...joined],
    };
  }

  /** A media item as its bytes are; undefined where it names bytes that are not of its session, or nowhere. */
  async #asItIs(tenant: string, mutation: Mutation): Promise<Mutation | undefined> {
    if (mutation.type !== 'media.create') return mutation;
    const { media, sessionId } = mutation;
    const bytes = media.ref === undefined ? undefined : await this.#on.storage.blobInfo(tenant, media.ref);
    if (media.ref !== undefined && bytes?.sessionId !== sessionId) return undefined;
    return { ...mutation, media: asItIs(media, bytes) };
  }

  async #view(caller: Caller): Promise<View> {
    if (caller.kind === 'agent') return WHOLE;
    return narrow(await this.#on.access.reading(caller));
  }

  /** A receipt tells a guest no more than they may see now that it is written. */
  async #shown(caller: Caller, receipt: Receipt, writer: StorageReader): Promise<Receipt> {
    if (caller.kind === 'agent') return receipt;
    const standing = await this.#on.access.standing(caller, writer);
    return { ...receipt, changes: narrow(standing).of(receipt.changes) };
  }
}

/** What of the rows a caller may have. */
interface View {
  readonly collections: readonly Collection[];
  /** Of this session alone. */
  readonly sessionId?: string;
  of(changes: readonly AnyChange[]): AnyChange[];
}

const WHOLE: View = { collections: COLLECTIONS, of: (changes) => [...changes] };

function narrow(standing: Standing): View {
  return {
    collections: seenCollections(standing),
    sessionId: standing.session.id,
    of: (changes) => changes.flatMap((change) => shownTo(standing, change) ?? []),
  };
}

/** A guest neither asks for another session, nor finds out by asking what ticket their own belongs to or who is in it. */
const isElsewhere = (query: ListQuery<Collection>, view: View): boolean =>
  view.sessionId !== undefined &&
  (namesSomething(query) || (query.sessionId !== undefined && query.sessionId !== view.sessionId));

interface Decided {
  readonly receipt: Receipt;
  /** All that was written; a receipt tells only what the mutation itself did. */
  readonly fresh: readonly AnyChange[];
}

/** Nobody is let in by an invitation that was taken back. */
async function inadmissible(mutation: Mutation, reader: StorageReader): Promise<ErrorCode | undefined> {
  if (mutation.type !== 'session.admit') return undefined;
  const invitation = await reader.get('invitations', invitationOf(mutation.personId) ?? '');
  return invitation?.status === 'revoked' ? 'link/revoked' : undefined;
}

function refused(mutation: Mutation, code: ErrorCode, session: Session | undefined): Decided {
  const changes: Change[] = session ? [{ collection: 'sessions', row: session }] : [];
  return { receipt: { status: 'refused', mutationId: mutation.id, code, changes }, fresh: [] };
}

/** What is gone stays gone: whoever was away when it went brings nothing back. */
async function settle(
  changes: readonly AnyChange[],
  writer: StorageWriter,
): Promise<AnyChange[] | ErrorCode> {
  const settled: AnyChange[] = [];
  for (const change of changes) {
    const { id } = namedIn(change);
    if (await writer.isDeleted(change.collection, id)) return 'backend/not-found';
    const next = rewrite(change, await writer.get(change.collection, id));
    if (typeof next === 'string') return next;
    settled.push(next);
  }
  return settled;
}

/** The bytes go with their item; those of a session, with that. */
async function deleteFiles(changes: readonly AnyChange[], writer: StorageWriter): Promise<void> {
  for (const change of changes) {
    if (change.collection !== 'media' || 'row' in change) continue;
    const item = await writer.get('media', change.deleted.id);
    for (const id of new Set([change.deleted.id, item?.ref ?? change.deleted.id]))
      await writer.deleteBlob(id);
  }
}

async function markJoined(personId: string, writer: StorageWriter): Promise<Change[]> {
  const id = invitationOf(personId);
  const row = id === undefined ? undefined : await writer.get('invitations', id);
  if (!row) return [];
  const change: Change = { collection: 'invitations', row: reached(row, 'joined') };
  await writer.put(change);
  return [change];
}

/** SHA-256. */
async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
