import { MeshRoom } from '../../plugins/webrtc/mesh-room.js';
import type { Signalling } from '../../plugins/webrtc/signalling.js';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import type { LivePeer } from '../../src/ports/live-port.js';
import { GrantOffice, type GrantDraft, type Granted } from './grants.js';
import { SignallingHub } from './signalling-hub.js';
import { until } from './until.js';

export interface MeshJoin extends GrantDraft {
  readonly renew?: (granted: Granted) => Promise<LiveGrant>;
  /** In ms: until the grant has to be renewed. */
  readonly expiresIn?: number;
  /** By default the bench's own signalling. */
  readonly connect?: () => Promise<Signalling>;
  readonly timed?: boolean;
}

/** Meshes of one session, over a signalling whose faults a test chooses. */
export class MeshBench {
  readonly office = new GrantOffice();
  readonly hub = new SignallingHub();
  readonly #rooms: MeshRoom[] = [];

  async join(draft: MeshJoin): Promise<MeshRoom> {
    const granted = await this.office.grant(draft);
    const { expiresIn, renew, connect = this.hub.connect, timed = false } = draft;
    const grant: LiveGrant =
      expiresIn === undefined
        ? granted.grant
        : { ...granted.grant, expiresAt: new Date(Date.now() + expiresIn).toISOString() };
    const room = await MeshRoom.join({
      grant,
      key: granted.key,
      signal: new AbortController().signal,
      renew: () => renew?.(granted) ?? Promise.resolve(grant),
      connect,
      timed,
    });
    this.#rooms.push(room);
    return room;
  }

  async close(): Promise<void> {
    await Promise.all(this.#rooms.map((room) => room.leave()));
  }
}

/** Resolves once these people, and nobody else, are connected. */
export const sees = (
  room: MeshRoom,
  names: readonly string[],
  limit?: number,
): Promise<readonly LivePeer[]> =>
  until(room.peers, (peers) => connected(peers) === [...names].sort().join(), limit);

const connected = (peers: readonly LivePeer[]): string =>
  peers
    .filter(({ link }) => link === 'connected')
    .map(({ person }) => person.name)
    .sort()
    .join();
