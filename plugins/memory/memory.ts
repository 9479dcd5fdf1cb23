import * as v from 'valibot';
import {
  type AnyChange,
  asItIs,
  type Change,
  type ChangePage,
  type Collection,
  COLLECTIONS,
  type ErrorCode,
  mayWrite,
  mediaTypeOf,
  Mutation,
  namedIn,
  namesSomething,
  type Outcome,
  type Person,
  type Rank,
  type Receipt,
  reduce,
  rewrite,
  rowNamedBy,
  type Session,
  sessionIdOf,
  shownTo,
  signedIn,
  type Standing,
  timely,
} from '../../src/domain.js';
import {
  type BackendCapabilities,
  type BackendPort,
  definePlugin,
  type ListQuery,
  NearhandError,
  type Page,
  type Plugin,
  type UploadOptions,
} from '../../src/plugin.js';
import { MemoryEntrance } from './entrance.js';
import { pageOf, requireSound } from './pages.js';
import { MemoryBackendState } from './state.js';

export { MemoryBackendState } from './state.js';

export interface MemoryOptions {
  /** Who works here; without it a guest, who becomes somebody by entering with a link. */
  readonly actor?: Person;
  /** What the vendor says of them besides. */
  readonly rank?: Rank;
  /** Shared by several hosts, it makes them clients of one backend. */
  readonly state?: MemoryBackendState;
}

const CHANGES_PER_PAGE = 200;

/** The backend port on nothing but memory: the reference for anybody who writes another, and good for tests and examples. */
export const memory = ({
  actor,
  rank = 'agent',
  state = new MemoryBackendState(),
}: MemoryOptions = {}): Plugin<'backend'> =>
  definePlugin({
    id: 'memory',
    port: 'backend',
    start(scope) {
      const backend = new MemoryBackend(state, actor, rank);
      const self = actor?.role === 'agent' ? signedIn(state.get('people', actor.id), actor) : undefined;
      if (self) state.put([{ collection: 'people', row: self }]);
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
    requireSound(query);
    const view = this.#view();
    if (this.standing() && namesSomething(query)) return { rows: [] };
    const seen = this.state.all(query.collection).flatMap(({ row, born }) => {
      const change = view({ collection: query.collection, row } as unknown as Change);
      return change && 'row' in change ? [{ change, born }] : [];
    });
    return pageOf(seen, query);
  }

  async changes(cursor: string | undefined, signal: AbortSignal): Promise<ChangePage> {
    signal.throwIfAborted();
    const view = this.#view();
    if (cursor === undefined) return { changes: [], cursor: String(this.state.head), more: false };
    // One of another time, such as before a reload: whoever has it begins anew.
    if (!(Number(cursor) <= this.state.head))
      throw new NearhandError('backend/invalid-request', 'no such cursor');
    const found = this.state.since(Number(cursor)).flatMap(({ seq, change }) => {
      const seen = view(change);
      return seen ? [{ seq, change: seen }] : [];
    });
    const shown = found.slice(0, CHANGES_PER_PAGE);
    return {
      changes: shown.map(({ change }) => change),
      cursor: String(shown.at(-1)?.seq ?? cursor),
      more: found.length > CHANGES_PER_PAGE,
    };
  }

  async apply(draft: Mutation, signal: AbortSignal): Promise<Receipt> {
    signal.throwIfAborted();
    const { success, output: mutation } = v.safeParse(Mutation, draft);
    if (!success) throw new NearhandError('backend/invalid-request', 'the mutation does not fit its schema');
    const standing = this.standing();
    const key = `${this.self().id}/${mutation.id}`;
    const sent = JSON.stringify(mutation);
    const kept = this.state.receipts.get(key);
    if (kept && kept.mutation !== sent)
      throw new NearhandError('backend/id-reused', 'another mutation had this id');
    const receipt = kept ? this.#withoutDeleted(kept.receipt) : this.#decide(mutation, standing);
    this.state.receipts.set(key, { receipt, mutation: sent });
    const now = this.standing();
    return now
      ? { ...receipt, changes: receipt.changes.flatMap((change) => shownTo(now, change) ?? []) }
      : receipt;
  }

  watch(onChange: () => void): () => void {
    return this.state.watch(onChange);
  }

  async upload(file: Blob, { id, sessionId, signal, onProgress }: UploadOptions): Promise<string> {
    signal.throwIfAborted();
    this.agent();
    if (file.size > this.capabilities.maxUpload)
      throw new NearhandError('backend/too-large', 'the file is too large');
    const type = mediaTypeOf(new Uint8Array(await file.slice(0, 64).arrayBuffer()));
    if (!type) throw new NearhandError('backend/invalid-request', 'a file of this type is not kept');
    if (!this.state.get('sessions', sessionId))
      throw new NearhandError('backend/not-found', 'no such session');
    if (this.state.isDeleted('media', id)) throw new NearhandError('backend/not-found', 'it was deleted');
    const kept = this.state.files.get(id);
    if (kept && kept.sessionId !== sessionId)
      throw new NearhandError('backend/conflict', 'the id belongs to another upload');
    if (kept && !(await isSame(kept.blob, file)))
      throw new NearhandError('backend/id-reused', 'another file had this id');
    this.state.files.set(id, kept ?? { sessionId, blob: new Blob([file], { type }) });
    onProgress?.(1);
    return id;
  }

  async url(ref: string, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    this.agent();
    const file = this.state.files.get(ref);
    if (!file) throw new NearhandError('backend/not-found', 'no such file');
    const url = URL.createObjectURL(file.blob);
    this.#urls.add(url);
    return url;
  }

  dispose(): void {
    for (const url of this.#urls) URL.revokeObjectURL(url);
  }

  /** What whoever works here may see of a row now. */
  #view(): (change: AnyChange) => AnyChange | undefined {
    const standing = this.standing();
    if (!standing) return (change) => change;
    if (standing.level === 'gone') throw new NearhandError(...goneFrom(standing.session));
    return (change) => (sessionIdOf(change) === this.sessionId ? shownTo(standing, change) : undefined);
  }

  #decide(sent: Mutation, standing: Standing | undefined): Receipt {
    const actor = this.self();
    const session =
      actor.role === 'agent' || sent.sessionId === this.sessionId
        ? this.state.get('sessions', sent.sessionId)
        : undefined;
    const truly = standing ? sent : this.#asItIs(sent);
    if (!truly) return { status: 'refused', mutationId: sent.id, code: 'backend/not-found', changes: [] };
    const mutation = timely(truly, this.state.clock(), session);
    const openForContext =
      actor.role === 'agent' && mutation.type === 'session.create'
        ? this.state
            .all('sessions')
            .find(({ row }) => row.status === 'open' && row.context === mutation.context)?.row
        : undefined;
    const isRevoked =
      mutation.type === 'session.admit' && this.invitationOf(mutation.personId)?.status === 'revoked';
    const named = rowNamedBy(mutation);
    const outcome: Outcome =
      standing && session && !mayWrite(standing, mutation)
        ? { refused: 'backend/forbidden' }
        : isRevoked
          ? { refused: 'link/revoked' }
          : reduce(mutation, {
              actor,
              rank: this.rank,
              session,
              openForContext,
              row: named && this.state.get(named.collection, named.id),
            });
    const settled = 'changes' in outcome ? this.#settle(outcome.changes) : outcome;
    if ('changes' in settled) {
      this.state.put(settled.changes);
      if (mutation.type === 'session.admit') this.markJoined(mutation.personId);
      return { status: 'applied', mutationId: mutation.id, changes: settled.changes };
    }
    const real = session ?? openForContext;
    return {
      status: 'refused',
      mutationId: mutation.id,
      code: settled.refused,
      changes: real ? [{ collection: 'sessions', row: real }] : [],
    };
  }

  /** A media item as its bytes are; undefined where it names bytes that are not of its session, or nowhere. */
  #asItIs(mutation: Mutation): Mutation | undefined {
    if (mutation.type !== 'media.create') return mutation;
    const { media, sessionId } = mutation;
    const file = this.state.files.get(media.ref ?? '');
    if (media.ref !== undefined && file?.sessionId !== sessionId) return undefined;
    return { ...mutation, media: asItIs(media, file?.blob) };
  }

  /** A receipt that is asked for again may tell of what has gone since. */
  #withoutDeleted(receipt: Receipt): Receipt {
    const changes = receipt.changes.filter(
      (change) => !('row' in change) || this.state.get(change.collection, change.row.id),
    );
    return { ...receipt, changes };
  }

  #settle(changes: readonly AnyChange[]): Outcome {
    const settled: AnyChange[] = [];
    for (const change of changes) {
      const { id } = namedIn(change);
      if (this.state.isDeleted(change.collection, id)) return { refused: 'backend/not-found' };
      const next = rewrite(change, this.state.get(change.collection, id));
      if (typeof next === 'string') return { refused: next };
      settled.push(next);
    }
    return { changes: settled };
  }
}

async function isSame(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  const [a, b] = await Promise.all([one.arrayBuffer(), other.arrayBuffer()]);
  const bytes = new Uint8Array(b);
  return new Uint8Array(a).every((byte, index) => byte === bytes[index]);
}

const goneFrom = ({ status }: Session): [ErrorCode, string] =>
  status === 'ended' ? ['session/ended', 'the session is over'] : ['live/refused', 'not in the session'];
