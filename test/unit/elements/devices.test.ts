import { expect, html } from '@open-wc/testing';
import type { NearhandHost } from '../../../src/elements/host/host.js';
import '../../../src/elements/join/join.js';
import type { NearhandJoin } from '../../../src/elements/join/join.js';
import '../../../src/elements/session-view/session-view.js';
import type { NearhandSessionView } from '../../../src/elements/session-view/session-view.js';
import { NearhandError } from '../../../src/host/errors.js';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Desk } from '../../support/desk.js';
import { aSession, stub } from '../../support/store-bench.js';
import { click, read, seen, type } from '../../support/user.js';

/** What the page was given by `getUserMedia`, watched from outside of the kit. */
describe('No device is open where there is no live session or its preview', () => {
  let desk: Desk;
  let given: MediaStreamTrack[];
  let asked: number;
  let cleanups: (() => unknown)[];
  beforeEach(() => {
    given = [];
    asked = 0;
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const watched = async (constraints?: MediaStreamConstraints): Promise<MediaStream> => {
      asked++;
      const stream = await ask(constraints);
      given.push(...stream.getTracks());
      return stream;
    };
    cleanups = [stub(navigator.mediaDevices, 'getUserMedia', watched)];
    desk = new Desk().put({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
  });
  afterEach(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
    await desk.end();
    sessionStorage.clear();
  });

  const open = () => given.filter(({ readyState }) => readyState === 'live').length;
  const closed = () => seen(() => given.length > 0 && open() === 0, 'every device closed');

  describe('with the view of an agent', () => {
    const mount = () =>
      desk.mount<NearhandSessionView>(html`<nearhand-session-view session="s1"></nearhand-session-view>`);
    /** Of a session that the local copy knows. */
    const knownView = async (enter?: () => Promise<never>) => {
      const view = await desk.mount<NearhandSessionView>(
        html`<nearhand-session-view></nearhand-session-view>`,
      );
      const workspace = await desk.workspace(view);
      if (enter) Object.assign(await workspace.backend(), { enter });
      const store = await workspace.open();
      await store.receive({ collection: 'sessions', row: aSession('s1') });
      view.session = 's1';
      return view;
    };
    const inCall = async () => {
      const view = await mount();
      await read(view, 'Nobody is here yet');
      await seen(() => open() === 2, 'camera and microphone');
      return view;
    };

    it('after the end, by themselves', async () => {
      const view = await inCall();
      await click(view, 'End');
      await click(view, 'End session');
      await read(view, 'The session has ended');
      await closed();
    });

    it('after the end, by a colleague or the server', async () => {
      const view = await inCall();
      desk.put({
        collection: 'sessions',
        row: aSession('s1', { title: 'Pump', status: 'ended', endReason: 'agentEnded' }),
      });
      await (await (await desk.workspace(view)).open()).refresh();
      await read(view, 'The session has ended');
      await closed();
    });

    it('after the call broke down', async () => {
      const view = await inCall();
      desk.live.rooms[0]?.state.set({
        status: 'closed',
        reason: 'failed',
        error: new NearhandError('live/failed', 'x'),
      });
      await read(view, 'The session could not be opened');
      await closed();
    });

    it('after they left an inline view, which stands on and leads back in', async () => {
      const view = await inCall();
      await click(view, 'Leave');
      await read(view, 'You left the session');
      await closed();
      expect(desk.live.rooms.length).to.equal(0);
      await click(view, 'Go back in');
      await seen(() => open() === 2);
    });

    it('after it was taken out of the page', async () => {
      const view = await inCall();
      view.remove();
      await closed();
    });

    it('where the session is none', async () => {
      const view = await desk.mount(html`<nearhand-session-view session="s9"></nearhand-session-view>`);
      await read(view, 'could not be opened');
      expect([asked, open()]).to.eql([0, 0]);
    });

    it('where nobody can be reached, or nobody is signed in', async () => {
      for (const code of ['backend/offline', 'backend/unauthorized', 'live/full'] as const) {
        desk.live.join = () => Promise.reject(new NearhandError(code, 'x'));
        const view = await mount();
        await read(view, 'could not be opened');
        await seen(() => open() === 0, code);
        desk.page(view).remove();
      }
    });

    it('where the copy here knows a session that the backend has ended', async () => {
      let refuse = (): void => undefined;
      const held = new Promise<never>((_, reject) => {
        refuse = () => reject(new NearhandError('session/ended', 'x'));
      });
      const view = await knownView(() => held);
      await seen(() => open() === 2, 'camera and microphone, before the way in');
      refuse();
      await read(view, errorText['session/ended']);
      await closed();
    });

    it('after it was taken out of the page while the signalling is still on its way', async () => {
      desk.live.join = (_, { signal }) =>
        new Promise((__, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      const view = await knownView();
      await seen(() => open() === 2);
      view.remove();
      await closed();
    });

    it('where it was taken out before the browser gave them', async () => {
      desk.live.join = () => new Promise(() => undefined);
      let give = (): void => undefined;
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const slow = new Promise<void>((resolve) => (give = resolve));
      let wanted = 0;
      cleanups.push(
        stub(navigator.mediaDevices, 'getUserMedia', (constraints?: MediaStreamConstraints) => {
          wanted++;
          return slow.then(() => ask(constraints));
        }),
      );
      const view = await knownView();
      await seen(() => wanted === 2);
      view.remove();
      give();
      await closed();
    });

    it('where the records cannot be opened', async () => {
      const view = await desk.mount<NearhandSessionView>(
        html`<nearhand-session-view></nearhand-session-view>`,
      );
      const workspace = await desk.workspace(view);
      workspace.open = () => Promise.reject(new NearhandError('storage/failed', 'x'));
      view.session = 's1';
      await read(view, 'could not be opened');
      await seen(() => open() === 0 && desk.live.rooms.length === 0);
    });

    it('where the browser gives them too late', async () => {
      let give = (): void => undefined;
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const slow = new Promise<void>((resolve) => (give = resolve));
      cleanups.push(
        stub(navigator.mediaDevices, 'getUserMedia', (constraints?: MediaStreamConstraints) =>
          slow.then(() => ask(constraints)),
        ),
      );
      const view = await mount();
      await read(view, 'Nobody is here yet');
      view.remove();
      await seen(() => desk.live.rooms.length === 0);
      give();
      await closed();
    });
  });

  describe('with the guest’s page', () => {
    let page: NearhandHost;

    /** Until the preview of the camera. */
    async function preview(): Promise<NearhandJoin> {
      const agent = await desk.mount(html`<p></p>`);
      const backend = await (await desk.workspace(agent)).backend();
      const draft = { sessionId: 's1', channel: 'link', role: 'participant' } as const;
      const { link } = await backend.invite(draft, new AbortController().signal);
      location.hash = link.split('#')[1] ?? '';
      const guest = { id: 'guest', name: 'Guest', role: 'participant' } as const;
      const join = await desk.mount<NearhandJoin>(html`<nearhand-join></nearhand-join>`, { user: guest });
      page = desk.page(join);
      await type(join, 'Your name', 'Tomas');
      expect(asked).to.equal(0);
      await click(join, 'I agree, go on');
      await click(join, 'Allow the camera');
      await seen(() => open() > 0);
      return join;
    }

    it('after another link was opened', async () => {
      const join = await preview();
      location.hash = 'not-a-link-of-anybody';
      await read(join, 'link');
      await closed();
    });

    it('after the page was left', async () => {
      const join = await preview();
      join.remove();
      await closed();
    });

    it('after the host went away', async () => {
      await preview();
      page.host = undefined;
      await closed();
    });
  });

  it('and none is given to whoever asks after the end', async () => {
    const media = new LocalMedia();
    await media.start({ camera: true, microphone: false });
    expect(open()).to.equal(1);
    media.dispose();
    await media.start({ camera: true, microphone: true });
    await media.flip();
    expect([open(), media.state.value.camera.status]).to.eql([0, 'off']);
  });
});
