import { expect } from '@open-wc/testing';
import type { Person } from '../../../src/domain/session.js';
import { AnnotationBoard } from '../../../src/live/annotations/board.js';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import { Anchoring } from '../../../src/live/tracking/anchoring.js';
import { AnchorKeeper } from '../../../src/live/tracking/keeper.js';
import type { Poses, PoseWord } from '../../../src/live/tracking/poses.js';
import { encode } from '../../../src/live/wire/codec.js';
import type { Tracking, TrackingEvents } from '../../../src/live/tracking/worker/tracking-client.js';
import { Value } from '../../../src/ports/value.js';
import { colourTrack } from '../../support/picture.js';
import { seen } from '../../support/user.js';
import { until } from '../../support/until.js';

const tomas: Person = { id: 'tomas', name: 'Tomas', role: 'participant' };
const lena: Person = { id: 'lena', name: 'Lena', role: 'agent' };

/** A worker that only remembers what it was told. */
class FakeTracking implements Tracking {
  readonly told = new Value<readonly string[]>([]);
  #say(word: string): void {
    this.told.set([...this.told.value, word]);
  }
  looksAt: MediaStreamTrack | undefined;
  look(track: MediaStreamTrack | undefined): void {
    this.looksAt = track;
    this.#say(track ? 'look' : 'look away');
  }
  still({ id }: { id: string }): void {
    this.#say(`still ${id}`);
  }
  follow(id: string, still: string): void {
    this.#say(`follow ${id} on ${still}`);
  }
  forget(id: string): void {
    this.#say(`forget ${id}`);
  }
  close(): void {
    this.#say('close');
  }
}

describe('AnchorKeeper', () => {
  let board: AnnotationBoard;
  let anchoring: Anchoring;
  let media: LocalMedia;
  let keeper: AnchorKeeper;
  let opened: Value<readonly FakeTracking[]>;
  let isBarred: boolean;
  let events: TrackingEvents;
  let sent: Poses[];
  let stopCamera: () => void;

  beforeEach(async () => {
    const camera = colourTrack('#00ff00');
    stopCamera = camera.stop;
    media = new LocalMedia({
      getUserMedia: async () => new MediaStream([camera.track.clone()]),
      enumerateDevices: async () => [],
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    });
    await media.start({ camera: true, microphone: false });
    board = new AnnotationBoard({ self: tomas, send: () => undefined });
    anchoring = new Anchoring({ marks: board.marks, publish: () => undefined, announce: () => undefined });
    opened = new Value<readonly FakeTracking[]>([]);
    sent = [];
    isBarred = false;
    keeper = new AnchorKeeper({
      selfId: 'tomas',
      marks: board.marks,
      anchoring,
      media: media.state,
      broadcast: (poses) => sent.push(poses),
      onRaw: () => undefined,
      open: async (given) => {
        if (isBarred) throw new Error('no worker');
        events = given;
        const tracking = new FakeTracking();
        opened.set([...opened.value, tracking]);
        return tracking;
      },
    });
  });
  afterEach(() => {
    keeper.stop();
    media.dispose();
    stopCamera();
  });

  const draw = (id: string, still?: string, surface = 'tomas'): void => {
    const look = { shape: 'arrow', color: 'red', surface } as const;
    board.receive(
      { op: 'add', id, ...look, points: [[0.5, 0.5]], finished: false, ...(still && { still }) },
      lena,
    );
  };
  const see = (id: string): void => void anchoring.stills.take({ id, surface: 'tomas' });
  const words = async (count: number): Promise<readonly string[]> => {
    const [tracking] = await until(opened, (all) => all.length > 0);
    return tracking ? until(tracking.told, (told) => told.length >= count) : [];
  };
  const marks = (count: number): PoseWord[] =>
    Array.from({ length: count }, (_, index) => [`m${index}`, 'lost', 0, null]);

  it('runs nothing for marks that lie over the view, or on another’s picture', () => {
    draw('m1');
    draw('m2', 's1', 'lena');
    see('s1');
    expect(opened.value).to.eql([]);
  });

  it('follows a mark once its still has come, and again when it is finished', async () => {
    draw('m1', 's1');
    expect(await words(1)).to.eql(['look']);
    see('s1');
    expect((await words(3)).slice(1)).to.eql(['still s1', 'follow m1 on s1']);
    board.receive({ op: 'finish', id: 'm1' }, lena);
    expect((await words(4)).at(-1)).to.equal('follow m1 on s1');
  });

  it('tells everybody for as long as there are marks that it can track none', async () => {
    isBarred = true;
    draw('m1', 's1');
    await until(anchoring.surface('tomas').hint, (hint) => hint === 'no-tracker');
    await seen(() => sent.length > 2);
    expect(sent.every(({ hint, marks: [...none] }) => hint === 'no-tracker' && none.length === 0)).to.equal(
      true,
    );
    board.receive({ op: 'remove', ids: ['m1'] }, lena);
    await until(anchoring.surface('tomas').hint, (hint) => hint === undefined);
  });

  it('tells a still again when its picture has come', async () => {
    see('s1');
    draw('m1', 's1');
    await words(3);
    anchoring.stills.take({ id: 's1', surface: 'tomas', picture: btoa('jpeg') });
    expect((await words(4)).at(-1)).to.equal('still s1');
  });

  it('lets everything go with the last mark', async () => {
    see('s1');
    draw('m1', 's1');
    await words(3);
    board.receive({ op: 'remove', ids: ['m1'] }, lena);
    expect((await words(4)).at(-1)).to.equal('close');
  });

  it('tells of a still again that no mark named for a while', async () => {
    see('s1');
    see('s2');
    draw('m1', 's1');
    draw('m2', 's2');
    await words(5);
    board.receive({ op: 'remove', ids: ['m1'] }, lena);
    see('s1');
    draw('m3', 's1');
    expect((await words(8)).slice(5)).to.eql(['forget m1', 'still s1', 'follow m3 on s1']);
  });

  it('begins anew after it has let go, with the camera and the marks of then', async () => {
    see('s1');
    draw('m1', 's1');
    await words(3);
    board.receive({ op: 'remove', ids: ['m1'] }, lena);
    see('s2');
    draw('m2', 's2');
    const [, second] = await until(opened, (all) => all.length === 2);
    if (!second) throw new Error('no second worker');
    const told = await until(second.told, (all) => all.length >= 3);
    expect(told).to.eql(['look', 'still s2', 'follow m2 on s2']);
  });

  it('keeps frames ready when somebody is about to draw', async () => {
    keeper.ready();
    expect(await words(1)).to.eql(['look']);
  });

  it('looks away while the camera is switched off', async () => {
    see('s1');
    draw('m1', 's1');
    await words(3);
    media.mute('camera', true);
    expect((await words(4)).at(-1)).to.equal('look away');
    media.mute('camera', false);
    expect((await words(5)).at(-1)).to.equal('look');
  });

  it('looks at the other camera once it is there, and follows the same marks on it', async () => {
    see('s1');
    draw('m1', 's1');
    await words(3);
    await media.flip();
    expect((await words(5)).slice(3)).to.eql(['look away', 'look']);
    const { camera } = media.state.value;
    const track = camera.status === 'on' ? camera.track : undefined;
    expect(track?.readyState).to.equal('live');
    expect(opened.value[0]?.looksAt).to.equal(track);
    expect(opened.value.length).to.equal(1);
  });

  it('tells everybody in packets of five marks, and keeps it here too', async () => {
    see('s1');
    draw('m0', 's1');
    await words(3);
    events.onReport({ time: 1_000, marks: marks(7), hint: 'more-light' });
    expect(sent.map((poses) => [poses.marks.length, poses.hint])).to.eql([
      [5, 'more-light'],
      [2, 'more-light'],
    ]);
    expect(anchoring.surface('tomas').hint.value).to.equal('more-light');
    expect(anchoring.surface('tomas').states.value.get('m6')).to.equal('lost');
  });

  it('tells the frames before once more, as many as fit into a packet', async () => {
    see('s1');
    draw('m0', 's1');
    await words(3);
    events.onReport({ time: 1_000, marks: marks(2) });
    events.onReport({ time: 1_033, marks: marks(1) });
    events.onReport({ time: 1_066, marks: marks(1) });
    events.onReport({ time: 1_100, marks: marks(3) });
    events.onReport({ time: 2_200, marks: marks(1) });
    expect(sent.map(({ earlier }) => earlier?.map(({ time }) => time))).to.eql([
      undefined,
      [1_000],
      [1_033, 1_000],
      [1_066, 1_033, 1_000],
      undefined,
    ]);
    expect(sent[1]?.earlier?.[0]).to.eql({ time: 1_000, marks: marks(2) });
  });

  it('never says more at once than the lossy channel takes', async () => {
    see('s1');
    draw('m0', 's1');
    await words(3);
    const long = (id: number): PoseWord => [
      `${'0'.repeat(35)}${id}`,
      'relocated',
      0.123,
      [
        0.9876543, -1.234567e-7, -0.001234567, 1.234567e-7, 0.9876543, -0.001234567, -1.234567e-7,
        1.234567e-7,
      ],
    ];
    for (let frame = 0; frame < 8; frame++) {
      const marks = Array.from({ length: frame < 5 ? 1 : 5 }, (_, id) => long(id));
      events.onReport({ time: 1_234_567.8912345 + 33.3 * frame, marks, hint: 'move-slower' });
    }
    const sizes = sent.map((poses) => encode({ kind: 'poses', poses }).length);
    expect(Math.max(...sizes)).to.be.within(850, 1_024);
    expect(sent[4]?.earlier?.length).to.be.within(2, 4);
  });

  it('sends no more packets than a link bears, and shows every frame here', async () => {
    see('s1');
    draw('m0', 's1');
    await words(3);
    for (let frame = 0; frame < 60; frame += 1) events.onReport({ time: frame * 33.3, marks: marks(20) });
    expect(sent.length).to.be.within(100, 160);
    expect(anchoring.surface('tomas').log.latest).to.be.closeTo(59 * 33.3, 0.1);
  });
});
