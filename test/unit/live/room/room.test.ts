import { expect } from '@open-wc/testing';
import { newId } from '../../../../src/domain/ids.js';
import type { Message } from '../../../../src/domain/messages/schema.js';
import { NearhandError } from '../../../../src/host/errors.js';
import { LocalMedia } from '../../../../src/live/media/local-media.js';
import { openRoom, type Room } from '../../../../src/live/room/room.js';
import type { RoomOptions } from '../../../../src/live/room/room-options.js';
import type { RoomEvent } from '../../../../src/live/room/room-state.js';
import { FakeLive } from '../../../support/fake-live.js';
import { colourTrack } from '../../../support/picture.js';
import { entrance, GrantOffice, type GrantDraft } from '../../../support/grants.js';
import { until } from '../../../support/until.js';

const LENA: GrantDraft = { name: 'Lena', personId: 'lena', role: 'agent' };
const TOMAS: GrantDraft = { name: 'Tomas', personId: 'tomas', role: 'participant' };
const MARIA: GrantDraft = { name: 'Maria', personId: 'maria', role: 'participant' };

describe('Room', () => {
  let office: GrantOffice;
  let live: FakeLive;

  beforeEach(() => {
    office = new GrantOffice();
    live = new FakeLive();
  });

  const open = (draft: GrantDraft, more: Partial<RoomOptions> = {}): Room =>
    openRoom({
      live,
      backend: entrance(office, draft),
      entry: { kind: 'agent', sessionId: office.session.id },
      media: new LocalMedia(undefined),
      ...more,
    });

  const status = (room: Room, wanted: string) => until(room.state, (state) => state.status === wanted);

  async function together(): Promise<{ lena: Room; tomas: Room }> {
    const lena = open(LENA);
    await status(lena, 'live');
    const tomas = open(TOMAS);
    await until(lena.people, (people) => people.some(({ presence }) => presence === 'waiting'));
    lena.admit('tomas');
    await status(tomas, 'live');
    return { lena, tomas };
  }

  const message = (text: string, author: GrantDraft): Message => ({
    id: newId(),
    sessionId: office.session.id,
    author: { id: author.personId ?? '', name: author.name, role: author.role ?? 'agent' },
    text,
    createdAt: '2026-11-22T10:00:00.000Z',
  });

  it('puts an agent through at once, and a guest into the waiting room', async () => {
    const lena = open(LENA);
    const tomas = open(TOMAS);
    await status(lena, 'live');
    await status(tomas, 'waiting');
    const [guest] = await until(lena.people, (people) => people.length === 1);
    expect(guest).to.deep.include({ presence: 'waiting' });
  });

  it('sends nothing of a waiting guest’s camera, and sends it once they are let in', async () => {
    const { track, stop } = colourTrack('#ff0000');
    const media = new LocalMedia({
      getUserMedia: async () => new MediaStream([track]),
      enumerateDevices: async () => [],
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    });
    await media.start({ camera: true, microphone: false });
    const lena = open(LENA);
    const tomas = open(TOMAS, { media });
    await until(lena.people, (people) => people.length === 1);
    await status(tomas, 'waiting');
    expect(live.of('Tomas').published.size).to.equal(0);
    lena.admit('tomas');
    const [guest] = await until(lena.people, ([one]) => one?.tracks.has('camera') === true);
    expect(guest?.tracks.get('camera')).to.equal(track);
    stop();
  });

  it('takes only an agent’s word about who is let in', async () => {
    const { tomas } = await together();
    const maria = open(MARIA);
    await status(maria, 'waiting');
    expect(() => tomas.admit('maria')).to.throw(TypeError);
    const bytes = new TextEncoder().encode(
      JSON.stringify({ v: 1, kind: 'control', control: { kind: 'admitted', people: ['maria'] } }),
    );
    live.of('Tomas').send(bytes, { reliable: true });
    await Promise.resolve();
    expect(maria.state.value.status).to.equal('waiting');
  });

  it('lets in at once whom the records name', async () => {
    open(LENA, { isAdmitted: (id) => id === 'tomas' });
    const tomas = open(TOMAS);
    await status(tomas, 'live');
  });

  it('shows guests to each other only after an agent let them in', async () => {
    const { lena, tomas } = await together();
    open(MARIA);
    await until(lena.people, (people) => people.length === 2);
    expect(tomas.people.value.map(({ person }) => person.name)).to.eql(['Lena']);
    lena.admit('maria');
    await until(tomas.people, (people) => people.some(({ person }) => person.name === 'Maria'));
  });

  it('refuses a guest, also when they come again', async () => {
    const lena = open(LENA);
    const tomas = open(TOMAS);
    await until(lena.people, (people) => people.length === 1);
    lena.refuse('tomas');
    expect(await status(tomas, 'ended')).to.deep.include({ reason: 'refused' });
    const again = open(TOMAS);
    expect(await status(again, 'ended')).to.deep.include({ reason: 'refused' });
  });

  it('hangs up on whom the records call sent away, on every page, whether they go or not', async () => {
    const { lena, tomas } = await together();
    open(MARIA);
    await until(lena.people, (people) => people.length === 2);
    lena.admit('maria');
    await until(tomas.people, (people) => people.some(({ person }) => person.id === 'maria'));
    const maria = live.of('Maria');
    // A page that ignores what it is told.
    maria.leave = () => Promise.resolve();
    tomas.sentAway(['maria']);
    await until(live.of('Tomas').peers, (peers) => peers.every(({ person }) => person.id !== 'maria'));
    expect(live.of('Lena').peers.value.some(({ person }) => person.id === 'maria')).to.equal(true);
    lena.sentAway(['maria']);
    await until(live.of('Lena').peers, (peers) => peers.every(({ person }) => person.id !== 'maria'));
    expect(maria.peers.value).to.eql([]);
  });

  it('knows from the start whom the records call sent away, and lets them in again when told to', async () => {
    office.session.people.push({
      ...{ id: 'tomas', name: 'Tomas', role: 'participant', presence: 'refused' },
      since: '2026-11-22T10:00:00.000Z',
    });
    const lena = open(LENA);
    await status(lena, 'live');
    expect(await status(open(TOMAS), 'ended')).to.deep.include({ reason: 'refused' });
    lena.admit('tomas');
    await status(open(TOMAS), 'live');
  });

  it('ends for everybody when an agent ends it', async () => {
    const { lena, tomas } = await together();
    void lena.end();
    expect(await status(tomas, 'ended')).to.deep.include({ reason: 'agentEnded' });
    expect(lena.state.value).to.deep.include({ status: 'ended', reason: 'agentEnded' });
  });

  it('brings chat to the others once each, under the proved author', async () => {
    const { lena, tomas } = await together();
    const heard: string[] = [];
    lena.onShared((change) => heard.push(change.collection === 'messages' ? change.row.text : '?'));
    tomas.share({ collection: 'messages', row: message('It drips here', TOMAS) });
    tomas.share({ collection: 'messages', row: message('I am Lena', LENA) });
    tomas.share({ collection: 'messages', row: message('and here', TOMAS) });
    await until(live.of('Lena').peers, () => heard.length === 2 || heard.includes('and here')).catch(
      () => undefined,
    );
    await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));
    expect(heard).to.eql(['It drips here', 'and here']);
  });

  it('says so when nobody can be reached, and brings what was missed afterwards', async () => {
    const { lena, tomas } = await together();
    const heard: string[] = [];
    lena.onShared((change) => heard.push(change.collection === 'messages' ? change.row.text : '?'));
    live.of('Tomas').cut = true;
    await status(tomas, 'reconnecting');
    await status(lena, 'reconnecting');
    tomas.share({ collection: 'messages', row: message('Are you there?', TOMAS) });
    tomas.board.finish(
      tomas.board.begin({ shape: 'circle', color: 'green', surface: 'tomas', start: [0.2, 0.2] }),
    );
    live.of('Tomas').cut = false;
    await status(tomas, 'live');
    await until(lena.board.marks, ([mark]) => mark?.finished === true);
    expect(heard).to.eql(['Are you there?']);
  });

  it('goes on when the agent’s page is reloaded: marks stay, and the guest stays let in', async () => {
    const { lena, tomas } = await together();
    lena.board.finish(
      lena.board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.1, 0.1] }),
    );
    await until(tomas.board.marks, ([mark]) => mark?.finished === true);
    live.of('Lena').vanish();
    await status(tomas, 'reconnecting');
    const back = open(LENA, { isAdmitted: (id) => id === 'tomas' });
    await status(tomas, 'live');
    const [mark] = await until(back.board.marks, (marks) => marks.length === 1);
    // A guest's word that it is Lena's proves nothing: it is shown as of whom it was heard.
    expect(mark).to.deep.include({ author: { id: 'tomas', name: 'Tomas', role: 'participant' } });
  });

  it('gives way to the same guest in a later tab', async () => {
    const { tomas } = await together();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const later = open(TOMAS);
    expect(await status(tomas, 'ended')).to.deep.include({ reason: 'superseded' });
    await status(later, 'live');
  });

  it('sends a peer away that keeps sending nonsense, and reports it', async () => {
    const { lena } = await together();
    const events: RoomEvent[] = [];
    lena.onEvent((event) => events.push(event));
    const nonsense = new TextEncoder().encode('{"v":1,"kind":"entry","seq":-1}');
    for (let count = 0; count < 20; count++) live.of('Tomas').send(nonsense, { reliable: true });
    await until(lena.people, (people) => people.length === 0);
    const trouble = events.find(({ kind }) => kind === 'trouble');
    expect(trouble?.kind === 'trouble' && trouble.error.code).to.equal('live/peer-misbehaved');
  });

  it('ends with the reason and the code when the way in is refused', async () => {
    const enter = () => Promise.reject(new NearhandError('link/expired', 'too late'));
    const room = open(TOMAS, { backend: { enter } });
    const ended = await status(room, 'ended');
    expect(ended.status === 'ended' && [ended.reason, ended.error?.code]).to.eql(['expired', 'link/expired']);
  });

  it('comes back after a reload as the same guest, by what the tab remembers', async () => {
    const entries: string[] = [];
    const { enter } = entrance(office, TOMAS);
    const backend: RoomOptions['backend'] = {
      enter(entry, signal) {
        entries.push(entry.kind);
        return enter(entry, signal);
      },
    };
    let kept: string | undefined;
    const memory = {
      read: () => kept,
      write: (token: string) => void (kept = token),
      clear: () => void (kept = undefined),
    };
    const entry = { kind: 'guest', token: 't', name: 'Tomas', consent: true } as const;
    const before = open(TOMAS, { backend, memory, entry });
    await status(before, 'waiting');
    // What a closing page does to its live room.
    await live.of('Tomas').leave();
    await status(before, 'ended');
    const after = open(TOMAS, { backend, memory, entry });
    await status(after, 'waiting');
    expect(entries).to.eql(['guest', 'renewal']);
    await after.leave();
    expect(kept).to.equal(undefined);
  });
});
