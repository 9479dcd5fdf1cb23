import { expect } from '@open-wc/testing';
import type { Annotation } from '../../../../src/domain/annotation.js';
import { newId } from '../../../../src/domain/ids.js';
import { LocalMedia } from '../../../../src/live/media/local-media.js';
import { openRoom, type Room } from '../../../../src/live/room/room.js';
import { encode } from '../../../../src/live/wire/codec.js';
import type { Control } from '../../../../src/live/wire/message.js';
import { FakeLive } from '../../../support/fake-live.js';
import { entrance, GrantOffice, type GrantDraft } from '../../../support/grants.js';
import { until } from '../../../support/until.js';

const LENA: GrantDraft = { name: 'Lena', personId: 'lena', role: 'agent' };
const AMIR: GrantDraft = { name: 'Amir', personId: 'amir', role: 'agent' };
const TOMAS: GrantDraft = { name: 'Tomas', personId: 'tomas', role: 'participant' };

/** What a peer says is bound to the person that it proved to be. */
describe('a peer that speaks as somebody else', () => {
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
  const opened = async (draft: GrantDraft): Promise<Room> => {
    const room = open(draft);
    await until(room.state, ({ status }) => status !== 'joining');
    return room;
  };
  const says = (name: string, control: Control): void =>
    live.of(name).send(encode({ kind: 'control', control }), { reliable: true });
  const draw = (room: Room): string => {
    const id = room.board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.1, 0.1] });
    room.board.finish(id);
    return id;
  };
  /** Hears every origin that is said in this room. */
  const origins = (name: string): string[] => {
    const heard: string[] = [];
    live.of(name).onMessage(({ bytes }) => {
      const message = JSON.parse(new TextDecoder().decode(bytes)) as { control?: Control };
      if (message.control?.kind === 'hello') heard.push(message.control.origin);
    });
    return heard;
  };
  const mark = (author: Annotation['author'], points: Annotation['points']): Annotation => ({
    id: newId(),
    surface: 'tomas',
    author,
    shape: 'arrow',
    color: 'red',
    points,
    finished: true,
  });

  it('takes nothing from an agent by claiming the origin of their words first', async () => {
    const amir = await opened(AMIR);
    await opened(TOMAS);
    const heard = origins('Tomas');
    // The waiting guest hears Lena's hello, and says the same to Amir before Amir has heard hers.
    live.of('Amir').cut = true;
    const lena = await opened(LENA);
    await until(lena.people, (people) => people.length > 0);
    const [origin = ''] = heard;
    live.of('Lena').cut = true;
    live.of('Amir').cut = false;
    says('Tomas', { kind: 'hello', origin, since: 0 });
    await Promise.resolve();
    live.of('Lena').cut = false;
    const id = draw(lena);
    const [shown] = await until(amir.board.marks, (marks) => marks.length === 1);
    expect([shown?.id, shown?.author.id]).to.deep.equal([id, 'lena']);
  });

  it('is shown as itself, not as the author that it names', async () => {
    const lena = await opened(LENA);
    const amir = await opened(AMIR);
    await opened(TOMAS);
    await until(lena.people, (people) => people.some(({ presence }) => presence === 'waiting'));
    lena.admit('tomas');
    await until(amir.people, (people) => people.some(({ person }) => person.id === 'tomas'));
    const forged = mark({ id: 'lena', name: 'Lena', role: 'agent' }, [[0.5, 0.5]]);
    says('Tomas', { kind: 'held', offset: 0, mark: forged });
    const [shown] = await until(amir.board.marks, (marks) => marks.length === 1);
    expect(shown?.author.id).to.equal('tomas');
    const own = mark({ id: 'tomas', name: 'Lena', role: 'agent' }, [[0.2, 0.2]]);
    says('Tomas', { kind: 'held', offset: 0, mark: own });
    const marks = await until(amir.board.marks, (all) => all.length === 2);
    expect(marks[1]?.author).to.deep.equal({ id: 'tomas', name: 'Tomas', role: 'participant' });
  });

  it('gives way to the author’s own word about a mark that it told otherwise', async () => {
    const lena = await opened(LENA);
    await opened(TOMAS);
    await until(lena.people, (people) => people.length === 1);
    lena.admit('tomas');
    live.of('Lena').cut = true;
    const amir = await opened(AMIR);
    amir.admit('tomas');
    const id = draw(lena);
    says('Tomas', {
      kind: 'held',
      offset: 0,
      mark: { ...mark({ id: 'lena', name: 'Lena', role: 'agent' }, [[0.9, 0.9]]), id },
    });
    await until(amir.board.marks, (all) => all.length === 1);
    live.of('Lena').cut = false;
    const marks = await until(amir.board.marks, ([one]) => one?.author.id === 'lena');
    expect(marks.map(({ points }) => points)).to.deep.equal([[[0.1, 0.1]]]);
  });
});
