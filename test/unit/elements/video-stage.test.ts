import { expect, fixture, html } from '@open-wc/testing';
import type { Person } from '../../../src/domain/session.js';
import '../../../src/elements/video-stage/video-stage.js';
import type { NearhandVideoStage } from '../../../src/elements/video-stage/video-stage.js';
import { AnnotationBoard } from '../../../src/live/annotations/board.js';
import { Anchoring } from '../../../src/live/tracking/anchoring.js';
import type { PoseNumbers, PoseWord } from '../../../src/live/tracking/poses.js';
import { Still } from '../../../src/live/tracking/still.js';
import { Value } from '../../../src/ports/value.js';
import * as v from 'valibot';
import { colourTrack } from '../../support/picture.js';
import { until } from '../../support/until.js';
import { seen, settingsOf } from '../../support/user.js';

const lena: Person = { id: 'lena', name: 'Lena', role: 'agent' };

describe('nearhand-video-stage', () => {
  let camera: ReturnType<typeof colourTrack>;
  let board: AnnotationBoard;
  let sent: string[];
  let anchoring: Anchoring;
  let saw: Value<readonly Still[]>;
  let stage: NearhandVideoStage;
  let time: number;
  let aims: string[];

  beforeEach(async () => {
    time = 1_000;
    aims = [];
    camera = colourTrack('#0000ff');
    sent = [];
    board = new AnnotationBoard({ self: lena, send: ({ op }) => sent.push(op) });
    // Of this test alone: a picture of the one before may still be on its way.
    const mine = (saw = new Value<readonly Still[]>([]));
    anchoring = new Anchoring({
      marks: board.marks,
      publish: (still) => mine.set([...mine.value, still]),
      announce: (surface) => aims.push(surface),
    });
    stage = await fixture(
      html`<nearhand-video-stage
        surface="tomas"
        tool="rectangle"
        .track=${camera.track}
        .board=${board}
        .anchoring=${anchoring}
      ></nearhand-video-stage>`,
    );
    stage.style.cssText = 'inline-size:320px;block-size:240px';
    await seen(() => stage.video?.videoWidth === 160);
    await seen(() => stage.shadowRoot?.querySelector('svg.drawing'));
  });
  afterEach(() => {
    camera.stop();
    anchoring.stop();
  });

  const part = <E extends Element>(selector: string): E | null | undefined =>
    stage.shadowRoot?.querySelector<E>(selector);
  /** A pen at this place of the picture, 0..1 both ways. */
  const pen = (type: string, x: number, y: number, pointer: PointerEventInit = { pointerId: 7 }): void => {
    const layer = part<SVGSVGElement>('svg');
    if (!layer) throw new Error('no layer');
    layer.setPointerCapture = () => undefined;
    const box = layer.getBoundingClientRect();
    const place = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
    layer.dispatchEvent(new PointerEvent(type, { button: 0, bubbles: true, ...place, ...pointer }));
  };
  const draw = (): string => {
    pen('pointerdown', 0.25, 0.25);
    pen('pointermove', 0.5, 0.5);
    pen('pointerup', 0.5, 0.5);
    return board.marks.value.at(-1)?.id ?? '';
  };
  const say = (...marks: PoseWord[]): void =>
    anchoring.surface('tomas').take({ surface: 'tomas', time: (time += 33), marks });
  const moved = (x: number): PoseNumbers => [1, 0, x, 0, 1, 0, 0, 0];
  const isHeld = (): boolean => Boolean(part('video.inset'));
  const path = (): string => part('g.mark path:last-child')?.getAttribute('d') ?? '';

  it('stands still while somebody draws, shows the live picture small, and says what was seen', async () => {
    pen('pointerdown', 0.25, 0.25);
    await seen(isHeld);
    pen('pointermove', 0.5, 0.5);
    expect(stage.picture).to.be.instanceOf(HTMLCanvasElement);
    const [still] = await until(saw, (all) => all.length === 1);
    expect(v.safeParse(Still, still).success).to.equal(true);
    expect(still?.surface).to.equal('tomas');
    expect(still?.picture?.length).to.be.greaterThan(100);
    expect(board.marks.value[0]?.still).to.equal(still?.id);
    pen('pointerup', 0.5, 0.5);
  });

  it('says that somebody may draw as soon as there is a picture and a tool', () => {
    expect(aims).to.eql(['tomas']);
  });

  it('goes on once the mark was found, and draws it where it is now', async () => {
    const id = draw();
    await seen(isHeld);
    expect(path()).to.equal('M40 30L80 30L80 60L40 60Z');
    say([id, 'locked', 1, moved(0.25)]);
    await seen(() => !isHeld());
    await seen(() => path() === 'M80 30L120 30L120 60L80 60Z');
    expect(part('g.mark')?.classList.contains('firm')).to.equal(true);
  });

  it('goes on with a picture on which the mark was found, though the word comes long before it', async () => {
    const surface = anchoring.surface('tomas');
    surface.times = { timeOf: () => ({ time: performance.now() - 800, by: 'rtp' }) };
    const id = draw();
    await seen(isHeld);
    let bare = 0;
    const look = new MutationObserver(() => (bare += isHeld() || part('g.mark') ? 0 : 1));
    look.observe(stage.renderRoot, { childList: true, subtree: true });
    const word = (): void =>
      surface.take({ surface: 'tomas', time: performance.now(), marks: [[id, 'locked', 1, moved(0.25)]] });
    const words = setInterval(word, 33);
    await seen(() => !isHeld() && part('g.firm'));
    clearInterval(words);
    look.disconnect();
    expect(bare, 'times that the mark was out of sight').to.equal(0);
    expect(path()).to.equal('M80 30L120 30L120 60L80 60Z');
  });

  it('goes on after a while when nobody finds it, and says that it is not pinned', async () => {
    draw();
    await seen(isHeld);
    await seen(() => !isHeld());
    await seen(() => part('g.unpinned'));
    expect(part('text.tag')?.textContent).to.equal('not pinned');
  });

  it('says it once for marks that lie on one another', async () => {
    draw();
    draw();
    await seen(() => stage.shadowRoot?.querySelectorAll('g.unpinned').length === 2);
    expect(stage.shadowRoot?.querySelectorAll('text.tag').length).to.equal(1);
  });

  it('shows a drifting mark faint, points to one that is out of view, and hides a lost one', async () => {
    const id = draw();
    say([id, 'locked', 1, moved(0)]);
    await seen(() => !isHeld());
    say([id, 'drifting', 0.4, moved(0.1)]);
    await seen(() => part('g.faint'));
    say([id, 'locked', 1, moved(2)]);
    const arrow = await seen(() => part('g.away'));
    expect(arrow.getAttribute('transform')).to.match(/^translate\(1[34]\d/);
    say([id, 'locked', 1, moved(0.1)]);
    say([id, 'locked', 1, moved(0.1)]);
    await seen(() => part('g.firm'));
    say([id, 'lost', 0, null]);
    await seen(() => !part('g.mark'));
    expect(stage.placed).to.eql([]);
  });

  it('keeps a snapshot’s marks where they are seen', async () => {
    const id = draw();
    say([id, 'locked', 1, moved(0.25)]);
    await seen(() => !isHeld());
    await seen(() => stage.placed[0]?.warp);
    const [x = 0, y = 0] = stage.placed[0]?.warp?.([0.25, 0.25]) ?? [];
    expect(x).to.be.closeTo(0.5, 1e-6);
    expect(y).to.be.closeTo(0.25, 1e-6);
  });

  it('is frozen for as long as it is asked to be', async () => {
    stage.frozen = true;
    await seen(isHeld);
    const id = draw();
    say([id, 'locked', 1, moved(0.25)]);
    await until(saw, (all) => all.length === 1);
    stage.frozen = false;
    await seen(() => !isHeld());
    expect(saw.value.length).to.equal(1);
  });

  it('does not begin the small live picture anew with each update', async () => {
    stage.frozen = true;
    const inset = await seen(() => part<HTMLVideoElement>('video.inset'));
    await seen(() => inset.videoWidth > 0);
    const sets = settingsOf(inset);
    for (const color of ['blue', 'green', 'red'] as const) {
      stage.color = color;
      await stage.updateComplete;
    }
    expect(sets.length).to.equal(0);
  });

  for (const tool of ['arrow', 'circle', 'rectangle'] as const)
    it(`leaves nothing of a tap with the ${tool}, and of one that comes back to where it began`, async () => {
      stage.tool = tool;
      await stage.updateComplete;
      pen('pointerdown', 0.25, 0.25);
      pen('pointermove', 0.252, 0.25);
      pen('pointerup', 0.252, 0.25);
      expect(sent).to.eql([]);
      pen('pointerdown', 0.25, 0.25);
      pen('pointermove', 0.5, 0.5);
      pen('pointermove', 0.25, 0.25);
      pen('pointerup', 0.25, 0.25);
      expect([board.marks.value, board.canUndo]).to.eql([[], false]);
      await seen(() => !isHeld());
    });

  it('leaves a dot of a tap with the freehand line', async () => {
    stage.tool = 'freehand';
    await stage.updateComplete;
    pen('pointerdown', 0.25, 0.25);
    pen('pointerup', 0.25, 0.25);
    expect(board.marks.value.map(({ finished }) => finished)).to.eql([true]);
    expect(board.canUndo).to.equal(true);
  });

  describe('under fingers', () => {
    const finger = (pointerId: number): PointerEventInit => ({ pointerId, pointerType: 'touch' });
    beforeEach(async () => {
      stage.tool = 'freehand';
      await stage.updateComplete;
    });

    it('draws nothing with two of them, and draws again with one', () => {
      pen('pointerdown', 0.2, 0.2, finger(1));
      pen('pointermove', 0.3, 0.3, finger(1));
      expect(board.marks.value.length).to.equal(1);
      pen('pointerdown', 0.8, 0.8, finger(2));
      pen('pointermove', 0.4, 0.4, finger(1));
      pen('pointermove', 0.6, 0.6, finger(2));
      pen('pointerup', 0.4, 0.4, finger(1));
      pen('pointerup', 0.6, 0.6, finger(2));
      expect([board.marks.value, board.canUndo]).to.eql([[], false]);
      pen('pointerdown', 0.2, 0.2, finger(3));
      pen('pointermove', 0.3, 0.3, finger(3));
      pen('pointerup', 0.3, 0.3, finger(3));
      expect(board.marks.value.length).to.equal(1);
    });

    it('leaves nothing of a touch that the system takes', async () => {
      pen('pointerdown', 0.2, 0.2, finger(1));
      pen('pointermove', 0.3, 0.3, finger(1));
      pen('pointercancel', 0.3, 0.3, finger(1));
      expect([board.marks.value, board.canUndo]).to.eql([[], false]);
      await seen(() => !isHeld());
    });
  });

  it('does nothing of it where nothing ties marks to the world', async () => {
    stage.anchoring = undefined;
    await stage.updateComplete;
    draw();
    expect(isHeld()).to.equal(false);
    expect(board.marks.value[0]?.still).to.equal(undefined);
    await seen(() => part('g.firm'));
  });
});
