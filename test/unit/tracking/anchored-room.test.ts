import { expect } from '@open-wc/testing';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import { openRoom, type Room } from '../../../src/live/room/room.js';
import type { Poses } from '../../../src/live/tracking/poses.js';
import { encode } from '../../../src/live/wire/codec.js';
import { FakeLive } from '../../support/fake-live.js';
import { entrance, GrantOffice, type GrantDraft } from '../../support/grants.js';
import { until } from '../../support/until.js';

const LENA: GrantDraft = { name: 'Lena', personId: 'lena', role: 'agent' };
const OMAR: GrantDraft = { name: 'Omar', personId: 'omar', role: 'agent' };
const TOMAS: GrantDraft = { name: 'Tomas', personId: 'tomas', role: 'participant' };

const STILL = { id: 's1', surface: 'tomas', time: 1_000, by: 'rtp', picture: btoa('jpeg') } as const;

describe('Marks in the world, in a room', () => {
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

  const meets = (room: Room, count: number) =>
    until(room.people, (people) => people.filter(({ presence }) => presence === 'live').length === count);

  async function pair(): Promise<[lena: Room, tomas: Room]> {
    const [lena, tomas] = [open(LENA), open(TOMAS)];
    await until(lena.people, (people) => people.length === 1);
    lena.admit('tomas');
    await Promise.all([meets(lena, 1), meets(tomas, 1)]);
    return [lena, tomas];
  }

  const drawOn = (room: Room, still: string): string => {
    const id = room.board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.5, 0.5], still });
    room.board.finish(id);
    return id;
  };
  const poses = (id: string, more: Partial<Poses> = {}): Poses => ({
    surface: 'tomas',
    time: 2_000,
    marks: [[id, 'locked', 1, [1, 0, 0.1, 0, 1, 0, 0, 0]]],
    ...more,
  });
  const say = (from: string, word: Poses): void =>
    live.of(from).send(encode({ kind: 'poses', poses: word }), { reliable: false });

  it('gives what was seen while drawing to everybody, and the mark names it', async () => {
    const [lena, tomas] = await pair();
    lena.anchoring.saw(STILL);
    drawOn(lena, 's1');
    await until(tomas.board.marks, (marks) => marks[0]?.still === 's1');
    await until(tomas.anchoring.stills.all, (stills) => stills.has('s1'));
    expect(tomas.anchoring.stills.get('s1')).to.eql(STILL);
  });

  it('gives stills and marks to who comes later or comes back', async () => {
    const [lena] = await pair();
    lena.anchoring.saw(STILL);
    drawOn(lena, 's1');
    const omar = open(OMAR);
    await until(omar.anchoring.stills.all, (stills) => stills.has('s1'));
    await until(omar.board.marks, (marks) => marks[0]?.finished === true);
    live.of('Tomas').vanish();
    const again = open(TOMAS);
    await until(again.anchoring.stills.all, (stills) => stills.has('s1'));
  });

  it('lets everybody see where the mark is on each frame, and how it stands', async () => {
    const [lena] = await pair();
    lena.anchoring.saw(STILL);
    const id = drawOn(lena, 's1');
    say('Tomas', poses(id));
    const surface = lena.anchoring.surface('tomas');
    await until(surface.states, (states) => states.get(id) === 'locked');
    expect(surface.log.at(id, 2_000)?.pose?.[2]).to.equal(0.1);
    say('Tomas', poses(id, { time: 2_033, marks: [[id, 'lost', 0, null]], hint: 'move-slower' }));
    await until(surface.states, (states) => states.get(id) === 'lost');
    expect(surface.hint.value).to.equal('move-slower');
  });

  it('believes nobody about another’s camera', async () => {
    const [lena, tomas] = await pair();
    const id = drawOn(lena, 's1');
    say('Lena', poses(id));
    say('Lena', poses(id, { surface: 'lena' }));
    await until(tomas.anchoring.surface('lena').states, (states) => states.has(id));
    expect(tomas.anchoring.surface('tomas').states.value.size).to.equal(0);
  });

  it('takes no poses that are no numbers, nor more than a packet holds, nor from far outside', async () => {
    const [lena] = await pair();
    const id = drawOn(lena, 's1');
    const surface = lena.anchoring.surface('tomas');
    const broken: unknown[] = [
      [id, 'locked', 1, [NaN, 0, 0, 0, 1, 0, 0, 0]],
      [id, 'locked', 1, [1, 0, 0, 0, 1, 0, 0]],
      [id, 'locked', 2, null],
      [id, 'certain', 1, null],
    ];
    for (const mark of broken) say('Tomas', poses(id, { marks: [mark] as unknown as Poses['marks'] }));
    const [one] = poses(id).marks;
    say('Tomas', poses(id, { marks: Array.from({ length: 6 }, () => one ?? [id, 'lost', 0, null]) }));
    say('Tomas', poses(id, { time: Infinity }));
    say('Tomas', poses(id, { time: 3_000 }));
    await until(surface.states, (states) => states.size > 0);
    expect(surface.log.latest).to.equal(3_000);
    expect(surface.log.at(id, 3_000)?.state).to.equal('locked');
  });

  it('takes no marks of a million points, of points that are no numbers or off the picture, nor such stills', async () => {
    const [lena, tomas] = await pair();
    const look = {
      op: 'add',
      surface: 'tomas',
      shape: 'freehand',
      color: 'red',
      finished: true,
      still: 's1',
    };
    const broken: unknown[] = [
      {
        kind: 'mark',
        mark: { ...look, id: 'm1', points: Array.from({ length: 1_000_000 }, () => [0.5, 0.5]) },
      },
      { kind: 'mark', mark: { ...look, id: 'm2', points: [[NaN, 0.5]] } },
      { kind: 'mark', mark: { ...look, id: 'm3', points: [[0.5, 1e300]] } },
      { kind: 'mark', mark: { ...look, id: 'm4', points: [] } },
      { kind: 'still', still: { ...STILL, time: Infinity } },
      { kind: 'still', still: { ...STILL, picture: 'no base64!' } },
      { kind: 'still', still: { ...STILL, picture: btoa('x'.repeat(60_000)) } },
      { kind: 'still', still: { ...STILL, kept: '../../x' } },
    ];
    for (const entry of broken)
      live.of('Lena').send(encode({ kind: 'entry', seq: 1, entry } as Parameters<typeof encode>[0]), {
        reliable: true,
      });
    const id = drawOn(lena, 's2');
    await until(tomas.board.marks, (marks) => marks.length > 0);
    expect(tomas.board.marks.value.map((mark) => mark.id)).to.eql([id]);
    expect(tomas.anchoring.stills.all.value.size).to.equal(0);
  });

  it('draws no stroke on without end', async () => {
    const [lena, tomas] = await pair();
    const id = lena.board.begin({
      shape: 'freehand',
      color: 'red',
      surface: 'tomas',
      start: [0.5, 0.5],
      still: 's1',
    });
    await until(tomas.board.marks, (marks) => marks.length === 1);
    const points = Array.from({ length: 1_000 }, (): [number, number] => [0.5, 0.5]);
    for (let time = 0; time < 8; time += 1)
      live.of('Lena').send(
        encode({
          kind: 'entry',
          seq: 2 + time,
          entry: { kind: 'mark', mark: { op: 'extend', id, points } },
        }),
        { reliable: true },
      );
    await until(tomas.board.marks, ([mark]) => mark?.points.length === 5_000);
  });

  it('bears a mark on a still that nobody ever sees', async () => {
    const [lena, tomas] = await pair();
    drawOn(lena, 'never');
    await until(tomas.board.marks, (marks) => marks.length === 1);
    expect(tomas.anchoring.stills.get('never')).to.equal(undefined);
  });

  it('announces that somebody is about to draw, once in five seconds', async () => {
    const [lena, tomas] = await pair();
    const aims: string[] = [];
    const heard = new Promise<void>((resolve) => {
      tomas.anchoring.onAim((surface) => {
        aims.push(surface);
        resolve();
      });
    });
    lena.anchoring.aim('tomas');
    lena.anchoring.aim('tomas');
    await heard;
    drawOn(lena, 's1');
    await until(tomas.board.marks, (marks) => marks.length === 1);
    expect(aims).to.eql(['tomas']);
  });

  it('forgets stills that no mark names any more', async () => {
    const [lena] = await pair();
    for (const id of ['a', 'b', 'c']) lena.anchoring.saw({ ...STILL, id });
    const mark = drawOn(lena, 'a');
    expect([...lena.anchoring.stills.all.value.keys()]).to.eql(['a', 'c']);
    lena.board.undo();
    expect(lena.board.marks.value.some(({ id }) => id === mark)).to.equal(false);
    expect([...lena.anchoring.stills.all.value.keys()]).to.eql(['c']);
  });
});
