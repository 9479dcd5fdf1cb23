import type { Person, Session } from '../../domain/session.js';
import type { LivePeer } from '../../ports/live-port.js';
import type { RoomPerson, RoomState } from './room-state.js';

/** What our status follows from. */
export interface Standing {
  readonly letIn: boolean;
  /** Of everybody whom we trust. */
  readonly links: readonly LivePeer['link'][];
  /** A guest's agent vanished without a good-bye. */
  readonly agentMissing: boolean;
  /** The way to the signalling stands, so that somebody new could come. */
  readonly reachable: boolean;
}

/** Our status now. Keeps the object where nothing that shows is new, and the time at which a cut began. */
export function statusOf(
  { letIn, links, agentMissing, reachable }: Standing,
  seat: { readonly self: Person; readonly session: Session },
  before: RoomState,
): RoomState {
  const someone = links.includes('connected');
  const cut = agentMissing || (!someone && (links.length > 0 || !reachable));
  const status = !letIn ? 'waiting' : cut ? 'reconnecting' : 'live';
  if (before.status === status && before.session === seat.session) return before;
  if (status !== 'reconnecting') return { status, ...seat };
  return { status, since: before.status === 'reconnecting' ? before.since : Date.now(), ...seat };
}

/** The peers as people see them. */
export const peopleOf = (
  peers: readonly LivePeer[],
  trusts: (peer: LivePeer) => boolean,
  self: Person,
): RoomPerson[] =>
  peers.flatMap((peer) => {
    const presence = presenceOf(peer, peers, trusts(peer), self);
    return presence ? [{ peerId: peer.id, person: peer.person, presence, tracks: peer.tracks }] : [];
  });

/** How a peer shows; undefined: not at all. */
function presenceOf(
  { id, person, link }: LivePeer,
  peers: readonly LivePeer[],
  trusted: boolean,
  self: Person,
): RoomPerson['presence'] | undefined {
  const isBackElsewhere = peers.some(
    (other) => other.id !== id && other.person.id === person.id && other.link === 'connected',
  );
  if (link === 'reconnecting' && isBackElsewhere) return undefined;
  if (!trusted) return self.role === 'agent' ? 'waiting' : undefined;
  return link === 'connected' ? 'live' : 'reconnecting';
}
