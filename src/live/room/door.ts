import type { Person, Session } from '../../domain/session.js';
import type { LivePeer, LiveRoom } from '../../ports/live-port.js';
import type { Notice } from '../wire/exchange.js';
import { Admission, NOBODY } from './admission.js';
import { Attendance } from './attendance.js';
import { Dismissals } from './dismissals.js';
import type { RoomEvent } from './room-state.js';

export interface DoorOptions {
  /** To one peer, or to everybody. */
  tell(notice: Notice, to?: string): void;
  emit(event: RoomEvent): void;
  /** Was this person let in earlier, by the local records? */
  wasAdmitted(personId: string): boolean;
}

/** Of one room: who comes, who is let in, who is sent away and who goes; and whether we are in ourselves. */
export class Door {
  readonly #options: DoorOptions;
  readonly #admission: Admission;
  readonly #attendance: Attendance;
  readonly #dismissals = new Dismissals();
  #self = NOBODY;
  #letIn = false;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#admission = new Admission((id) => this.#isAgent && options.wasAdmitted(id));
    this.#attendance = new Attendance((event) => options.emit(event));
  }

  /** We know who we are: an agent is in at once, and whoever was sent away stays out. */
  seat(self: Person, people: Session['people']): void {
    this.#self = self;
    this.#letIn = this.#isAgent;
    for (const { id, presence } of people)
      if (presence === 'refused' && id !== self.id) this.#admission.refuse(id);
  }

  /** Are we let in? */
  get letIn(): boolean {
    return this.#letIn;
  }

  /** A guest's agent vanished without a good-bye. */
  get agentMissing(): boolean {
    return this.#attendance.agentMissing && !this.#isAgent;
  }

  /** They are let in, and so are we. */
  trusts(person: Person): boolean {
    return this.#letIn && this.isAdmitted(person);
  }

  isAdmitted(person: Person): boolean {
    return this.#admission.trusts(person);
  }

  /** Agents: lets them in, and says so. */
  admit(personId: string): void {
    this.#admission.admit([personId]);
    this.sayAdmitted();
  }

  /** They are to go. Of an agent all hear it: one who had not heard of it yet may have told them that they are let in. */
  refuse(personId: string): void {
    this.hearRefused(personId);
    if (this.#isAgent) this.#options.tell({ kind: 'refused', personId });
  }

  sayAdmitted(to?: string): void {
    this.#options.tell({ kind: 'admitted', people: this.#admission.list() }, to);
  }

  /** By an agent's word. */
  hearAdmitted(personIds: readonly string[]): void {
    this.#admission.admit(personIds);
    if (personIds.includes(this.#self.id)) this.#letIn = true;
  }

  /** By an agent's word. */
  hearRefused(personId: string): void {
    this.#admission.refuse(personId);
  }

  /** Lets a peer in or sends them away. True if they have just come in. */
  meet(live: LiveRoom, peer: LivePeer): boolean {
    const { id, person } = peer;
    if (this.#admission.isRefused(person.id)) {
      this.#sendAway(live, peer);
      return false;
    }
    const trusted = this.trusts(person);
    if (trusted && !peer.admitted) live.admit(id);
    return this.#attendance.meet(peer, trusted) && trusted;
  }

  goodbye(peerId: string): void {
    this.#attendance.goodbye(peerId);
  }

  /** Tells of everybody who is not among the peers any more. */
  partWith(peers: readonly LivePeer[]): void {
    this.#attendance.partWith(peers);
  }

  stop(): void {
    this.#dismissals.stop();
  }

  get #isAgent(): boolean {
    return this.#self.role === 'agent';
  }

  #sendAway(live: LiveRoom, { id, person }: LivePeer): void {
    const tell = (): void => this.#options.tell({ kind: 'refused', personId: person.id }, id);
    this.#dismissals.dismiss(id, tell, () => live.expel(id));
    this.#attendance.forget(id);
  }
}
