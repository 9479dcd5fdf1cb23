import { newId } from '../../src/domain/ids.js';
import type {
  JoinOptions,
  LinkStats,
  LiveMessage,
  LivePeer,
  LivePort,
  LiveRoom,
  LiveRoomState,
  SendOptions,
  TrackSource,
} from '../../src/ports/live-port.js';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import { Value } from '../../src/ports/value.js';

/** A live port inside the page: rooms of one `FakeLive` see each other; links are cut and mended by hand. */
export class FakeLive implements LivePort {
  readonly capabilities = { maxPeople: 4 };
  readonly rooms: FakeRoom[] = [];

  async join(grant: LiveGrant, { signal }: JoinOptions): Promise<FakeRoom> {
    signal.throwIfAborted();
    const room = new FakeRoom(grant, this);
    this.rooms.push(room);
    this.show();
    return room;
  }

  of(name: string): FakeRoom {
    const room = this.rooms.findLast(({ grant }) => grant.self.name === name);
    if (!room) throw new Error(`${name} is not here`);
    return room;
  }

  show(): void {
    for (const room of [...this.rooms]) room.show();
  }
}

export class FakeRoom implements LiveRoom {
  readonly id = newId();
  readonly grant: LiveGrant;
  readonly state = new Value<LiveRoomState>({ status: 'joined' });
  readonly peers = new Value<readonly LivePeer[]>([]);
  readonly published = new Map<TrackSource, MediaStreamTrack>();
  readonly #live: FakeLive;
  readonly #admitted = new Set<string>();
  readonly #expelled = new Set<string>();
  readonly #listeners = new Set<(message: LiveMessage) => void>();
  readonly #early: LiveMessage[] = [];
  #cut = false;

  constructor(grant: LiveGrant, live: FakeLive) {
    this.grant = grant;
    this.#live = live;
  }

  /** Takes this join off the net, or puts it back: what is sent meanwhile is lost. */
  set cut(cut: boolean) {
    this.#cut = cut;
    this.#live.show();
  }

  show(): void {
    const others = this.#live.rooms.filter((room) => room !== this && this.#sees(room));
    this.peers.set(others.map((room) => this.#peer(room)));
  }

  publish(track: MediaStreamTrack, source: TrackSource): void {
    this.published.set(source, track);
    this.#live.show();
  }

  unpublish(source: TrackSource): void {
    if (this.published.delete(source)) this.#live.show();
  }

  admit(peerId: string): void {
    this.#admitted.add(peerId);
    this.#live.show();
  }

  expel(peerId: string): void {
    this.#expelled.add(peerId);
    this.#live.show();
  }

  send(bytes: Uint8Array<ArrayBuffer>, { to, reliable }: SendOptions): void {
    for (const room of this.#live.rooms) {
      const reached = room !== this && this.#sees(room) && (to === undefined || to === room.id);
      if (reached && !this.#cut && !room.#cut) room.hear({ from: this.id, bytes, reliable });
    }
  }

  /** As a link would, after the sender's own turn. */
  hear(message: LiveMessage): void {
    queueMicrotask(() => {
      if (this.#listeners.size === 0) this.#early.push(message);
      for (const listener of [...this.#listeners]) listener(message);
    });
  }

  onMessage(listener: (message: LiveMessage) => void): () => void {
    this.#listeners.add(listener);
    for (const message of this.#early.splice(0)) listener(message);
    return () => void this.#listeners.delete(listener);
  }

  stats(): Promise<LinkStats> {
    return Promise.resolve({});
  }

  /** Gone without a good-bye of the room's. */
  vanish(): void {
    this.#live.rooms.splice(this.#live.rooms.indexOf(this), 1);
    this.#live.show();
  }

  async leave(): Promise<void> {
    if (this.state.value.status === 'closed') return;
    await Promise.resolve();
    this.vanish();
    this.peers.set([]);
    this.state.set({ status: 'closed', reason: 'guestLeft' });
  }

  #sees(room: FakeRoom): boolean {
    return !this.#expelled.has(room.id) && !room.#expelled.has(this.id);
  }

  #peer(room: FakeRoom): LivePeer {
    const link = this.#cut || room.#cut ? 'reconnecting' : 'connected';
    const tracks = room.#admitted.has(this.id)
      ? new Map(room.published)
      : new Map<TrackSource, MediaStreamTrack>();
    return { id: room.id, person: room.grant.self, link, admitted: this.#admitted.has(room.id), tracks };
  }
}
