import type { LiveGrant } from '../../src/domain.js';
import {
  asNearhandError,
  isAbort,
  isNearhandError,
  type JoinOptions,
  type LinkStats,
  type LiveMessage,
  type LivePeer,
  type LiveRoom,
  type LiveRoomState,
  type ReceivedTiming,
  type SendOptions,
  type SentFrame,
  type TrackSource,
  type Unsubscribe,
  Value,
} from '../../src/plugin.js';
import * as v from 'valibot';
import { Capacity } from './capacity.js';
import { Directory } from './directory.js';
import { full } from './errors.js';
import { FrameTaps } from './frame-taps.js';
import { GrantKeeper } from './grant-keeper.js';
import { MESSAGE_LIMITS } from './limits.js';
import type { Link } from './link.js';
import type { HostedLink, LinkEnd, LinkHost } from './link-host.js';
import { Lookout } from './lookout.js';
import { Mailbox } from './mailbox.js';
import { NOWHERE, Signal, type Signalling } from './signalling.js';

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
  readonly #directory = new Directory();
  readonly #capacity = new Capacity();
  readonly #mailbox = new Mailbox();
  readonly #taps: FrameTaps;
  readonly #tracks = new Map<TrackSource, MediaStreamTrack>();
  readonly #over = new AbortController();
  readonly #keeper: GrantKeeper;
  readonly #lookout: Lookout;
  #signalling: Signalling = NOWHERE;
  #unlisten: Unsubscribe = () => undefined;
  #isLeaving = false;

  private constructor(options: MeshOptions) {
    this.#options = options;
    this.#taps = new FrameTaps(options.workers);
    this.#keeper = new GrantKeeper(options.grant, this.#signal, {
      renew: (signal) => options.renew(signal),
      onRenewed: () => this.#directory.all.forEach((link) => link.renewed()),
      onEnded: (error) => this.#fail(error),
    });
    this.#lookout = new Lookout({
      directory: this.#directory,
      signal: this.#signal,
      signalling: () => this.#signalling,
      call: (id) => this.#call(id),
      giveUp: (link) => this.#giveUp(link),
    });
  }

  static async join(options: MeshOptions): Promise<MeshRoom> {
    options.signal.throwIfAborted();
    const room = new MeshRoom(options);
    try {
      const [signalling] = await Promise.all([room.#connect(), options.timed && room.#taps.prepare()]);
      room.#attach(signalling);
      await room.#lookout.callAll();
      options.signal.throwIfAborted();
    } catch (error) {
      // Who is full may say so before we have called them all: the room is closed then, and tells why.
      if (options.signal.aborted || !room.#isClosed) {
        room.#close({ status: 'closed', reason: 'failed', error });
        throw error;
      }
    }
    if (!room.#isClosed) room.#run();
    return room;
  }

  publish(track: MediaStreamTrack, source: TrackSource): void {
    this.#tracks.set(source, track);
    for (const link of this.#directory.all) link.refreshMedia();
  }

  unpublish(source: TrackSource): void {
    if (!this.#tracks.delete(source)) return;
    for (const link of this.#directory.all) link.refreshMedia();
  }

  admit(peerId: string): void {
    this.#directory.find(peerId)?.admit();
    this.#show();
  }

  expel(peerId: string): void {
    const link = this.#directory.find(peerId);
    this.#directory.bar(peerId);
    link?.dismiss();
    if (link) this.#directory.ended(link, { status: 'bye' });
    this.#show();
  }

  send(bytes: Uint8Array<ArrayBuffer>, { to, reliable }: SendOptions): void {
    const limit = reliable ? MESSAGE_LIMITS.reliable : MESSAGE_LIMITS.lossy;
    if (bytes.length > limit)
      throw new TypeError(`a message has at most ${limit} bytes: split it, or use an upload`);
    const links = to === undefined ? this.#directory.all : [this.#directory.find(to)];
    for (const link of links) link?.send(bytes, reliable);
  }

  onMessage(listener: (message: LiveMessage) => void): Unsubscribe {
    return this.#mailbox.listen(listener);
  }

  stats(peerId: string): Promise<LinkStats> {
    return this.#directory.find(peerId)?.stats() ?? Promise.resolve({});
  }

  onSent(source: TrackSource, listener: (frames: readonly SentFrame[]) => void): Unsubscribe {
    void this.#taps.prepare().then(() => this.#directory.all.forEach((link) => link.tap()));
    return this.#taps.listen(source, listener);
  }

  received(peerId: string, source: TrackSource): ReceivedTiming | undefined {
    return this.#directory.find(peerId)?.received(source);
  }

  async leave(): Promise<void> {
    if (this.#isClosed) return;
    this.#isLeaving = true;
    await Promise.all(this.#directory.all.map((link) => link.leave()));
    this.#close({
      status: 'closed',
      reason: this.#keeper.grant.self.role === 'agent' ? 'agentLeft' : 'guestLeft',
    });
  }

  get #isClosed(): boolean {
    return this.state.value.status === 'closed';
  }

  #run(): void {
    const { signal } = this.#options;
    this.#lookout.start();
    signal.addEventListener('abort', () => this.#dismissAll(), { signal: this.#over.signal });
    // A page that is closed says so if it still can; a reload is then seen at once, not after a silence.
    window.addEventListener('pagehide', () => this.#dismissAll(), { signal: this.#over.signal });
    this.#keeper.plan();
  }

  #dismissAll(): void {
    for (const link of this.#directory.all) link.dismiss();
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
    if (!signal.success || this.#directory.isBarred(from) || from === this.#signalling.id) return;
    const known = this.#directory.find(from);
    if (known) return known.receive(signal.output);
    const calls = signal.output.kind === 'description' && signal.output.type === 'offer';
    if (calls) this.#directory.open(from, this.#host(), false)?.receive(signal.output);
  }

  #call(id: string): void {
    if (id !== this.#signalling.id) this.#directory.open(id, this.#host(), true);
  }

  #host(): LinkHost {
    return {
      selfId: this.#signalling.id,
      credentials: () => ({ grant: this.#keeper.grant, key: this.#options.key }),
      signal: (to, signal) => this.#signalling.send(to, signal),
      tracks: () => this.#tracks,
      ride: (options) => this.#taps.ride(options),
      hasRoomFor: (link, personId) => this.#capacity.hasRoomFor(link, personId, this.#directory.all),
      changed: () => this.#show(),
      message: (from, bytes, reliable) => this.#mailbox.deliver({ from, bytes, reliable }),
      mayMove: (link, id) => this.#directory.alias(link, id),
      gone: (link, why) => this.#gone(link, why),
    };
  }

  #gone(link: HostedLink, why: LinkEnd): void {
    this.#directory.ended(link, why);
    this.#show();
    if (why.status === 'full' && this.#capacity.isFullBy(why.by, this.#directory.all))
      this.#dismissAllWith(full());
  }

  #giveUp(link: Link): void {
    link.close();
    this.#directory.remove(link);
    this.#show();
  }

  #dismissAllWith(error: unknown): void {
    for (const link of this.#directory.all) link.dismiss();
    this.#close({ status: 'closed', reason: 'failed', error });
  }

  #show(): void {
    const shown: LivePeer[] = [];
    for (const { remoteId: id, person, state, admitted, tracks } of this.#directory.all) {
      if (!person || state === 'opening' || state === 'closed') continue;
      shown.push({ id, person, link: state, admitted, tracks });
    }
    this.peers.set(shown);
  }

  async #signallingChanged(): Promise<void> {
    // The server cuts off whoever has said that they leave: coming back by a fresh grant would undo it.
    if (this.#isClosed || this.#isLeaving) return;
    const state = this.#signalling.state.value;
    if (state === 'lost') return this.#rejoin();
    this.state.set(state === 'open' ? { status: 'joined' } : { status: 'reconnecting' });
    if (state !== 'open') return;
    for (const link of this.#directory.all) link.hurry();
    await this.#lookout.callAll().catch(() => undefined);
  }

  /** Our id is gone: a fresh grant brings another. Links that stand go on, and hear of it; the others begin anew. */
  async #rejoin(): Promise<void> {
    this.state.set({ status: 'reconnecting' });
    this.#unlisten();
    this.#signalling.close();
    for (const link of this.#directory.all) {
      if (link.state === 'connected') continue;
      link.dismiss();
      this.#directory.remove(link);
    }
    this.#show();
    try {
      await this.#keeper.renew();
      this.#attach(await this.#connect());
      for (const link of this.#directory.all) link.moveTo(this.#signalling.id);
      await this.#signallingChanged();
    } catch (error) {
      if (!isAbort(error)) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const coded = asNearhandError(error, 'live/failed', 'the connection ended');
    const expired = coded.code === 'link/expired' || coded.code === 'link/revoked';
    for (const link of this.#directory.all) link.dismiss();
    this.#close({ status: 'closed', reason: expired ? 'expired' : 'failed', error: coded });
  }

  #close(state: Extract<LiveRoomState, { status: 'closed' }>): void {
    if (this.#isClosed) return;
    this.#over.abort();
    for (const link of this.#directory.all) link.close();
    this.#directory.clear();
    this.#taps.close();
    this.#unlisten();
    this.#signalling.close();
    this.#show();
    this.state.set(state);
    this.#mailbox.close();
  }
}
