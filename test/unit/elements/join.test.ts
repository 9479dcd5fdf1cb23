import { expect, html } from '@open-wc/testing';
import '../../../src/elements/join/join.js';
import type { NearhandJoin } from '../../../src/elements/join/join.js';
import type { Person } from '../../../src/domain/session.js';
import type { NearhandVideoStage } from '../../../src/elements/video-stage/video-stage.js';
import { NearhandError } from '../../../src/host/errors.js';
import type { BackendPort } from '../../../src/ports/backend-port.js';
import { LiveSession } from '../../../src/ui/live-session.js';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Workspace } from '../../../src/ui/workspace.js';
import { cutOff } from '../../support/layout.js';
import { Desk, HOSTILE } from '../../support/desk.js';
import { aSession, stub, until } from '../../support/store-bench.js';
import {
  click,
  control,
  focused,
  inside,
  named,
  press,
  read,
  seen,
  settled,
  textIn,
  type,
} from '../../support/user.js';

const guest: Person = { id: 'guest', name: 'Guest', role: 'participant' };
const tag = html`<nearhand-join></nearhand-join>`;

describe('nearhand-join', () => {
  let desk: Desk;
  let restore: (() => unknown)[];
  beforeEach(() => {
    sessionStorage.clear();
    restore = [];
    desk = new Desk().put({ collection: 'sessions', row: aSession('s1', { title: HOSTILE }) });
  });
  afterEach(async () => {
    for (const undo of restore.reverse()) await undo();
    history.replaceState(null, '', location.pathname + location.search);
    sessionStorage.clear();
    await desk.end();
  });

  async function invited(): Promise<{ token: string; backend: BackendPort; workspace: Workspace }> {
    const workspace = new Workspace(desk.host());
    restore.push(() => workspace.close());
    const backend = await workspace.backend();
    const { link } = await backend.invite(
      { sessionId: 's1', channel: 'link', role: 'participant' },
      new AbortController().signal,
    );
    return { token: link.split('#')[1] ?? '', backend, workspace };
  }

  const open = (hash: string) => {
    history.replaceState(null, '', `#${hash}`);
    return desk.mount<NearhandJoin>(tag, { user: guest });
  };

  const cameras = (getUserMedia: () => Promise<MediaStream>) =>
    restore.push(stub(MediaDevices.prototype, 'getUserMedia', getUserMedia));

  it('takes the token out of the address, and shows who invites before anything is asked', async () => {
    const { token } = await invited();
    const join = await open(token);
    await read(join, 'Lena wants to look at this with you');
    expect(location.hash).to.equal('');
    expect(inside(join, 'img, script').length).to.equal(0);
    expect(desk.state.get('sessions', 's1')?.people).to.eql([]);
    await expect(join).to.be.accessible();
    join.style.cssText = 'display:block;inline-size:320px';
    for (const dir of ['ltr', 'rtl'] as const) {
      join.dir = dir;
      expect(cutOff(join), dir).to.eql([]);
    }
  });

  it('shares nothing with whoever says no, who can think again', async () => {
    const { token } = await invited();
    const join = await open(token);
    await click(join, 'No, thank you');
    await read(join, 'Nothing was shared');
    await seen(() => focused()?.localName === 'h1');
    await click(join, 'Go back');
    await read(join, 'wants to look at this with you');
    expect(desk.state.get('sessions', 's1')?.people).to.eql([]);
  });

  it('goes through consent, camera and waiting room into the session, and out again', async () => {
    const { token, workspace } = await invited();
    const agent = await LiveSession.open({
      host: workspace.host,
      entry: { kind: 'agent', sessionId: 's1' },
      media: new LocalMedia(undefined),
    });
    restore.push(() => agent.close('agentLeft'));
    const room = await until(agent.room.state, (state) => 'self' in state);
    if ('session' in room) await agent.attach(workspace, room.session);
    const join = await open(token);
    await type(join, 'Your name', 'Tomas');
    await click(join, 'I agree, go on');
    await seen(() => focused()?.textContent === 'Show what it is about');
    await expect(join).to.be.accessible();
    await click(join, 'Allow the camera');
    await read(join, 'This is what the expert will see');
    await expect(join).to.be.accessible();
    await click(join, 'Go to the waiting room');
    await read(join, 'Lena will let you in');
    await expect(join).to.be.accessible();
    const [asking] = await until(agent.room.people, ([one]) => one?.presence === 'waiting');
    await agent.admit(asking!.person.id);
    expect([join.getAttribute('role'), textIn(await seen(() => inside(join, 'h1')[0]))]).to.eql([
      'main',
      'Session with Lena',
    ]);
    await click(join, 'Draw');
    expect((await control<HTMLButtonElement>(join, 'Undo')).disabled).to.equal(true);
    const { board } = inside<NearhandVideoStage>(join, 'nearhand-video-stage.own')[0]!;
    board?.finish(board.begin({ shape: 'freehand', color: 'yellow', surface: 'x', start: [0.5, 0.5] }));
    await click(join, 'Undo');
    expect(board?.marks.value).to.eql([]);
    await click(join, 'Draw');
    await click(join, 'Chat');
    await type(join, 'Write a message', 'It drips here');
    await click(join, 'Send');
    await read(join, 'It drips here');
    await seen(() => desk.state.all('messages')[0]?.row.author.name === 'Tomas');
    await settled(join);
    await expect(join).to.be.accessible();
    const [video] = inside<HTMLVideoElement>(join, 'nearhand-video-stage.own').flatMap((one) =>
      inside<HTMLVideoElement>(one, 'video'),
    );
    const track = (video!.srcObject as MediaStream).getTracks()[0]!;
    const place = document.createElement('div');
    desk.page(join).append(place);
    place.append(join);
    await join.updateComplete;
    expect([track.readyState, agent.room.people.value.length]).to.eql(['live', 1]);
    await click(join, 'End');
    await click(join, 'Leave');
    await read(join, 'You have left');
    expect(track.readyState).to.equal('ended');
    await control(join, 'Back to the session');
  });

  it('leaves the session and lets the camera go when it is taken out of the page', async () => {
    const { token } = await invited();
    const join = await open(token);
    await type(join, 'Your name', 'Tomas');
    await click(join, 'I agree, go on');
    await click(join, 'Allow the camera');
    await click(join, 'Go to the waiting room');
    const stage = await seen(() => inside(join, 'nearhand-video-stage.own')[0]);
    const { track } = stage as unknown as { track: MediaStreamTrack };
    await seen(() => desk.live.rooms.length === 1);
    join.remove();
    await seen(() => track.readyState === 'ended' && desk.live.rooms.length === 0);
  });

  describe('with a camera that fails', () => {
    for (const [name, title, code] of [
      ['NotAllowedError', 'The camera is not allowed', 'media/denied'],
      ['NotFoundError', 'The camera does not work', 'media/no-device'],
      ['NotReadableError', 'The camera does not work', 'media/in-use'],
    ] as const) {
      it(`says ${code}, tries again, and goes on without`, async () => {
        const { token } = await invited();
        let asked = 0;
        cameras(() => {
          asked += 1;
          return Promise.reject(new DOMException('', name));
        });
        const join = await open(token);
        await type(join, 'Your name', 'Tomas');
        await click(join, 'I agree, go on');
        await click(join, 'Allow the camera');
        await read(join, title);
        await read(join, errorText[code]);
        await expect(join).to.be.accessible();
        const before = asked;
        await click(join, 'Try again');
        await seen(() => asked > before);
        await click(join, 'Go on without a camera');
        await read(join, 'You send no picture');
      });
    }
  });

  describe('with a link that does not open', () => {
    const REASONS = {
      expired: 'This link has expired',
      tampered: 'This link is not complete',
      'damaged on the way': 'This link is not complete',
      revoked: 'This link was withdrawn',
      'of an ended session': 'This session has ended',
    } as const;

    async function token(reason: keyof typeof REASONS): Promise<string> {
      const { token: good, backend } = await invited();
      const { row } = desk.state.all('invitations')[0]!;
      if (reason === 'tampered') return `${good}x`;
      if (reason === 'damaged on the way') return `${good.slice(0, 8)}%E0%A4%A${good.slice(8)}`;
      if (reason === 'revoked') await backend.revoke(row.id, new AbortController().signal);
      if (reason === 'expired')
        desk.put({ collection: 'invitations', row: { ...row, expiresAt: '2020-01-01T00:00:00.000Z' } });
      if (reason === 'of an ended session')
        desk.put({ collection: 'sessions', row: aSession('s1', { status: 'ended' }) });
      return good;
    }

    for (const reason of Object.keys(REASONS) as (keyof typeof REASONS)[]) {
      it(`has words of its own for one ${reason}, and takes another link`, async () => {
        const bad = await token(reason);
        const join = await open(bad);
        await read(join, REASONS[reason]);
        await expect(join).to.be.accessible();
        expect(named(join, 'Try again')).to.eql([]);
        desk.put({ collection: 'sessions', row: aSession('s1') });
        const invitation = desk.state.all('invitations')[0]?.row;
        if (invitation && reason === 'expired')
          desk.put({ collection: 'invitations', row: { ...invitation, status: 'revoked' } });
        const { token: good } = await invited();
        await type(join, /link/i, `https://x.test/join.html#${good}`);
        await click(join, 'Open');
        await read(join, 'Lena wants to look at this with you');
      });
    }

    it('asks for the link where there is none', async () => {
      const join = await desk.mount(tag, { user: guest });
      await read(join, 'Open the link from the message you got');
      await expect(join).to.be.accessible();
    });

    it('tries the same one again when the server was away', async () => {
      const { token: good, backend } = await invited();
      let away = true;
      const shaky: BackendPort = {
        ...backend,
        preview: (...given) =>
          away
            ? Promise.reject(new NearhandError('backend/offline', 'x', { retryable: true }))
            : backend.preview(...given),
      };
      history.replaceState(null, '', `#${good}`);
      const join = await desk.mount(tag, { user: guest, backend: shaky });
      await read(join, errorText['backend/offline']);
      away = false;
      await click(join, 'Try again');
      await read(join, 'wants to look at this with you');
    });

    it('shows the newer of two links, whichever answers last', async () => {
      const { token: good, backend } = await invited();
      let fail: (error: unknown) => void = () => undefined;
      const slow: BackendPort = {
        ...backend,
        preview: (token, signal) =>
          token === 'old' ? new Promise((_, reject) => (fail = reject)) : backend.preview(token, signal),
      };
      history.replaceState(null, '', '#old');
      const join = await desk.mount<NearhandJoin>(tag, { user: guest, backend: slow });
      await seen(() => textIn(join).includes('Opening'));
      location.hash = good;
      await read(join, 'wants to look at this with you');
      fail(new NearhandError('link/expired', 'x'));
      await new Promise(requestAnimationFrame);
      await join.updateComplete;
      expect(textIn(join)).not.to.contain('expired');
    });
  });

  it('takes Enter in the name for consent, and no empty name', async () => {
    const { token } = await invited();
    const join = await open(token);
    const field = await control<HTMLInputElement>(join, 'Your name');
    press(field, 'Enter');
    field.value = '   ';
    field.form?.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    await join.updateComplete;
    expect(textIn(join)).to.contain('wants to look at this with you');
  });
});
