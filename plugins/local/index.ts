import { definePlugin, type Plugin } from '../../src/plugin.js';
import { MAX_PEOPLE } from '../webrtc/limits.js';

/**
 * Live sessions between the tabs of one browser: real WebRTC, with a BroadcastChannel in place of a signalling server.
 * For demos without a server and for tests. The mesh itself is loaded on the first join.
 */
export const local = (): Plugin<'live'> =>
  definePlugin({
    id: 'local',
    port: 'live',
    start: () => ({
      capabilities: { maxPeople: MAX_PEOPLE },
      prepareToJoin: () => void code().catch(() => undefined),
      async join(grant, options) {
        const [{ MeshRoom }, { openChannel }] = await code();
        return MeshRoom.join({ ...options, grant, connect: async (next) => openChannel(next) });
      },
    }),
  });

const code = () => Promise.all([import('../webrtc/mesh-room.js'), import('./channel-signalling.js')]);
