import { expect, html } from '@open-wc/testing';
import '../../../src/elements/join/guest-call.js';
import type { NearhandGuestCall } from '../../../src/elements/join/guest-call.js';
import '../../../src/elements/session-view/session-view.js';
import type { NearhandSessionView } from '../../../src/elements/session-view/session-view.js';
import type { Person } from '../../../src/domain/session.js';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import type { RoomEntry } from '../../../src/live/room/room-state.js';
import { LiveSession } from '../../../src/ui/live-session.js';
import { Workspace } from '../../../src/ui/workspace.js';
import { Desk } from '../../support/desk.js';
import { aSession, lena } from '../../support/store-bench.js';
import { click, inside, read, seen, settingsOf } from '../../support/user.js';

const guestUser: Person = { id: 'guest', name: 'Guest', role: 'participant' };

describe('The sound of a call', () => {
  let desk: Desk;
  let cleanups: (() => unknown)[];
  beforeEach(() => {
    cleanups = [];
    desk = new Desk().put({ collection: 'sessions', row: aSession('s1') });
  });
  afterEach(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
    await desk.end();
  });

  /** Somebody in the session whose microphone is on. */
  async function speaker(user: Person, entry: RoomEntry): Promise<LiveSession> {
    const context = new AudioContext();
    const { stream } = context.createMediaStreamDestination();
    const media = new LocalMedia({
      getUserMedia: async () => stream,
      enumerateDevices: async () => [],
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    });
    await media.start({ camera: false, microphone: true });
    const live = await LiveSession.open({ host: desk.host({ user }), entry, media });
    cleanups.push(
      () => context.close(),
      () => live.close('guestLeft'),
    );
    return live;
  }

  async function guestEntry(): Promise<RoomEntry> {
    const backend = await new Workspace(desk.host()).backend();
    const draft = { sessionId: 's1', channel: 'link', role: 'participant' } as const;
    const { link } = await backend.invite(draft, new AbortController().signal);
    return { kind: 'guest', token: link.split('#')[1] ?? '', name: 'Tomas', consent: true };
  }

  /** How often a voice is begun anew while the view around it is updated. */
  async function beginnings(view: NearhandSessionView | NearhandGuestCall): Promise<number> {
    const audio = await seen(() =>
      inside<HTMLAudioElement>(view, 'audio').find(({ srcObject }) => srcObject),
    );
    const sets = settingsOf(audio);
    for (let update = 0; update < 3; update += 1) {
      view.requestUpdate();
      await view.updateComplete;
    }
    return sets.length;
  }

  it('goes on while the agent’s view is updated', async () => {
    const view = await desk.mount<NearhandSessionView>(
      html`<nearhand-session-view session="s1"></nearhand-session-view>`,
    );
    await read(view, 'Nobody is here yet');
    await speaker(guestUser, await guestEntry());
    await click(view, 'Let in');
    expect(await beginnings(view)).to.equal(0);
  });

  it('goes on while the guest’s view is updated', async () => {
    const agent = await speaker(lena, { kind: 'agent', sessionId: 's1' });
    const guest = await speaker(guestUser, await guestEntry());
    const call = await desk.mount<NearhandGuestCall>(
      html`<nearhand-guest-call .live=${guest}></nearhand-guest-call>`,
    );
    const [waiting] = await seen(() => agent.room.people.value.length > 0 && agent.room.people.value);
    agent.room.admit(waiting?.person.id ?? '');
    expect(await beginnings(call)).to.equal(0);
  });
});
