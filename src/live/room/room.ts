import type { Change } from '../../domain/change.js';
import type { Person, Session, EndReason } from '../../domain/session.js';
import type { Point } from '../../domain/annotation.js';
import type { LiveGrant } from '../../domain/live-grant.js';
import { isAbort } from '../../host/errors.js';
import type { LivePeer, LiveRoom } from '../../ports/live-port.js';
import type { Readable, Unsubscribe } from '../../ports/readable.js';
import { Value } from '../../ports/value.js';
import { NOBODY } from './admission.js';
import { AnnotationBoard } from '../annotations/board.js';
import { Door } from './door.js';
import { endingOf, FINAL } from './ending.js';
import { enterRoom, type Entrance } from './entrance.js';
import { misbehaved } from '../media/errors.js';
import { Pointers } from './pointers.js';
import { publishMedia } from '../media/publish-media.js';
import { peopleOf, statusOf, type Standing } from './room-status.js';
import type { RoomOptions } from './room-options.js';
import { RoomEvents } from './room-events.js';
import type { RoomEvent, RoomPerson, RoomState } from './room-state.js';
import { SharedRows } from './shared-rows.js';
import { Anchoring } from '../tracking/anchoring.js';
import { RoomTracking } from '../tracking/room-tracking.js';
import { Exchange, type Notice } from '../wire/exchange.js';

/** Joins a session; the room tells how it goes by its `state`, and never throws. */
export const openRoom = (options: RoomOptions): Room => new Room(options);

/** Our part in one live session, from joining to its end. A room is used once. */
export class Room {
  readonly #options: RoomOptions;
  readonly #state = new Value<RoomState>({ status: 'joining' });
  readonly #people = new Value<readonly RoomPerson[]>([]);
  readonly #pointers = new Pointers();
  readonly #over = new AbortController();
  readonly #rows = new SharedRows();
  readonly #events = new RoomEvents();
  readonly #door = new Door({
    tell: (notice, to) => this.#exchange?.tell(notice, to),
    emit: (event) => this.#events.emit(event),
    wasAdmitted: (personId) => this.#options.isAdmitted?.(personId) ?? false,
  });
  readonly #cleanups: Unsubscribe[] = [];
  readonly #board: AnnotationBoard;
  /** What ties marks to the world. */
  readonly anchoring: Anchoring;
  #self: Person = NOBODY;
  #session: Session | undefined;
  #live: LiveRoom | undefined;
  #exchange: Exchange | undefined;
  #tracking: RoomTracking | undefined;

  constructor(options: RoomOptions) {
    this.#options = options;
    const self = (): Person => this.#self;
    this.#board = new AnnotationBoard({
      get self() {
        return self();
      },
      send: (mark) => this.#exchange?.publish({ kind: 'mark', mark }),
    });
    this.anchoring = new Anchoring({
      marks: this.#board.marks,
      publish: (still) => this.#exchange?.publish({ kind: 'still', still }),
      announce: (surface) => this.#exchange?.tell({ kind: 'aim', surface }),
    });
    void this.#join();
  }

  get state(): Readable<RoomState> {
    return this.#state;
  }

  /** The others. A guest sees whoever is let in, an agent also who waits. */
  get people(): Readable<readonly RoomPerson[]> {
    return this.#people;
  }

  get board(): AnnotationBoard {
    return this.#board;
  }

  get pointers(): Pointers['shown'] {
    return this.#pointers.shown;
  }

  /** Agents: lets this person in, on every page that they have open, now and when they come back. */
  admit(personId: string): void {
    this.#mustBeAgent('admit');
    this.#door.admit(personId);
    this.#refresh();
  }

  /** Agents: sends this person away, also when they come again. */
  refuse(personId: string): void {
    this.#mustBeAgent('refuse');
    const person = this.#live?.peers.value.find((peer) => peer.person.id === personId)?.person;
    this.#door.refuse(personId);
    if (person) this.#events.emit({ kind: 'refused', person });
    this.#refresh();
  }

  /**
   * The records say that these people were sent away: their links end on this page too, whoever decided it and whether
   * or not they go by themselves.
   */
  sentAway(personIds: readonly string[]): void {
    for (const personId of personIds) {
      this.#door.refuse(personId);
      this.#refused(personId);
    }
  }

  /** Agents: ends the session for everybody. Resolves once they have heard, or after a second. */
  end(reason: EndReason = 'agentEnded'): Promise<void> {
    this.#mustBeAgent('end');
    this.#exchange?.tell({ kind: 'end', reason });
    return this.#finish({ status: 'ended', reason });
  }

  /** Leaves; the session goes on without us. */
  leave(reason: EndReason = this.#self.role === 'agent' ? 'agentLeft' : 'guestLeft'): Promise<void> {
    this.#exchange?.tell({ kind: 'leave', reason });
    this.#options.memory?.clear();
    return this.#finish({ status: 'ended', reason });
  }

  /** Shows a chat row to the others at once; its way through the backend stays the record. */
  share(change: Change): void {
    this.#rows.own(change);
    this.#exchange?.publish({ kind: 'row', change });
  }

  /** Chat rows of the others, each once; the author is proved. */
  onShared(listener: (change: Change) => void): Unsubscribe {
    return this.#rows.onRow(listener);
  }

  onEvent(listener: (event: RoomEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  /** Points at somebody's picture; without a place, no more. May be lost on the way. */
  point(surface: string, at?: Point): void {
    this.#exchange?.hint({ kind: 'pointer', pointer: { kind: 'pointer', surface, ...(at && { at }) } });
  }

  /** The live link's figures, of one peer; `{}` before there is one. */
  stats(peerId: string): ReturnType<LiveRoom['stats']> {
    return this.#live?.stats(peerId) ?? Promise.resolve({});
  }

  async #join(): Promise<void> {
    try {
      const entrance = await enterRoom(this.#options, this.#over.signal, (grant) => this.#renewed(grant));
      this.#seat(entrance);
      const live = await this.#options.live.join(entrance.grant, entrance.join);
      if (this.#over.signal.aborted) return void live.leave();
      this.#attach(live);
    } catch (error) {
      if (!isAbort(error)) void this.#finish({ status: 'ended', ...endingOf(error) });
    }
  }

  #seat({ grant }: Entrance): void {
    this.#self = grant.self;
    this.#session = grant.session;
    this.#door.seat(grant.self, grant.session.people);
  }

  #renewed({ session }: LiveGrant): void {
    this.#session = session;
    if (this.#live) this.#refresh();
  }

  #attach(live: LiveRoom): void {
    this.#live = live;
    const exchange = (this.#exchange = new Exchange({
      live,
      board: this.#board,
      anchoring: this.anchoring,
      trusts: ({ person }) => this.#door.trusts(person),
      onNotice: (peer, notice) => this.#notice(peer, notice),
      onRow: ({ person }, change) => this.#rows.receive(person, this.#session?.id, change),
      onPointer: (peer, pointer) => this.#pointers.receive(peer, pointer),
      onHello: (peer, isLater) => this.#hello(peer, isLater),
      onMisbehaved: ({ id, person }) => {
        live.expel(id);
        this.#events.emit({ kind: 'trouble', person, error: misbehaved(person.name) });
      },
    }));
    const tracking = (this.#tracking = new RoomTracking({
      live,
      selfId: this.#self.id,
      marks: this.#board.marks,
      anchoring: this.anchoring,
      media: this.#options.media.state,
      exchange,
      workers: this.#options.workers,
    }));
    exchange.start();
    this.#cleanups.push(
      () => tracking.stop(),
      () => this.anchoring.stop(),
      () => this.#door.stop(),
      live.peers.subscribe(() => this.#refresh()),
      live.state.subscribe(() => this.#refresh()),
      publishMedia(live, this.#options.media, this.#state),
    );
    this.#refresh();
  }

  #hello(peer: LivePeer, isLater: boolean): void {
    if (this.#self.role === 'agent') return this.#door.sayAdmitted(peer.id);
    // The same link opened in a second tab: the later one goes on, and only one has the camera.
    if (peer.person.id === this.#self.id && isLater)
      void this.#finish({ status: 'ended', reason: 'superseded' });
  }

  /** Only an agent's word decides over others; everybody speaks for themselves alone. */
  #notice({ id, person }: LivePeer, notice: Notice): void {
    if (notice.kind === 'leave') return this.#door.goodbye(id);
    if (person.role !== 'agent') return;
    if (notice.kind === 'end') return void this.#finish({ status: 'ended', reason: notice.reason });
    if (notice.kind === 'refused') return this.#refused(notice.personId);
    this.#door.hearAdmitted(notice.people);
    this.#refresh();
  }

  #refused(personId: string): void {
    if (personId === this.#self.id) return void this.#finish({ status: 'ended', reason: 'refused' });
    this.#door.hearRefused(personId);
    this.#refresh();
  }

  /** Brings everything in line with who is there now. */
  #refresh(): void {
    const live = this.#live;
    if (!live || this.#state.value.status === 'ended') return;
    if (live.state.value.status === 'closed') return this.#closed(live.state.value);
    const peers = live.peers.value;
    this.#exchange?.refresh();
    this.#tracking?.refresh(peers);
    for (const peer of peers) this.#meet(live, peer);
    this.#door.partWith(peers);
    this.#pointers.keepOnly(peers);
    this.#people.set(peopleOf(peers, ({ person }) => this.#door.isAdmitted(person), this.#self));
    this.#stand(peers, live.state.value.status === 'joined');
  }

  #stand(peers: readonly LivePeer[], reachable: boolean): void {
    const session = this.#session;
    if (!session) return;
    const standing: Standing = {
      letIn: this.#door.letIn,
      links: peers.filter(({ person }) => this.#door.trusts(person)).map(({ link }) => link),
      agentMissing: this.#door.agentMissing,
      reachable,
    };
    this.#state.set(statusOf(standing, { self: this.#self, session }, this.#state.value));
  }

  #meet(live: LiveRoom, peer: LivePeer): void {
    if (!this.#door.meet(live, peer)) return;
    this.#exchange?.open(peer);
    if (this.#self.role === 'agent') this.#door.sayAdmitted();
  }

  #closed(state: Extract<LiveRoom['state']['value'], { status: 'closed' }>): void {
    if (state.error) return void this.#finish({ status: 'ended', ...endingOf(state.error) });
    void this.#finish({ status: 'ended', reason: state.reason });
  }

  async #finish(state: Extract<RoomState, { status: 'ended' }>): Promise<void> {
    if (this.#state.value.status === 'ended') return;
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
    this.#state.set({ ...state, wasIn: this.#session !== undefined });
    this.#people.set([]);
    this.#pointers.keepOnly([]);
    if (FINAL.has(state.reason)) this.#options.memory?.clear();
    this.#events.emit({ kind: 'ended', reason: state.reason });
    await this.#live?.leave();
    this.#over.abort();
  }

  #mustBeAgent(action: string): void {
    if (this.#self.role !== 'agent')
      throw new TypeError(`only an agent may ${action}: offer it to agents alone`);
  }
}
