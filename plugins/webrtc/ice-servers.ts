import type { LiveGrant } from '../../src/domain.js';

/** The grant's servers; without keys that say nothing, since RTCPeerConnection takes no undefined. */
export const iceServersOf = ({ iceServers }: LiveGrant): RTCIceServer[] =>
  iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { credential }),
  }));
