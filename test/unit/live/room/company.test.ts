import { expect } from '@open-wc/testing';
import { LocalMedia } from '../../../../src/live/media/local-media.js';
import { openRoom, type Room } from '../../../../src/live/room/room.js';
import type { RoomEvent } from '../../../../src/live/room/room-state.js';
import { encode } from '../../../../src/live/wire/codec.js';
import { FakeLive } from '../../../support/fake-live.js';
import { entrance, GrantOffice, type GrantDraft } from '../../../support/grants.js';
import { until } from '../../../support/until.js';

const LENA: GrantDraft = { name: 'Lena', personId: 'lena', role: 'agent' };
const OMAR: GrantDraft = { name: 'Omar', personId: 'omar', role: 'agent' };
const TOMAS: GrantDraft = { name: 'Tomas', personId: 'tomas', role: 'participant' };
const MARIA: GrantDraft = { name: 'Maria', personId: 'maria', role: 'participant' };

describe('Rooms with more than two', () => {
  let office: GrantOffice;
  let live: FakeLive;

  beforeEach(() => {
    office = new GrantOffice();
    live = new FakeLive();
  });

  const open = (draft: GrantDraft): Room =>
    openRoom({
      live,
      backend: entrance(office, draft),
      entry: { kind: 'agent', sessionId: office.session.id },
      media: new LocalMedia(undefined),
    });

  const names = (room: Room): string[] => room.people.value.map(({ person }) => person.name).sort();

  const living = (room: Room, count: number) =>
    until(room.people, (people) => people.filter(({ presence }) => presence === 'live').length === count);

  const draw = (room: Room): string => {
    const id = room.board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.1, 0.1] });
    room.board.extend(id, [[0.5, 0.5]]);
    room.board.finish(id);
    return id;
  };

  async function threesome(guest = TOMAS, second = OMAR): Promise<[Room, Room, Room]> {
    const lena = open(LENA);
    const other = open(second);
    const tomas = open(guest);
    await until(lena.people, (people) => people.length === 2);
    for (const { person } of lena.people.value) if (person.role !== 'agent') lena.admit(person.id);
    await Promise.all([lena, other, tomas].map((room) => living(room, 2)));
    return [lena, other, tomas];
  }

  it('let two agents see one guest, whichever of them let the guest in, and all three draw', async () => {
    const rooms = await threesome();
    const drawn = rooms.map(draw).sort();
    for (const room of rooms) {
      const marks = await until(
        room.board.marks,
        (all) => all.length === 3 && all.every(({ finished }) => finished),
      );
      expect(marks.map(({ id }) => id).sort()).to.eql(drawn);
      expect(marks.map(({ author }) => author.id).sort()).to.eql(['lena', 'omar', 'tomas']);
    }
  });

  it('go on for the guest while one of two agents is left, and wait for one when both took leave', async () => {
    const [lena, omar, tomas] = await threesome();
    const left: RoomEvent[] = [];
    tomas.onEvent((event) => event.kind === 'left' && left.push(event));
    await lena.leave();
    await until(tomas.people, (people) => people.length === 1);
    expect(names(tomas)).to.eql(['Omar']);
    expect(tomas.state.value.status).to.equal('live');
    const id = draw(omar);
    await until(tomas.board.marks, (marks) => marks.some((mark) => mark.id === id && mark.finished));
    await omar.leave();
    await until(tomas.people, (people) => people.length === 0);
    expect(tomas.state.value.status).to.equal('live');
    expect(left.map((event) => event.kind === 'left' && event.said)).to.eql([true, true]);
  });

  it('send away a peer that floods them with good words, and nobody else notices', async () => {
    const [lena, maria] = await threesome(TOMAS, MARIA);
    const events: RoomEvent[] = [];
    lena.onEvent((event) => events.push(event));
    const flood = encode({ kind: 'pointer', pointer: { kind: 'pointer', surface: 'tomas', at: [0.5, 0.5] } });
    for (let count = 0; count < 10_000; count++) live.of('Tomas').send(flood, { reliable: false });
    const id = draw(maria);
    await until(lena.people, (people) => people.length === 1);
    expect(names(lena)).to.eql(['Maria']);
    await until(lena.board.marks, (marks) => marks.some((mark) => mark.id === id && mark.finished));
    const trouble = events.filter(({ kind }) => kind === 'trouble');
    expect(trouble.map((event) => event.kind === 'trouble' && event.person.name)).to.eql(['Tomas']);
    expect(lena.state.value.status).to.equal('live');
    expect(maria.state.value.status).to.equal('live');
  });

  it('tell a guest who comes with the agent at the same moment that they are let in', async () => {
    const lena = openRoom({
      live,
      backend: entrance(office, LENA),
      entry: { kind: 'agent', sessionId: office.session.id },
      media: new LocalMedia(undefined),
      isAdmitted: (id) => id === 'tomas',
    });
    const join = live.join.bind(live);
    // The agent's own code hears of its room only after the guest has spoken.
    live.join = async (grant, options) => {
      const room = await join(grant, options);
      if (grant.self.role === 'agent') await guestHasSpoken;
      return room;
    };
    const tomas = open(TOMAS);
    const guestHasSpoken = until(tomas.state, ({ status }) => status === 'waiting');
    await until(tomas.state, ({ status }) => status === 'live');
    await living(lena, 1);
  });
});
