import type { LiveGrant } from '../../src/domain/live-grant.js';
import { asNearhandError, isAbort, isNearhandError } from '../../src/host/errors.js';
import type {
  JoinOptions,
  LinkStats,
  LiveMessage,
  LivePeer,
  LiveRoom,
  LiveRoomState,
  SendOptions,
  TrackSource,
} from '../../src/ports/live-port.js';
import type { Unsubscribe } from '../../src/ports/readable.js';
import { Value } from '../../src/ports/value.js';
import * as v from 'valibot';
import { full } from './errors.js';
import { GrantKeeper } from './grant-keeper.js';
import { MAX_EARLY, MAX_LINKS, MAX_PEOPLE, MESSAGE_LIMITS } from './limits.js';
import { Link } from './link.js';
import type { LinkEnd, LinkHost } from './link-host.js';
import { NOWHERE, Signal, type Signalling } from './signalling.js';

/** In ms. */
const TIMES = { tick: 1_000, late: 2_500, firstRoster: 1_000, roster: 5_000, givenUp: 30_000 } as const;

export interface MeshOptions extends JoinOptions {
  readonly grant: LiveGrant;
  /** A way to the others under this grant's id; `current` gives the newest grant, whose token is in date. */
  connect(grant: LiveGrant, signal: AbortSignal, current: () => LiveGrant): Promise<Signalling>;
}

/** A LiveRoom made of one link to each other join, over any signalling. */
export class MeshRoom implements LiveRoom {
  readonly state = new Value<LiveRoomState>({ status: 'joined' });
  readonly peers = new Value<readonly LivePeer[]>([]);
  readonly #options: MeshOptions;
  readonly #links = new Map<string, Link>();
  /** Second ids of peers whose first one was lost, to the first. */
  readonly #aliases = new Map<string, string>();
  /** Ids that said good-bye or were sent away: never called again. */
  readonly #closedIds = new Set<string>();
  readonly #tracks = new Map<TrackSource, MediaStreamTrack>();
  readonly #listeners = new Set<(message: LiveMessage) => void>();
  /** A link may be up, and its peer speak, before the caller of `join` has had a chance to listen. */
  readonly #early: LiveMessage[] = [];
  readonly #over = new AbortController();
  readonly #keeper: GrantKeeper;
  #signalling: Signalling = NOWHERE;
  #unlisten: Unsubscribe = () => undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #tickedAt = performance.now();
  #askedAt = 0;
  /** Until we ask again who is here: soon at first, since two may have come at the same moment. */
  #askAfter: number = TIMES.firstRoster;

  private constructor(options: MeshOptions) {
    this.#options = options;
    this.#keeper = new GrantKeeper(options.grant, this.#signal, {
      renew: (signal) => options.renew(signal),
      onRenewed: () => this.#links.forEach((link) => link.renewed()),
      onEnded: (error) => this.#fail(error),
    });
  }

  static async join(options: MeshOptions): Promise<MeshRoom> {
    options.signal.throwIfAborted();
    const room = new MeshRoom(options);
    try {
      room.#attach(await room.#connect());
      await room.#callAll();
      options.signal.throwIfAborted();
    } catch (error) {
      room.#close({ status: 'closed', reason: 'failed', error });
      throw error;
    }
    room.#run();
    return room;
  }

  publish(track: MediaStreamTrack, source: TrackSource): void {
    this.#tracks.set(source, track);
    for (const link of this.#links.values()) link.refreshMedia();
  }

  unpublish(source: TrackSource): void {
    if (!this.#tracks.delete(source)) return;
    for (const link of this.#links.values()) link.refreshMedia();
  }

  admit(peerId: string): void {
    this.#links.get(peerId)?.admit();
    this.#show();
  }

  expel(peerId: string): void {
    this.#closedIds.add(peerId);
    this.#links.get(peerId)?.dismiss();
    this.#links.delete(peerId);
    this.#show();
  }

  send(bytes: Uint8Array<ArrayBuffer>, { to, reliable }: SendOptions): void {
    const limit = reliable ? MESSAGE_LIMITS.reliable : MESSAGE_LIMITS.lossy;
    if (bytes.length > limit)
      throw new TypeError(`a message has at most ${limit} bytes: split it, or use an upload`);
    const links = to === undefined ? this.#links.values() : [this.#links.get(to)];
    for (const link of links) link?.send(bytes, reliable);
  }

  onMessage(listener: (message: LiveMessage) => void): Unsubscribe {
    this.#listeners.add(listener);
    for (const message of this.#early.splice(0)) this.#deliver(message);
    return () => void this.#listeners.delete(listener);
  }

  stats(peerId: string): Promise<LinkStats> {
    return this.#links.get(peerId)?.stats() ?? Promise.resolve({});
  }

  async leave(): Promise<void> {
    if (this.state.value.status === 'closed') return;
    await Promise.all([...this.#links.values()].map((link) => link.leave()));
    this.#close({
      status: 'closed',
      reason: this.#keeper.grant.self.role === 'agent' ? 'agentLeft' : 'guestLeft',
    });
  }

  #run(): void {
    const { signal } = this.#options;
    this.#ticker = setInterval(() => this.#tick(), TIMES.tick);
    signal.addEventListener('abort', () => this.#dismissAll(), { signal: this.#over.signal });
    // A page that is closed says so if it still can; a reload is then seen at once, not after a silence.
    window.addEventListener('pagehide', () => this.#dismissAll(), { signal: this.#over.signal });
    this.#keeper.plan();
  }

  #dismissAll(): void {
    for (const link of this.#links.values()) link.dismiss();
    this.#close({
      status: 'closed',
      reason: this.#keeper.grant.self.role === 'agent' ? 'agentLeft' : 'guestLeft',
    });
  }

  /** An id that is taken, or that a server has forgotten, is replaced once by that of a fresh grant. */
  async #connect(): Promise<Signalling> {
    const { connect } = this.#options;
    const current = (): LiveGrant => this.#keeper.grant;
    try {
      return await connect(this.#keeper.grant, this.#signal, current);
    } catch (error) {
      if (!isNearhandError(error) || error.code !== 'live/signalling-lost') throw error;
      return connect(await this.#keeper.renew(), this.#signal, current);
    }
  }

  get #signal(): AbortSignal {
    return AbortSignal.any([this.#options.signal, this.#over.signal]);
  }

  #attach(signalling: Signalling): void {
    this.#signalling = signalling;
    const stops = [
      signalling.onMessage((from, payload) => this.#receive(from, payload)),
      signalling.state.subscribe(() => void this.#signallingChanged()),
      signalling.onFound?.((id) => this.#call(id)) ?? (() => undefined),
    ];
    this.#unlisten = () => stops.forEach((stop) => stop());
  }

  #receive(from: string, payload: unknown): void {
    const signal = v.safeParse(Signal, payload);
    if (!signal.success || this.#closedIds.has(from) || from === this.#signalling.id) return;
    const known = this.#links.get(this.#aliases.get(from) ?? from);
    if (known) return known.receive(signal.output);
    const calls = signal.output.kind === 'description' && signal.output.type === 'offer';
    if (calls && this.#links.size < MAX_LINKS) this.#link(from, false).receive(signal.output);
  }

  #link(id: string, offersFirst: boolean): Link {
    const link = new Link(id, this.#host(), offersFirst);
    this.#links.set(id, link);
    return link;
  }

  #deliver(message: LiveMessage): void {
    if (this.#listeners.size === 0 && this.#early.length < MAX_EARLY) this.#early.push(message);
    for (const listener of [...this.#listeners]) listener(message);
  }

  #host(): LinkHost {
    return {
      selfId: this.#signalling.id,
      credentials: () => ({ grant: this.#keeper.grant, key: this.#options.key }),
      signal: (to, signal) => this.#signalling.send(to, signal),
      tracks: () => this.#tracks,
      hasRoomFor: (link, personId) => this.#hasRoomFor(link, personId),
      changed: () => this.#show(),
      message: (from, bytes, reliable) => this.#deliver({ from, bytes, reliable }),
      mayMove: ({ remoteId }, id) => {
        if (this.#links.has(id) || this.#aliases.has(id) || this.#closedIds.has(id)) return false;
        this.#aliases.set(id, remoteId);
        return true;
      },
      gone: (link, why) => this.#gone(link, why),
    };
  }

  /** Who is away for a moment keeps the place, but not against themselves: a reloaded page comes as another join. */
  #hasRoomFor(link: Link, personId: string): boolean {
    const others = [...this.#links.values()].filter(
      ({ remoteId, person, state }) =>
        remoteId !== link.remoteId && person && (state === 'connected' || person.id !== personId),
    );
    return others.length + 2 <= MAX_PEOPLE;
  }

  #gone(link: Link, why: LinkEnd): void {
    if (this.#links.get(link.remoteId) === link) this.#links.delete(link.remoteId);
    if (why.status !== 'unanswered') this.#closedIds.add(link.remoteId);
    this.#show();
    if (why.status !== 'full') return;
    this.#dismissAllWith(full());
  }

  #dismissAllWith(error: unknown): void {
    for (const link of this.#links.values()) link.dismiss();
    this.#close({ status: 'closed', reason: 'failed', error });
  }

  #show(): void {
    const shown: LivePeer[] = [];
    for (const [id, { person, state, admitted, tracks }] of this.#links) {
      if (!person || state === 'opening' || state === 'closed') continue;
      shown.push({ id, person, link: state, admitted, tracks });
    }
    this.peers.set(shown);
  }

  /** Calls everybody whom we do not know yet. */
  async #callAll(): Promise<readonly string[]> {
    this.#askedAt = performance.now();
    const roster = await this.#signalling.roster(this.#signal);
    for (const id of roster) this.#call(id);
    return roster;
  }

  #call(id: string): void {
    const unknown =
      id !== this.#signalling.id &&
      !this.#links.has(id) &&
      !this.#aliases.has(id) &&
      !this.#closedIds.has(id);
    if (unknown && this.#links.size < MAX_LINKS) this.#link(id, true);
  }

  #tick(): void {
    const now = performance.now();
    const late = now - this.#tickedAt > TIMES.late;
    this.#tickedAt = now;
    for (const link of [...this.#links.values()]) link.tick(late);
    const away = [...this.#links.values()].filter(
      ({ state, since }) => state === 'reconnecting' && now - since > TIMES.givenUp,
    );
    const alone = this.#links.size === 0;
    if ((alone || away.length > 0) && now - this.#askedAt >= this.#askAfter) void this.#lookAround(away);
  }

  /** Who is away for long and is not even reachable has gone without a word. */
  async #lookAround(away: readonly Link[]): Promise<void> {
    if (this.#signalling.state.value !== 'open') return;
    this.#askAfter = Math.min(this.#askAfter * 2, TIMES.roster);
    const roster = await this.#callAll().catch(() => undefined);
    for (const link of roster ? away : []) {
      if (link.state !== 'reconnecting' || roster?.includes(link.remoteId)) continue;
      link.close();
      this.#links.delete(link.remoteId);
      this.#show();
    }
  }

  async #signallingChanged(): Promise<void> {
    if (this.state.value.status === 'closed') return;
    const state = this.#signalling.state.value;
    if (state === 'lost') return this.#rejoin();
    this.state.set(state === 'open' ? { status: 'joined' } : { status: 'reconnecting' });
    if (state !== 'open') return;
    for (const link of this.#links.values()) link.hurry();
    await this.#callAll().catch(() => undefined);
  }

  /** Our id is gone: a fresh grant brings another. Links that stand go on, and hear of it; the others begin anew. */
  async #rejoin(): Promise<void> {
    this.state.set({ status: 'reconnecting' });
    this.#unlisten();
    this.#signalling.close();
    for (const [id, link] of this.#links) {
      if (link.state === 'connected') continue;
      link.dismiss();
      this.#links.delete(id);
    }
    this.#show();
    try {
      await this.#keeper.renew();
      this.#attach(await this.#connect());
      for (const link of this.#links.values()) link.moveTo(this.#signalling.id);
      await this.#signallingChanged();
    } catch (error) {
      if (!isAbort(error)) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const coded = asNearhandError(error, 'live/failed', 'the connection ended');
    const expired = coded.code === 'link/expired' || coded.code === 'link/revoked';
    for (const link of this.#links.values()) link.dismiss();
    this.#close({ status: 'closed', reason: expired ? 'expired' : 'failed', error: coded });
  }

  #close(state: Extract<LiveRoomState, { status: 'closed' }>): void {
    if (this.state.value.status === 'closed') return;
    this.#over.abort();
    clearInterval(this.#ticker);
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
    this.#unlisten();
    this.#signalling.close();
    this.#show();
    this.state.set(state);
    this.#listeners.clear();
  }
}
