import { expect } from '@open-wc/testing';
import { FrameTaps } from '../../../plugins/webrtc/frame-taps.js';
import { Link } from '../../../plugins/webrtc/link.js';
import type { LinkHost } from '../../../plugins/webrtc/link-host.js';
import type { Signal, Signalling } from '../../../plugins/webrtc/signalling.js';
import type { GrantDraft } from '../../support/grants.js';
import { MeshBench, sees } from '../../support/mesh-bench.js';
import { until } from '../../support/until.js';

describe('A word that the session is full', () => {
  let bench: MeshBench;
  let cleanups: (() => void)[] = [];

  beforeEach(() => (bench = new MeshBench()));
  afterEach(async () => {
    for (const cleanup of cleanups) cleanup();
    cleanups = [];
    await bench.close();
  });

  /** Proves who they are, and says to everybody that there is no room. Resolves once somebody has heard it. */
  async function naysayer(draft: GrantDraft): Promise<{ heard: Promise<void> }> {
    const credentials = await bench.office.grant(draft);
    const signalling = await bench.hub.connect();
    const links = new Map<string, Link>();
    let said: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => (said = resolve));
    const host: LinkHost = {
      selfId: signalling.id,
      credentials: () => credentials,
      signal: (to, signal) => signalling.send(to, signal),
      tracks: () => new Map(),
      ride: (options) => new FrameTaps().ride(options),
      hasRoomFor: () => false,
      changed: () => undefined,
      message: () => undefined,
      mayMove: () => false,
      gone({ remoteId }, { status }) {
        links.delete(remoteId);
        // They were turned away by us, a second after the word was said.
        if (status === 'unmet') said();
      },
    };
    signalling.onMessage((from, payload) => {
      const link = links.get(from) ?? new Link(from, host, false);
      links.set(from, link);
      link.receive(payload as Signal);
    });
    cleanups.push(() => {
      for (const link of links.values()) link.close();
      signalling.close();
    });
    return { heard };
  }

  it('turns nobody away when a guest alone says it', async () => {
    const lena = await bench.join({ name: 'Lena' });
    const { heard } = await naysayer({ name: 'Mallory', role: 'participant' });
    const tomas = await bench.join({ name: 'Tomas', role: 'participant' });
    await heard;
    await Promise.all([sees(lena, ['Tomas']), sees(tomas, ['Lena'])]);
    expect(tomas.state.value).to.eql({ status: 'joined' });
  }).timeout(20_000);

  it('is told to who has not even heard yet who is here', async () => {
    await naysayer({ name: 'Lena', role: 'agent' });
    const connect = async (): Promise<Signalling> => {
      const signalling = await bench.hub.connect();
      const { signal } = new AbortController();
      return {
        ...signalling,
        onFound(listener) {
          void signalling.roster(signal).then((ids) => ids.forEach(listener));
          return () => undefined;
        },
        // The roll is still being called when the room is closed.
        roster: (over) =>
          new Promise((_, reject) => over.addEventListener('abort', () => reject(over.reason as Error))),
      };
    };
    const { state } = await bench.join({ name: 'Tomas', role: 'participant', connect });
    const { value } = state;
    expect(value.status === 'closed' && value.error).to.deep.include({ code: 'live/full' });
  });

  it('holds when an agent says it', async () => {
    await naysayer({ name: 'Lena', role: 'agent' });
    const tomas = await bench.join({ name: 'Tomas', role: 'participant' });
    const closed = await until(tomas.state, ({ status }) => status === 'closed');
    expect(closed.status === 'closed' && closed.error).to.deep.include({ code: 'live/full' });
  });
});
