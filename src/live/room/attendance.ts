import type { Person } from '../../domain/session.js';
import type { LivePeer } from '../../ports/live-port.js';
import type { RoomEvent } from './room-state.js';

/** Who came, who was let in and who went, peer by peer; tells each of it once. */
export class Attendance {
  readonly #known = new Map<
    string,
    { readonly person: Person; readonly trusted: boolean; saidGoodbye: boolean }
  >();
  readonly #emit: (event: RoomEvent) => void;
  #agentMissing = false;

  constructor(emit: (event: RoomEvent) => void) {
    this.#emit = emit;
  }

  /** An agent was here, vanished without a word, and none is here now. */
  get agentMissing(): boolean {
    return this.#agentMissing;
  }

  /** True if this peer is new, or let in now and not before (or the other way round). */
  meet({ id, person }: LivePeer, trusted: boolean): boolean {
    if (this.#known.get(id)?.trusted === trusted) return false;
    this.#known.set(id, { person, trusted, saidGoodbye: false });
    if (person.role !== 'agent') this.#emit({ kind: trusted ? 'admitted' : 'waiting', person });
    return true;
  }

  /** They took leave: their going is no loss of the connection. */
  goodbye(peerId: string): void {
    const known = this.#known.get(peerId);
    if (known) known.saidGoodbye = true;
  }

  /** They were sent away: nobody left. */
  forget(peerId: string): void {
    this.#known.delete(peerId);
  }

  /** Tells of everybody who is not among the peers any more. */
  partWith(peers: readonly LivePeer[]): void {
    for (const [id, { person, saidGoodbye }] of this.#known) {
      if (peers.some((peer) => peer.id === id)) continue;
      this.#known.delete(id);
      if (person.role === 'agent' && !saidGoodbye) this.#agentMissing = true;
      this.#emit({ kind: 'left', person, said: saidGoodbye });
    }
    if (peers.some(({ person, link }) => person.role === 'agent' && link === 'connected'))
      this.#agentMissing = false;
  }
}
