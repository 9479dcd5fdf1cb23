import {
  type ChangePage,
  BeginningFrame,
  ChangesFrame,
  type Collection,
  COLLECTIONS,
  type GuestPreview,
  type LiveGrant,
  type MediaRef,
  type Mutation,
  PageFrame,
  type Receipt,
  ReceiptFrame,
} from '../../src/domain.js';
import {
  type BackendCapabilities,
  type BackendPort,
  type Beginning,
  definePlugin,
  type Entry,
  type InvitationDraft,
  type ListQuery,
  type MintedInvitation,
  type Page,
  type Plugin,
  type PluginScope,
  type UploadOptions,
} from '../../src/plugin.js';
import { Credentials } from './credentials.js';
import type { TokenSource } from './credentials.js';
import { failure, misused } from './errors.js';
import type { Files } from './files.js';
import { Http } from './http.js';
import type { Fetch } from './http.js';

export type { TokenReason, TokenSource } from './credentials.js';

export interface RestOptions {
  /** Where the server of `openapi.yaml` answers, absolute or relative to the page. */
  readonly baseUrl: string;
  /** Gives the agent's token. Left out on a guest's page: there the last grant opens the backend. */
  readonly token?: TokenSource;
  /** Instead of the browser's own. */
  readonly fetch?: Fetch;
}

/** The backend port over HTTP, as `openapi.yaml` describes it. Its start fails with `page/misused` where the options cannot work. */
export const rest = (options: RestOptions): Plugin<'backend'> =>
  definePlugin({
    id: 'rest',
    port: 'backend',
    start: (scope) => new RestBackend(options, scope),
  });

const MAX_UPLOAD = 25 * 1024 * 1024;
/** Loaded when one of them is first asked for; on a guest's page at once. */
const waysIn = () => import('./ways-in.js');

class RestBackend implements BackendPort {
  readonly capabilities: BackendCapabilities = {
    collections: COLLECTIONS,
    watch: true,
    invitations: ['link'],
    live: true,
    maxUpload: MAX_UPLOAD,
  };
  readonly #http: Http;
  /** The page brought its own `fetch`, which then sends files too. */
  readonly #hasOwnFetch: boolean;
  readonly #signal: AbortSignal;
  /** The page brings a token: whoever works here is an agent. */
  readonly #isAgents: boolean;
  /** A guest's last way in, with the key that it was granted to. */
  #guest: { readonly access: string; readonly key: JsonWebKey } | undefined;

  constructor({ baseUrl, token, fetch }: RestOptions, { signal, whose }: PluginScope) {
    if (!token && whose?.user.role === 'agent') throw misused('no-token-source');
    const source = token ?? ((reason, until) => this.#guestToken(reason, until));
    this.#signal = signal;
    this.#isAgents = token !== undefined;
    if (!token) void waysIn().catch(() => undefined);
    this.#hasOwnFetch = fetch !== undefined;
    this.#http = new Http({
      baseUrl,
      fetch: fetch ?? ((request) => globalThis.fetch(request)),
      // A guest is whoever the grant says.
      credentials: new Credentials(source, signal, token && whose),
    });
    // The first call needs it: it comes while the local copy opens. Whoever makes that call is told of a failure.
    if (token && whose) this.#http.credentials.current().catch(() => undefined);
  }

  get source(): string {
    return this.#http.base;
  }

  list<C extends Collection>({ collection, ...query }: ListQuery<C>, signal: AbortSignal): Promise<Page<C>> {
    const call = { method: 'GET', path: `rows/${collection}`, query } as const;
    return this.#http.call(call, PageFrame, signal) as Promise<Page<C>>;
  }

  changes(cursor: string | undefined, signal: AbortSignal): Promise<ChangePage> {
    const call = { method: 'GET', path: 'changes', query: { cursor } } as const;
    return this.#http.call(call, ChangesFrame, signal) as Promise<ChangePage>;
  }

  begin(limit: number, signal: AbortSignal): Promise<Beginning> {
    const call = { method: 'GET', path: 'beginning', query: { limit }, mayBeMissing: true } as const;
    return this.#http.call(call, BeginningFrame, signal) as Promise<Beginning>;
  }

  apply(mutation: Mutation, signal: AbortSignal): Promise<Receipt> {
    const call = { method: 'POST', path: 'mutations', json: mutation } as const;
    return this.#http.call(call, ReceiptFrame, signal) as Promise<Receipt>;
  }

  watch(onChange: () => void): () => void {
    const stop = new AbortController();
    void this.#watch(onChange, AbortSignal.any([stop.signal, this.#signal]));
    return () => stop.abort();
  }

  /** Loaded when it is first needed: a page shows what it has before. */
  async #watch(onChange: () => void, signal: AbortSignal): Promise<void> {
    const { watchChanges } = await import('./watch.js');
    await watchChanges(this.#http, onChange, signal);
  }

  async upload(file: Blob, options: UploadOptions): Promise<MediaRef> {
    return (await this.#files()).upload(file, options);
  }

  async url(ref: MediaRef, signal: AbortSignal): Promise<string> {
    return (await this.#files()).url(ref, signal);
  }

  /** Loaded when it is first needed, as above. */
  async #files(): Promise<Files> {
    const { Files } = await import('./files.js');
    return new Files(this.#http, this.#hasOwnFetch, MAX_UPLOAD);
  }

  async invite(draft: InvitationDraft, signal: AbortSignal): Promise<MintedInvitation> {
    return (await waysIn()).invite(this.#http, draft, signal);
  }

  async revoke(invitationId: string, signal: AbortSignal): Promise<void> {
    await (await waysIn()).revoke(this.#http, invitationId, signal);
  }

  async preview(token: string, signal: AbortSignal): Promise<GuestPreview> {
    return (await waysIn()).preview(this.#http, token, signal);
  }

  prepareToEnter(): void {
    waysIn().catch(() => undefined);
  }

  async enter(entry: Entry, signal: AbortSignal): Promise<LiveGrant> {
    const grant = await (await waysIn()).enter(this.#http, entry, this.#isAgents, signal);
    if (grant.self.role === 'agent') return grant;
    this.#guest = { access: grant.access, key: entry.key };
    this.#http.credentials.forget();
    return grant;
  }

  async #guestToken(reason: 'first' | 'refused', signal: AbortSignal): Promise<string> {
    const guest = this.#guest;
    if (!guest) throw failure('backend/unauthorized', 'nobody has entered yet');
    if (reason === 'first') return guest.access;
    return (await this.enter({ kind: 'renewal', ...guest }, signal)).access;
  }
}
