import type { Change } from '../../domain/change.js';
import type { Person, Session, EndReason } from '../../domain/session.js';
import type { Point } from '../../domain/annotation.js';
import type { LiveGrant } from '../../domain/live-grant.js';
import { isAbort } from '../../host/errors.js';
import type { LivePeer, LiveRoom } from '../../ports/live-port.js';
import type { Readable, Unsubscribe } from '../../ports/readable.js';
import { Value } from '../../ports/value.js';
import { Admission, NOBODY } from './admission.js';
import { Attendance } from './attendance.js';
import { AnnotationBoard } from '../annotations/board.js';
import { Dismissals } from './dismissals.js';
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
  readonly #attendance = new Attendance((event) => this.#events.emit(event));
  readonly #dismissals = new Dismissals();
  readonly #cleanups: Unsubscribe[] = [];
  readonly #board: AnnotationBoard;
  /** What ties marks to the world. */
  readonly anchoring: Anchoring;
  #self: Person = NOBODY;
  #session: Session | undefined;
  #admission = new Admission(() => false);
  #live: LiveRoom | undefined;
  #exchange: Exchange | undefined;
  #tracking: RoomTracking | undefined;
  #letIn = false;

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
    this.#admission.admit([personId]);
    this.#tellAdmitted();
    this.#refresh();
  }

  /** Agents: sends this person away, also when they come again. */
  refuse(personId: string): void {
    this.#mustBeAgent('refuse');
    const person = this.#live?.peers.value.find((peer) => peer.person.id === personId)?.person;
    this.#admission.refuse(personId);
    this.#exchange?.tell({ kind: 'refused', personId });
    if (person) this.#events.emit({ kind: 'refused', person });
    this.#refresh();
  }

  /**
   * The records say that these people were sent away: their links end on this page too, whoever decided it and whether
   * or not they go by themselves.
   */
  sentAway(personIds: readonly string[]): void {
    for (const personId of personIds) {
      // Another agent's page that had not heard of it yet may have told the guests that they are let in.
      if (this.#self.role === 'agent') this.#exchange?.tell({ kind: 'refused', personId });
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
    const { isAdmitted } = this.#options;
    const agent = grant.self.role === 'agent';
    this.#admission = new Admission((id) => (agent && isAdmitted?.(id)) || false);
    this.#letIn = agent;
    for (const { id, presence } of grant.session.people)
      if (presence === 'refused' && id !== grant.self.id) this.#admission.refuse(id);
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
      trusts: ({ person }) => this.#trusts(person),
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
      () => this.#dismissals.stop(),
      live.peers.subscribe(() => this.#refresh()),
      live.state.subscribe(() => this.#refresh()),
      publishMedia(live, this.#options.media, this.#state),
    );
    this.#refresh();
  }

  #trusts(person: Person): boolean {
    return this.#letIn && this.#admission.trusts(person);
  }

  #tellAdmitted(to?: string): void {
    this.#exchange?.tell({ kind: 'admitted', people: this.#admission.list() }, to);
  }

  #hello(peer: LivePeer, isLater: boolean): void {
    if (this.#self.role === 'agent') return this.#tellAdmitted(peer.id);
    // The same link opened in a second tab: the later one goes on, and only one has the camera.
    if (peer.person.id === this.#self.id && isLater)
      void this.#finish({ status: 'ended', reason: 'superseded' });
  }

  /** Only an agent's word decides over others; everybody speaks for themselves alone. */
  #notice({ id, person }: LivePeer, notice: Notice): void {
    if (notice.kind === 'leave') return this.#attendance.goodbye(id);
    if (person.role !== 'agent') return;
    if (notice.kind === 'end') return void this.#finish({ status: 'ended', reason: notice.reason });
    if (notice.kind === 'refused') return this.#refused(notice.personId);
    this.#admission.admit(notice.people);
    if (notice.people.includes(this.#self.id)) this.#letIn = true;
    this.#refresh();
  }

  #refused(personId: string): void {
    if (personId === this.#self.id) return void this.#finish({ status: 'ended', reason: 'refused' });
    this.#admission.refuse(personId);
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
    this.#attendance.partWith(peers);
    this.#pointers.keepOnly(peers);
    this.#people.set(peopleOf(peers, ({ person }) => this.#admission.trusts(person), this.#self));
    this.#stand(peers, live.state.value.status === 'joined');
  }

  #stand(peers: readonly LivePeer[], reachable: boolean): void {
    const session = this.#session;
    if (!session) return;
    const standing: Standing = {
      letIn: this.#letIn,
      links: peers.filter(({ person }) => this.#trusts(person)).map(({ link }) => link),
      agentMissing: this.#attendance.agentMissing && this.#self.role !== 'agent',
      reachable,
    };
    this.#state.set(statusOf(standing, { self: this.#self, session }, this.#state.value));
  }

  #meet(live: LiveRoom, peer: LivePeer): void {
    const { id, person } = peer;
    if (this.#admission.isRefused(person.id)) return this.#sendAway(live, peer);
    const trusted = this.#trusts(person);
    if (trusted && !peer.admitted) live.admit(id);
    if (!this.#attendance.meet(peer, trusted) || !trusted) return;
    this.#exchange?.open(peer);
    if (this.#self.role === 'agent') this.#tellAdmitted();
  }

  #sendAway(live: LiveRoom, { id, person }: LivePeer): void {
    const tell = (): void => this.#exchange?.tell({ kind: 'refused', personId: person.id }, id);
    this.#dismissals.dismiss(id, tell, () => live.expel(id));
    this.#attendance.forget(id);
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
