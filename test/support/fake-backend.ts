import { namedIn, rowsIn, type AnyChange, type Change, type ChangePage } from '../../src/domain/change.js';
import type { Receipt } from '../../src/domain/receipt.js';
import { rowNamedBy, type Mutation } from '../../src/domain/mutation.js';
import { COLLECTIONS } from '../../src/domain/collections.js';
import type { Collection, Row } from '../../src/domain/records.js';
import { fits } from '../../src/domain/sessions/query.js';
import { bySort } from '../../src/domain/sessions/sort.js';
import type { Rank } from '../../src/domain/rank.js';
import { reduce } from '../../src/domain/reduce.js';
import type { Outcome } from '../../src/domain/write.js';
import type { Person, Session } from '../../src/domain/session.js';
import type { ErrorCode } from '../../src/domain/error-code.js';
import { NearhandError } from '../../src/host/errors.js';
import type {
  BackendCapabilities,
  BackendPort,
  ListQuery,
  Page,
  UploadOptions,
} from '../../src/ports/backend-port.js';

/** What goes wrong with one call, before or after it had its effect. */
export type Fault =
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly retryAfter?: number }
  /** The call had its effect; only the answer is lost. */
  | { readonly kind: 'answer-lost' }
  | { readonly kind: 'answer'; readonly value: unknown }
  /** Until the promise resolves. */
  | { readonly kind: 'slow'; readonly until: Promise<void> };

type Method = 'list' | 'changes' | 'apply' | 'upload' | 'url';

const PAGE = 100;

/** A backend in the page, scripted: each fault is for one call, `offline` for all. */
export class FakeBackend implements BackendPort {
  capabilities: BackendCapabilities = {
    collections: COLLECTIONS,
    watch: true,
    invitations: [],
    live: false,
    maxUpload: 10_000_000,
  };
  offline = false;
  /** What the vendor says of its user. */
  rank: Rank = 'agent';
  /** Mutations as they arrived, resent ones too. */
  readonly arrived: Mutation[] = [];
  /** Mutations that had an effect. */
  readonly applied: Mutation[] = [];
  readonly calls: Method[] = [];
  readonly refusals = new Map<string, ErrorCode>();
  readonly uploads = new Map<string, Blob>();
  readonly #faults = new Map<Method, Fault[]>();
  readonly #rows = new Map<string, AnyChange>();
  readonly #log: AnyChange[] = [];
  readonly #receipts = new Map<string, Receipt>();
  readonly #watchers = new Set<() => void>();
  readonly #actor: Person;

  constructor(actor: Person) {
    this.#actor = actor;
  }

  /** The next call of `method` that has none yet gets this fault. */
  fail(method: Method, fault: Fault): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), fault]);
  }

  /** No scripted fault is left. */
  forgive(): void {
    this.#faults.clear();
    this.refusals.clear();
  }

  /** The next mutation of this type is refused. */
  refuse(type: Mutation['type'], code: ErrorCode): void {
    this.refusals.set(type, code);
  }

  /** Somebody else wrote. */
  write(...changes: AnyChange[]): void {
    this.#keep(changes);
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Somebody else wrote, and nobody tells. */
  writeQuietly(...changes: AnyChange[]): void {
    this.#keep(changes);
  }

  rows<C extends Collection>(collection: C): Row<C>[] {
    return rowsIn([...this.#rows.values()])
      .filter((change) => change.collection === collection)
      .map((change) => change.row as Row<C>);
  }

  list<C extends Collection>(query: ListQuery<C>, signal: AbortSignal): Promise<Page<C>> {
    return this.#call('list', signal, () => {
      const order = query.collection === 'sessions' ? bySort(query.sort) : undefined;
      const rows = this.rows<Collection>(query.collection)
        .filter((row) => this.#fits(row, query))
        .sort((a, b) => order?.(a as Session, b as Session) ?? (stamp(a) < stamp(b) ? 1 : -1));
      const start = Number(query.cursor ?? 0);
      const end = start + query.limit;
      const page = { rows: rows.slice(start, end) as Row<C>[] };
      return end < rows.length ? { ...page, cursor: String(end) } : page;
    });
  }

  changes(cursor: string | undefined, signal: AbortSignal): Promise<ChangePage> {
    return this.#call('changes', signal, () => {
      if (cursor === undefined) return { changes: [], cursor: String(this.#log.length), more: false };
      const start = Number(cursor);
      const changes = this.#log.slice(start, start + PAGE);
      const end = start + changes.length;
      return { changes, cursor: String(end), more: end < this.#log.length };
    });
  }

  apply(mutation: Mutation, signal: AbortSignal): Promise<Receipt> {
    this.arrived.push(mutation);
    return this.#call('apply', signal, () => {
      const before = this.#receipts.get(mutation.id);
      if (before) return before;
      const receipt = this.#decide(mutation);
      // A refusal is not remembered, so that a retry may succeed.
      if (receipt.status === 'applied') this.#receipts.set(mutation.id, receipt);
      return receipt;
    });
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  upload(file: Blob, { id, sessionId, signal }: UploadOptions): Promise<string> {
    return this.#call('upload', signal, () => {
      if (!this.#session(sessionId)) throw new NearhandError('backend/not-found', 'No such session');
      this.uploads.set(id, file);
      return `ref-${id}`;
    });
  }

  url(ref: string, signal: AbortSignal): Promise<string> {
    return this.#call('url', signal, () => `data:image/png;base64,${btoa(ref)}`);
  }

  invite = (): Promise<never> => notHere();
  revoke = (): Promise<never> => notHere();
  preview = (): Promise<never> => notHere();
  enter = (): Promise<never> => notHere();

  async #call<T>(method: Method, signal: AbortSignal, effect: () => T): Promise<T> {
    this.calls.push(method);
    signal.throwIfAborted();
    if (this.offline) throw new NearhandError('backend/offline', 'Offline', { retryable: true });
    const fault = this.#faults.get(method)?.shift();
    if (fault?.kind === 'slow') await fault.until;
    if (fault?.kind === 'error')
      throw new NearhandError(
        fault.code,
        'Scripted',
        fault.retryAfter === undefined ? {} : { retryAfter: fault.retryAfter },
      );
    if (fault?.kind === 'answer') return fault.value as T;
    const answer = effect();
    if (fault?.kind === 'answer-lost')
      throw new NearhandError('backend/offline', 'Cut off', { retryable: true });
    return answer;
  }

  #decide(mutation: Mutation): Receipt {
    const code = this.refusals.get(mutation.type);
    this.refusals.delete(mutation.type);
    const session = this.#session(mutation.sessionId);
    const outcome = code ? { refused: code } : this.#reduce(mutation, session);
    if ('refused' in outcome) {
      const changes: Change[] = session ? [{ collection: 'sessions', row: session }] : [];
      return { status: 'refused', mutationId: mutation.id, code: outcome.refused, changes };
    }
    this.applied.push(mutation);
    this.#keep(outcome.changes);
    return { status: 'applied', mutationId: mutation.id, changes: outcome.changes };
  }

  #reduce(mutation: Mutation, session: Session | undefined): Outcome {
    const named = rowNamedBy(mutation);
    const row = named && this.rows<Collection>(named.collection).find(({ id }) => id === named.id);
    const openForContext = this.#openFor(mutation);
    const outcome = reduce(mutation, { actor: this.#actor, rank: this.rank, session, openForContext, row });
    const isBack = 'changes' in outcome && outcome.changes.some((change) => this.#isDeleted(change));
    return isBack ? { refused: 'backend/not-found' } : outcome;
  }

  #isDeleted(change: AnyChange): boolean {
    const kept = this.#rows.get(keyOf(change));
    return kept !== undefined && !('row' in kept);
  }

  #keep(changes: readonly AnyChange[]): void {
    for (const change of changes) this.#rows.set(keyOf(change), change);
    this.#log.push(...changes);
  }

  #session(id: string): Session | undefined {
    return this.rows('sessions').find((session) => session.id === id);
  }

  #openFor(mutation: Mutation): Session | undefined {
    if (mutation.type !== 'session.create') return undefined;
    return this.rows('sessions').find(
      ({ context, status }) => context === mutation.context && status === 'open',
    );
  }

  #fits(row: Row, { collection, sessionId, ...query }: ListQuery<Collection>): boolean {
    const own = 'sessionId' in row ? row.sessionId : row.id;
    if (sessionId !== undefined && own !== sessionId) return false;
    return collection !== 'sessions' || fits(row as Session, query);
  }
}

const stamp = (row: Row): string => ('createdAt' in row ? row.createdAt : 'at' in row ? row.at : '') + row.id;

const keyOf = (change: AnyChange): string => `${change.collection}/${namedIn(change).id}`;

const notHere = (): Promise<never> => Promise.reject(new TypeError('not scripted'));
