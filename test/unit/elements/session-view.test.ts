import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/elements/session-view/session-view.js';
import type { NearhandSessionView } from '../../../src/elements/session-view/session-view.js';
import type { Person } from '../../../src/domain/session.js';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import { NearhandError } from '../../../src/host/errors.js';
import type { SessionEndedEvent } from '../../../src/ui/events.js';
import { LiveSession } from '../../../src/ui/live-session.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Workspace } from '../../../src/ui/workspace.js';
import { Desk, HOSTILE } from '../../support/desk.js';
import { FakeLive } from '../../support/fake-live.js';
import { colourTrack } from '../../support/picture.js';
import { aMessage, aSession, until } from '../../support/store-bench.js';
import {
  click,
  control,
  heard,
  inside,
  press,
  read,
  seen,
  settled,
  textIn,
  type,
} from '../../support/user.js';

const guestUser: Person = { id: 'guest', name: 'Guest', role: 'participant' };

describe('nearhand-session-view', () => {
  let desk: Desk;
  let cleanups: (() => unknown)[];
  beforeEach(() => {
    cleanups = [];
    desk = new Desk().put(
      { collection: 'sessions', row: aSession('s1', { title: HOSTILE }) },
      { collection: 'messages', row: aMessage('m1', 's1', { text: 'From yesterday' }) },
    );
  });
  afterEach(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
    await desk.end();
  });

  const mount = async () => {
    const view = await desk.mount<NearhandSessionView>(
      html`<nearhand-session-view session="s1"></nearhand-session-view>`,
    );
    view.style.cssText = 'display:block;block-size:600px';
    return view;
  };

  async function guest(name = 'Tomas') {
    const workspace = new Workspace(desk.host());
    const { link } = await (
      await workspace.backend()
    ).invite({ sessionId: 's1', channel: 'link', role: 'participant' }, new AbortController().signal);
    const { track, stop } = colourTrack('#0000ff');
    const media = new LocalMedia({
      getUserMedia: async () => new MediaStream([track]),
      enumerateDevices: async () => [],
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    });
    await media.start({ camera: true, microphone: false });
    const live = await LiveSession.open({
      host: desk.host({ user: guestUser }),
      entry: { kind: 'guest', token: link.split('#')[1] ?? '', name, consent: true },
      media,
    });
    cleanups.push(stop, () => live.close('guestLeft'));
    return live;
  }

  it('joins, shows the chat there was, and is there for everybody in the light and in the dark', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    await read(view, 'From yesterday');
    expect(inside(view, 'script').length).to.equal(0);
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      await settled(view);
      await expect(view).to.be.accessible();
    }
    document.documentElement.style.colorScheme = '';
  });

  it('asks before it lets somebody in; then their picture is there to draw on and to keep', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    const tomas = await guest(HOSTILE.slice(0, 200));
    await read(view, 'wants to come in');
    expect(inside(view, 'img, script').length).to.equal(0);
    await settled(view);
    await expect(view).to.be.accessible();
    await click(view, 'Let in');
    await until(tomas.room.state, ({ status }) => status === 'live');
    await seen(() => inside(view, 'nearhand-mark-tools')[0]);
    await click(view, /^People/);
    await read(view, 'In the session');
    await settled(view);
    await expect(view).to.be.accessible();
    await seen(() => inside<HTMLVideoElement>(view, 'video').some((one) => one.videoWidth > 0));
    await click(view, 'Snapshot');
    await read(view, 'Snapshot kept under Files');
    await seen(() => desk.state.all('media').length === 1);
  });

  it('turns somebody away', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    const tomas = await guest();
    await click(view, 'Turn away');
    await until(tomas.room.state, (state) => state.status === 'ended' && state.reason === 'refused');
  });

  it('chooses tools by key, not while somebody writes', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    const tomas = await guest();
    await click(view, 'Let in');
    await until(tomas.room.state, ({ status }) => status === 'live');
    const pressed = () => inside(view, '[data-tool][aria-pressed="true"]').map((one) => one.dataset.tool)[0];
    await seen(() => pressed() === 'arrow');
    press(await control(view, 'Snapshot'), 'c');
    await seen(() => pressed() === 'circle');
    press(await control(view, 'Write a message'), 'r');
    await view.updateComplete;
    expect(pressed()).to.equal('circle');
    // Greek and Russian keyboards, and a French one, whose A is where others have Q.
    const KEYS = [
      ['ρ', 'KeyR', 'rectangle'],
      ['а', 'KeyF', 'freehand'],
      ['С', 'KeyC', 'circle'],
      ['a', 'KeyQ', 'arrow'],
    ] as const;
    for (const [key, code, tool] of KEYS) {
      press(await control(view, 'Snapshot'), key, { code });
      await seen(() => pressed() === tool);
    }
    press(await control(view, 'Snapshot'), 'Dead', { code: 'KeyR' });
    await view.updateComplete;
    expect(pressed()).to.equal('arrow');
  });

  it('hears the keys of the tools after "Let in", and after a stroke by mouse', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    const tomas = await guest();
    (await control(view, 'Let in')).focus();
    await sendKeys({ press: 'Enter' });
    await until(tomas.room.state, ({ status }) => status === 'live');
    const pressed = () => inside(view, '[data-tool][aria-pressed="true"]').map((one) => one.dataset.tool)[0];
    await seen(() => pressed() === 'arrow');
    await sendKeys({ press: 'f' });
    await seen(() => pressed() === 'freehand');
    (await control(view, 'Write a message')).focus();
    await seen(() => inside<HTMLVideoElement>(view, 'video').some((one) => one.videoWidth > 0));
    const picture = await seen(() => inside<SVGSVGElement>(view, 'svg.drawing')[0]);
    const { x, y, width, height } = picture.getBoundingClientRect();
    picture.setPointerCapture = () => undefined;
    for (const [kind, along] of [
      ['pointerdown', 0.4],
      ['pointermove', 0.6],
      ['pointerup', 0.6],
    ] as const)
      picture.dispatchEvent(
        new PointerEvent(kind, {
          clientX: x + along * width,
          clientY: y + along * height,
          pointerId: 1,
          bubbles: true,
          composed: true,
        }),
      );
    await seen(() => !inside<HTMLButtonElement>(view, '[aria-label^="Undo"]')[0]?.disabled);
    await sendKeys({ press: 'c' });
    await seen(() => pressed() === 'circle');
    await sendKeys({ press: 'z' });
    await seen(() => inside<HTMLButtonElement>(view, '[aria-label^="Undo"]')[0]?.disabled);
  });

  it('asks before it ends for everybody, and keeps the closing note', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    await click(view, 'End');
    await type(view, 'Closing note (may be left empty)', 'New seal ordered');
    await expect(view).to.be.accessible();
    const ended = heard<SessionEndedEvent>(view, 'nearhand-session-ended');
    await click(view, 'End session');
    expect((await ended).reason).to.equal('agentEnded');
    await read(view, 'The session has ended');
    await seen(() => desk.state.get('sessions', 's1')?.status === 'ended');
    await seen(() => desk.state.all('notes')[0]?.row.text === 'New seal ordered');
    await expect(view).to.be.accessible();
  });

  it('ends the session at the backend, with its note, when neither can be kept here', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    const store = await (await desk.workspace(view)).open();
    store.mutate = () => Promise.reject(new NearhandError('storage/quota', 'x'));
    await click(view, 'End');
    await type(view, 'Closing note (may be left empty)', 'New seal ordered');
    await click(view, 'End session');
    await read(view, 'The session has ended');
    expect(textIn(view)).not.to.contain(errorText['storage/quota']);
    expect(desk.state.get('sessions', 's1')?.status).to.equal('ended');
    expect(desk.state.all('notes').map(({ row }) => row.text)).to.eql(['New seal ordered']);
  });

  it('ends the call when its end can be written nowhere, says so, and leaves the note to be copied', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    const workspace = await desk.workspace(view);
    const [room] = desk.live.rooms;
    const camera = await seen(() => room?.published.get('camera'));
    Object.assign(await workspace.open(), {
      mutate: () => Promise.reject(new NearhandError('storage/failed', 'x')),
    });
    Object.assign(await workspace.backend(), { apply: () => Promise.reject(new TypeError('offline')) });
    await click(view, 'End');
    await type(view, 'Closing note (may be left empty)', 'New seal ordered');
    await click(view, 'End session');
    await read(view, 'The session has ended');
    await read(view, errorText['storage/failed']);
    expect(textIn(view)).to.contain('New seal ordered');
    expect(camera.readyState).to.equal('ended');
  });

  it('goes on in the same room when it is moved, and leaves it when it is taken out', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    const [room] = desk.live.rooms;
    const camera = await seen(() => room?.published.get('camera'));
    const place = document.createElement('div');
    desk.page(view).append(place);
    place.append(view);
    await view.updateComplete;
    expect([desk.live.rooms.length, desk.live.rooms[0], camera.readyState]).to.eql([1, room, 'live']);
    view.remove();
    await seen(() => desk.live.rooms.length === 0 && camera.readyState === 'ended');
  });

  it('holds nothing after twenty sessions came and went', async function () {
    this.timeout(60_000);
    for (let time = 0; time < 20; time++) {
      const view = await mount();
      await seen(() => desk.live.rooms.length > 0);
      desk.page(view).remove();
      await seen(() => desk.live.rooms.length === 0);
    }
  });

  it('says that the session is over when it comes too late, and leads to History', async () => {
    desk.put({ collection: 'sessions', row: aSession('s1', { status: 'ended' }) });
    const view = await mount();
    await read(view, errorText['session/ended']);
    await expect(view).to.be.accessible();
    desk.page(view).addEventListener('nearhand-history-open-request', (event) => event.preventDefault());
    const asked = heard(view, 'nearhand-history-open-request');
    await click(view, 'Read it in History');
    await asked;
  });

  it('shows one’s own picture while the signalling is held back, and sends it to nobody before', async () => {
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    desk.live.join = async (...given) => {
      await held;
      return FakeLive.prototype.join.apply(desk.live, given);
    };
    const view = await desk.mount<NearhandSessionView>(html`<nearhand-session-view></nearhand-session-view>`);
    const store = await (await desk.workspace(view)).open();
    await store.receive({ collection: 'sessions', row: aSession('s1') });
    view.session = 's1';
    const picture = () => inside<HTMLVideoElement>(view, 'video').some((one) => one.videoWidth > 0);
    await seen(picture);
    expect(textIn(view)).to.contain('Joining');
    await expect(view).to.be.accessible();
    expect(desk.live.rooms).to.eql([]);
    go();
    await read(view, 'Nobody is here yet');
    await seen(picture);
    await seen(() => desk.live.rooms[0]?.published.get('camera'));
  });

  it('says why it could not join, and tries again', async () => {
    desk.live.join = () => Promise.reject(new NearhandError('live/full', 'x'));
    const view = await mount();
    await read(view, errorText['live/full']);
    await expect(view).to.be.accessible();
    Reflect.deleteProperty(desk.live, 'join');
    await click(view, 'Try again');
    await read(view, 'Nobody is here yet');
  });

  describe('tells the page of an end', () => {
    let reasons: string[];
    const note = (event: Event) => void reasons.push((event as SessionEndedEvent).reason);
    beforeEach(() => {
      reasons = [];
      addEventListener('nearhand-session-ended', note);
      cleanups.push(() => removeEventListener('nearhand-session-ended', note));
    });

    it('once, with its reason', async () => {
      const view = await mount();
      await read(view, 'Nobody is here yet');
      await click(view, 'End');
      await click(view, 'End session');
      await read(view, 'The session has ended');
      view.requestUpdate();
      await view.updateComplete;
      expect(reasons).to.eql(['agentEnded']);
    });

    it('not where the session had ended before, or is none', async () => {
      desk.put({ collection: 'sessions', row: aSession('s1', { status: 'ended' }) });
      await read(await mount(), errorText['session/ended']);
      const view = await desk.mount(html`<nearhand-session-view session="s9"></nearhand-session-view>`);
      await read(view, 'could not be opened');
      expect(reasons).to.eql([]);
    });

    it('not where it could not be joined', async () => {
      desk.live.join = () => Promise.reject(new NearhandError('live/full', 'x'));
      await read(await mount(), errorText['live/full']);
      expect(reasons).to.eql([]);
    });

    it('not where the agent only leaves, which closes the view', async () => {
      const view = await mount();
      await read(view, 'Nobody is here yet');
      const closed = heard(view, 'nearhand-session-view-closed');
      await click(view, 'Leave');
      await closed;
      view.remove();
      await seen(() => desk.live.rooms.length === 0);
      expect(reasons).to.eql([]);
    });
  });

  it('goes through its panels by arrow', async () => {
    const view = await mount();
    await read(view, 'Nobody is here yet');
    const [tabs] = inside(view, '[role="tablist"]');
    press(tabs!, 'ArrowRight');
    await read(view, 'Nobody else is here yet');
    press(tabs!, 'End');
    await read(view, 'No pictures yet');
  });
});
