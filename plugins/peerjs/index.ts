import { definePlugin, type Plugin } from '../../src/plugin.js';
import { MAX_PEOPLE } from '../webrtc/limits.js';

/**
 * Live sessions over a PeerServer of one's own: the grant says where it is and brings the id and the ticket, so there is
 * nothing to configure, and no public server is ever asked. PeerJS is loaded on the first join.
 */
export const peerjs = (): Plugin<'live'> =>
  definePlugin({
    id: 'peerjs',
    port: 'live',
    start: () => ({
      capabilities: { maxPeople: MAX_PEOPLE },
      prepareToJoin: () => void code().catch(() => undefined),
      async join(grant, options) {
        const [{ MeshRoom }, { connectPeer }] = await code();
        return MeshRoom.join({ ...options, grant, connect: connectPeer });
      },
    }),
  });

const code = () => Promise.all([import('../webrtc/mesh-room.js'), import('./peer-signalling.js')]);
