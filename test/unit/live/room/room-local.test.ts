import { expect } from '@open-wc/testing';
import { local } from '../../../../plugins/local/index.js';
import { LocalMedia } from '../../../../src/live/media/local-media.js';
import { openRoom, type Room } from '../../../../src/live/room/room.js';
import { entrance, GrantOffice, type GrantDraft } from '../../../support/grants.js';
import { untilColour, colourTrack } from '../../../support/picture.js';
import { until } from '../../../support/until.js';

describe('Room, over real WebRTC', () => {
  let office: GrantOffice;
  let cleanups: (() => unknown)[] = [];

  beforeEach(() => (office = new GrantOffice()));
  afterEach(async () => {
    await Promise.all(cleanups.map((cleanup) => cleanup()));
    cleanups = [];
  });

  async function open(draft: GrantDraft, media = new LocalMedia(undefined)): Promise<Room> {
    const live = await local().start({ signal: new AbortController().signal, onDispose: () => undefined });
    const room = openRoom({
      live,
      backend: entrance(office, draft),
      entry: { kind: 'agent', sessionId: office.session.id },
      media,
    });
    cleanups.push(() => room.leave());
    return room;
  }

  function painted(colour: string): LocalMedia {
    const { track, stop } = colourTrack(colour);
    const media = new LocalMedia({
      getUserMedia: async () => new MediaStream([track]),
      enumerateDevices: async () => [],
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    });
    cleanups.push(() => media.dispose(), stop);
    return media;
  }

  it('lets a guest in on the agent’s word; then their picture and the agent’s marks arrive', async () => {
    const camera = painted('#ff0000');
    await camera.start({ camera: true, microphone: false });
    const lena = await open({ name: 'Lena', personId: 'lena' });
    const tomas = await open({ name: 'Tomas', role: 'participant', personId: 'tomas' }, camera);

    await until(tomas.state, ({ status }) => status === 'waiting');
    await until(lena.people, ([one]) => one?.presence === 'waiting');
    lena.admit('tomas');
    await until(tomas.state, ({ status }) => status === 'live');
    const [guest] = await until(lena.people, ([one]) => one?.tracks.has('camera') === true);
    await untilColour(guest?.tracks.get('camera') as MediaStreamTrack, [255, 0, 0]);

    const id = lena.board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.1, 0.1] });
    lena.board.extend(id, [[0.5, 0.5]]);
    lena.board.finish(id);
    const [mark] = await until(tomas.board.marks, ([one]) => one?.finished === true);
    expect(mark).to.deep.include({
      id,
      surface: 'tomas',
      points: [
        [0.1, 0.1],
        [0.5, 0.5],
      ],
    });

    void lena.end();
    const ended = await until(tomas.state, ({ status }) => status === 'ended');
    expect(ended).to.deep.include({ reason: 'agentEnded' });
  });
});
