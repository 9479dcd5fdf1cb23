import type { Change, ChangePage, Receipt } from '../../../src/domain/change.js';
import type { ErrorCode } from '../../../src/domain/error-code.js';
import type { Mutation } from '../../../src/domain/mutation.js';
import type { Collection } from '../../../src/domain/records.js';
import { reduce } from '../../../src/domain/reduce.js';
import { rewrite } from '../../../src/domain/rewrite.js';
import type { Session } from '../../../src/domain/session.js';
import type { ListQuery, Page } from '../../../src/ports/backend-port.js';
import { refuse } from './answer.js';
import { scopeOf } from './caller.js';
import type { Caller } from './caller.js';
import { invitationOf, reached } from './invitation-rows.js';
import type { Storage, StorageWriter } from './storage.js';

const CHANGES_PER_PAGE = 200;

/** Lists, changes and mutations, as each caller may have them. */
export class Records {
  readonly #storage: Storage;
  readonly #changed: (tenant: string, changes: readonly Change[]) => void;

  constructor(storage: Storage, changed: (tenant: string, changes: readonly Change[]) => void) {
    this.#storage = storage;
    this.#changed = changed;
  }

  async list(caller: Caller, { cursor, ...query }: ListQuery<Collection>): Promise<Page<Collection>> {
    const scope = scopeOf(caller);
    if (scope && !scope.collections.includes(query.collection)) return { rows: [] };
    const found = await this.#storage.read(caller.tenant).list({
      ...query,
      ...(scope ? { sessionId: scope.sessionId } : {}),
      ...(cursor === undefined ? {} : { before: numberIn(cursor, 'l') }),
      limit: query.limit + 1,
    });
    const shown = found.slice(0, query.limit);
    const last = found.length > query.limit ? shown.at(-1) : undefined;
    return { rows: shown.map(({ change }) => change.row), ...(last ? { cursor: `l${last.born}` } : {}) };
  }

  async changes(caller: Caller, cursor: string | undefined): Promise<ChangePage> {
    const reader = this.#storage.read(caller.tenant);
    if (cursor === undefined) return { changes: [], cursor: `c${await reader.head()}`, more: false };
    const seq = numberIn(cursor, 'c');
    const found = await reader.since(seq, CHANGES_PER_PAGE + 1, scopeOf(caller));
    const shown = found.slice(0, CHANGES_PER_PAGE);
    return {
      changes: shown.map(({ change }) => change),
      cursor: `c${shown.at(-1)?.seq ?? seq}`,
      more: found.length > CHANGES_PER_PAGE,
    };
  }

  async apply(caller: Caller, mutation: Mutation): Promise<Receipt> {
    // Another person's receipt is none of the caller's business, so that the key names both.
    const key = `${caller.person.id}/${mutation.id}`;
    const { receipt, fresh } = await this.#storage.write(caller.tenant, async (writer) => {
      const kept = await writer.receipt(key);
      if (kept) return { receipt: kept, fresh: [] };
      const decided = await decide(caller, mutation, writer);
      await writer.keepReceipt(key, decided.receipt);
      return decided;
    });
    if (fresh.length > 0) this.#changed(caller.tenant, fresh);
    return receipt;
  }
}

interface Decided {
  readonly receipt: Receipt;
  /** All that was written; a receipt tells only what the mutation itself did. */
  readonly fresh: readonly Change[];
}

async function decide(caller: Caller, mutation: Mutation, writer: StorageWriter): Promise<Decided> {
  const visible = caller.kind === 'agent' || caller.sessionId === mutation.sessionId;
  const session = visible ? await writer.get('sessions', mutation.sessionId) : undefined;
  const openForContext =
    mutation.type === 'session.create' ? await writer.openSession(mutation.context) : undefined;
  const outcome =
    caller.kind === 'guest' && caller.presence === 'waiting' && mutation.type === 'message.create'
      ? { refused: 'backend/forbidden' as const }
      : reduce(mutation, { actor: caller.person, session, openForContext });
  const real = caller.kind === 'agent' ? (session ?? openForContext) : session;
  if ('refused' in outcome) return refused(mutation, outcome.refused, real);
  const changes = await settle(outcome.changes, writer);
  if (!changes) return refused(mutation, 'backend/conflict', real);
  for (const change of changes) await writer.put(change);
  const joined = mutation.type === 'session.admit' ? await markJoined(mutation.personId, writer) : [];
  return { receipt: { status: 'applied', mutationId: mutation.id, changes }, fresh: [...changes, ...joined] };
}

function refused(mutation: Mutation, code: ErrorCode, session: Session | undefined): Decided {
  const changes: Change[] = session ? [{ collection: 'sessions', row: session }] : [];
  return { receipt: { status: 'refused', mutationId: mutation.id, code, changes }, fresh: [] };
}

async function settle(changes: readonly Change[], writer: StorageWriter): Promise<Change[] | undefined> {
  const settled: Change[] = [];
  for (const change of changes) {
    const next = rewrite(change, await writer.get(change.collection, change.row.id));
    if (!next) return undefined;
    settled.push(next);
  }
  return settled;
}

async function markJoined(personId: string, writer: StorageWriter): Promise<Change[]> {
  const id = invitationOf(personId);
  const row = id === undefined ? undefined : await writer.get('invitations', id);
  if (!row) return [];
  const change: Change = { collection: 'invitations', row: reached(row, 'joined') };
  await writer.put(change);
  return [change];
}

function numberIn(cursor: string, kind: 'l' | 'c'): number {
  const digits = cursor.startsWith(kind) ? /^\d{1,15}$/.exec(cursor.slice(1))?.[0] : undefined;
  if (digits === undefined) throw refuse('backend/invalid-request', 'the cursor is not one of this server');
  return Number(digits);
}
