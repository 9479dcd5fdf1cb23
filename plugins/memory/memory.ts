import * as v from 'valibot';
import type { Change, ChangePage, Receipt } from '../../src/domain/change.js';
import { Mutation } from '../../src/domain/mutation.js';
import { COLLECTIONS } from '../../src/domain/records.js';
import type { Collection, Row } from '../../src/domain/records.js';
import { reduce } from '../../src/domain/reduce.js';
import { rewrite } from '../../src/domain/rewrite.js';
import type { Person } from '../../src/domain/session.js';
import { NearhandError } from '../../src/host/errors.js';
import { definePlugin } from '../../src/host/plugin.js';
import type { Plugin } from '../../src/host/plugin.js';
import type {
  BackendCapabilities,
  BackendPort,
  ListQuery,
  Page,
  UploadOptions,
} from '../../src/ports/backend-port.js';
import { MemoryEntrance } from './entrance.js';
import { MemoryBackendState } from './state.js';

export { MemoryBackendState } from './state.js';

export interface MemoryOptions {
  /** Who works here; without it a guest, who becomes somebody by entering with a link. */
  readonly actor?: Person;
  /** Shared by several hosts, it makes them clients of one backend. */
  readonly state?: MemoryBackendState;
}

const CHANGES_PER_PAGE = 200;

/** The backend port on nothing but memory: the reference for anybody who writes another, and good for tests and examples. */
export const memory = ({ actor, state = new MemoryBackendState() }: MemoryOptions = {}): Plugin<'backend'> =>
  definePlugin({
    id: 'memory',
    port: 'backend',
    start(scope) {
      const backend = new MemoryBackend(state, actor);
      scope.onDispose(() => backend.dispose());
      return backend;
    },
  });

class MemoryBackend extends MemoryEntrance implements BackendPort {
  readonly capabilities: BackendCapabilities = {
    collections: COLLECTIONS,
    watch: true,
    invitations: ['link'],
    live: true,
    maxUpload: 25 * 1024 * 1024,
  };
  readonly #urls = new Set<string>();

  async list<C extends Collection>(query: ListQuery<C>, signal: AbortSignal): Promise<Page<C>> {
    signal.throwIfAborted();
    const before = query.cursor === undefined ? Infinity : Number(query.cursor);
    const found = this.state
      .all(query.collection)
      .filter(({ row, born }) => born < before && matches(query, row) && this.#sees(query.collection, row));
    const shown = found.slice(0, query.limit);
    const last = found.length > query.limit ? shown.at(-1) : undefined;
    return { rows: shown.map(({ row }) => row), ...(last ? { cursor: String(last.born) } : {}) };
  }

  async changes(cursor: string | undefined, signal: AbortSignal): Promise<ChangePage> {
    signal.throwIfAborted();
    if (cursor === undefined) return { changes: [], cursor: String(this.state.head), more: false };
    const found = this.state
      .since(Number(cursor))
      .filter(({ change }) => this.#sees(change.collection, change.row));
    const shown = found.slice(0, CHANGES_PER_PAGE);
    return {
      changes: shown.map(({ change }) => change),
      cursor: String(shown.at(-1)?.seq ?? cursor),
      more: found.length > CHANGES_PER_PAGE,
    };
  }

  async apply(mutation: Mutation, signal: AbortSignal): Promise<Receipt> {
    signal.throwIfAborted();
    if (!v.is(Mutation, mutation))
      throw new NearhandError('backend/invalid-request', 'the mutation does not fit its schema');
    const key = `${this.self().id}/${mutation.id}`;
    const receipt = this.state.receipts.get(key) ?? this.#decide(mutation);
    this.state.receipts.set(key, receipt);
    return receipt;
  }

  watch(onChange: () => void): () => void {
    return this.state.watch(onChange);
  }

  async upload(file: Blob, { id, signal, onProgress }: UploadOptions): Promise<string> {
    signal.throwIfAborted();
    this.agent();
    if (file.size > this.capabilities.maxUpload)
      throw new NearhandError('backend/too-large', 'the file is too large');
    if (!this.state.files.has(id)) this.state.files.set(id, file);
    onProgress?.(1);
    return id;
  }

  async url(ref: string, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    this.agent();
    const file = this.state.files.get(ref);
    if (!file) throw new NearhandError('backend/not-found', 'no such file');
    const url = URL.createObjectURL(file);
    this.#urls.add(url);
    return url;
  }

  dispose(): void {
    for (const url of this.#urls) URL.revokeObjectURL(url);
  }

  /** A guest sees their own session, and its chat once they have been let in. */
  #sees(collection: Collection, row: Row): boolean {
    const actor = this.self();
    if (actor.role === 'agent') return true;
    const sessionId = 'sessionId' in row ? row.sessionId : row.id;
    if (sessionId !== this.sessionId) return false;
    return collection === 'sessions' || (collection === 'messages' && this.presence() !== 'waiting');
  }

  #decide(mutation: Mutation): Receipt {
    const actor = this.self();
    const session =
      actor.role === 'agent' || mutation.sessionId === this.sessionId
        ? this.state.get('sessions', mutation.sessionId)
        : undefined;
    const openForContext =
      actor.role === 'agent' && mutation.type === 'session.create'
        ? this.state
            .all('sessions')
            .find(({ row }) => row.status === 'open' && row.context === mutation.context)?.row
        : undefined;
    const outcome =
      mutation.type === 'message.create' && actor.role !== 'agent' && this.presence() === 'waiting'
        ? { refused: 'backend/forbidden' as const }
        : reduce(mutation, { actor, session, openForContext });
    const changes = 'changes' in outcome ? this.#settle(outcome.changes) : undefined;
    if (changes) {
      this.state.put(changes);
      if (mutation.type === 'session.admit') this.markJoined(mutation.personId);
      return { status: 'applied', mutationId: mutation.id, changes };
    }
    const real = session ?? openForContext;
    return {
      status: 'refused',
      mutationId: mutation.id,
      code: 'refused' in outcome ? outcome.refused : 'backend/conflict',
      changes: real ? [{ collection: 'sessions', row: real }] : [],
    };
  }

  #settle(changes: readonly Change[]): Change[] | undefined {
    const settled = changes.map((change) =>
      rewrite(change, this.state.get(change.collection, change.row.id)),
    );
    return settled.every((change) => change !== undefined) ? settled : undefined;
  }
}

function matches(query: ListQuery<Collection>, row: Row): boolean {
  const sessionId = 'sessionId' in row ? row.sessionId : row.id;
  if (query.sessionId !== undefined && sessionId !== query.sessionId) return false;
  if (!('context' in row)) return true;
  if (query.context !== undefined && row.context !== query.context) return false;
  return query.status === undefined || row.status === query.status;
}
