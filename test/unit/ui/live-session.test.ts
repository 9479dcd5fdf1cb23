import { expect } from '@open-wc/testing';
import type { Session } from '../../../src/domain/session.js';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import type { RoomState } from '../../../src/live/room/room-state.js';
import { say } from '../../../src/ui/say.js';
import { LiveSession } from '../../../src/ui/live-session.js';
import { Workspace } from '../../../src/ui/workspace.js';
import { refuses } from '../../support/check.js';
import { Desk, livePlugin } from '../../support/desk.js';
import { colourTrack } from '../../support/picture.js';
import { answer, aSession, lena, tomas, until } from '../../support/store-bench.js';
import { seen } from '../../support/user.js';

const SESSION = aSession('s1');

describe('LiveSession', () => {
  let desk: Desk;
  let cleanups: (() => unknown)[];
  beforeEach(() => {
    desk = new Desk().put({ collection: 'sessions', row: SESSION });
    cleanups = [];
  });
  afterEach(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
    await desk.end();
  });

  async function agent() {
    const workspace = new Workspace(desk.host());
    const live = await LiveSession.open({
      host: workspace.host,
      entry: { kind: 'agent', sessionId: SESSION.id },
      media: new LocalMedia(undefined),
    });
    cleanups.push(
      () => workspace.close(),
      () => live.close('agentLeft'),
    );
    const room = await until(live.room.state, isSeated);
    await live.attach(workspace, seat(room).session);
    return { live, workspace, store: await workspace.open() };
  }

  /** A guest, attached as their own call does it. */
  async function guest(name = 'Tomas') {
    const desk2 = new Workspace(desk.host());
    const { link } = await (
      await desk2.backend()
    ).invite({ sessionId: SESSION.id, channel: 'link', role: 'participant' }, new AbortController().signal);
    const host = desk.host({ user: tomas });
    const token = link.split('#')[1] ?? '';
    const live = await LiveSession.open({
      host,
      entry: { kind: 'guest', token, name, consent: true },
      media: new LocalMedia(undefined),
    });
    const { self, session } = seat(await until(live.room.state, isSeated));
    const workspace = new Workspace(host, self);
    cleanups.push(
      () => workspace.close(),
      () => live.close('guestLeft'),
    );
    await live.attach(workspace, session);
    return { live, workspace, self, store: await workspace.open() };
  }

  const presence = (id: string) =>
    desk.state.get('sessions', SESSION.id)?.people.find((one) => one.id === id)?.presence;

  it('writes whom the agent lets in, and lets them in', async () => {
    const lenas = await agent();
    const tomass = await guest();
    await until(lenas.live.room.people, ([one]) => one?.presence === 'waiting');
    await lenas.live.admit(tomass.self.id);
    await until(tomass.live.room.state, ({ status }) => status === 'live');
    await seen(() => presence(tomass.self.id) === 'admitted');
  });

  it('writes whom the agent lets in before the records have told of them', async () => {
    desk.state.watch = () => () => undefined;
    const lenas = await agent();
    const tomass = await guest();
    await until(lenas.live.room.people, ([one]) => one?.presence === 'waiting');
    await lenas.live.admit(tomass.self.id);
    await seen(() => presence(tomass.self.id) === 'admitted');
  });

  it('writes an end that is decided while the records are still being opened', async () => {
    const workspace = new Workspace(desk.host());
    cleanups.push(() => workspace.close());
    const live = await LiveSession.open({
      host: workspace.host,
      entry: { kind: 'agent', sessionId: SESSION.id },
      media: new LocalMedia(undefined),
    });
    const { session } = seat(await until(live.room.state, isSeated));
    void live.attach(workspace, session);
    await live.end();
    await seen(() => desk.state.get('sessions', SESSION.id)?.status === 'ended');
  });

  it('writes whom the agent turns away, and their part is over', async () => {
    const lenas = await agent();
    const tomass = await guest();
    await until(lenas.live.room.people, ([one]) => one?.presence === 'waiting');
    await lenas.live.refuse(tomass.self.id);
    const ended = await until(tomass.live.room.state, ({ status }) => status === 'ended');
    expect(ended).to.include({ reason: 'refused' });
    await seen(() => presence(tomass.self.id) === 'refused');
  });

  it('writes the end before it is said, so that an end is never only said', async () => {
    const { live, store } = await agent();
    let wasWritten = false;
    live.room.state.subscribe(({ status }) => {
      if (status === 'ended') wasWritten = written;
    });
    let written = false;
    const mutate = store.mutate.bind(store);
    store.mutate = async (draft) => {
      const id = await mutate(draft);
      if (draft.type === 'session.end') written = true;
      return id;
    };
    await live.end();
    expect(wasWritten).to.equal(true);
    await seen(() => desk.state.get('sessions', SESSION.id)?.status === 'ended');
  });

  it('goes on when the end cannot be written', async () => {
    const { live, store } = await agent();
    store.mutate = () => Promise.reject(new Error('full'));
    await live.end().catch(() => undefined);
    expect(live.room.state.value.status).to.equal('live');
  });

  it('ends when the session was ended elsewhere, with that reason', async () => {
    const { live } = await agent();
    const tomass = await guest();
    desk.put({
      collection: 'sessions',
      row: { ...(desk.state.get('sessions', SESSION.id) as Session), status: 'ended', endReason: 'expired' },
    });
    for (const one of [live, tomass.live]) {
      const ended = await until(one.room.state, ({ status }) => status === 'ended');
      expect(ended).to.include({ reason: 'expired' });
    }
  });

  it('says who has left, once', async () => {
    const lenas = await agent();
    const tomass = await guest();
    await until(lenas.live.room.people, ([one]) => one?.presence === 'waiting');
    await tomass.live.close('guestLeft');
    await tomass.live.close('guestLeft');
    await seen(() => presence(tomass.self.id) === 'left');
    const left = desk.state.all('events').filter(({ row }) => row.kind === 'left');
    expect(left.length).to.equal(1);
  });

  it('shows a word of the chat to the other side once, by whichever way it comes', async () => {
    const lenas = await agent();
    const tomass = await guest();
    await until(lenas.live.room.people, ([one]) => one?.presence === 'waiting');
    await lenas.live.admit(tomass.self.id);
    await until(tomass.live.room.state, ({ status }) => status === 'live');
    await say(lenas.workspace, SESSION.id, 'Turn the left valve');
    const query = () => tomass.store.ofSession('messages', SESSION.id);
    await answer(query(), (rows) => rows.length > 0);
    await seen(() => desk.state.all('messages').length === 1);
    await tomass.store.refresh();
    const rows = await answer(query(), ([one]) => one?.pending === false);
    expect(rows.map(({ row }) => row.text)).to.eql(['Turn the left valve']);
  });

  it('keeps a snapshot as a picture and as a line of the log', async () => {
    const { live, store } = await agent();
    const { track, stop } = colourTrack('#00ff00');
    cleanups.push(stop);
    const video = Object.assign(document.createElement('video'), {
      muted: true,
      srcObject: new MediaStream([track]),
    });
    await video.play();
    const id = await live.snapshot(video, [], 'Snapshot 10:00.jpg');
    const [item] = await answer(store.ofSession('media', SESSION.id), (rows) => rows.length > 0);
    expect(item?.row).to.include({
      id,
      kind: 'snapshot',
      name: 'Snapshot 10:00.jpg',
      width: 160,
      height: 120,
    });
    const events = await answer(store.ofSession('events', SESSION.id), (rows) =>
      rows.some(({ row }) => row.kind === 'snapshot'),
    );
    expect(events.find(({ row }) => row.kind === 'snapshot')?.row).to.deep.include({
      about: id,
      person: lena,
    });
  });

  it('holds nothing when it is closed while the records are still being opened', async () => {
    const workspace = new Workspace(desk.host());
    cleanups.push(() => workspace.close());
    const live = await LiveSession.open({
      host: workspace.host,
      entry: { kind: 'agent', sessionId: SESSION.id },
      media: new LocalMedia(undefined),
    });
    const { session } = seat(await until(live.room.state, isSeated));
    const attached = live.attach(workspace, session);
    await live.close('agentLeft');
    await attached;
    expect(workspace.live(SESSION.id)).to.equal(undefined);
  });

  it('says plugin/missing where no plugin brings the live port', async () => {
    const host = desk.host({ plugins: [] });
    await refuses(LiveSession.open({ host, entry: { kind: 'agent', sessionId: 's1' } }), 'plugin/missing');
  });

  it('says why, where the plugins did not start', async () => {
    const broken = {
      ...livePlugin(desk.live),
      id: 'broken',
      port: 'live' as const,
      start: () => Promise.reject(new Error('no')),
    };
    const host = desk.host({ plugins: [broken] });
    await refuses(LiveSession.open({ host, entry: { kind: 'agent', sessionId: 's1' } }), 'plugin/failed');
  });
});

const isSeated = (state: RoomState): boolean => 'self' in state;

function seat(state: RoomState) {
  if (!('self' in state)) throw new TypeError('not in yet');
  return state;
}
