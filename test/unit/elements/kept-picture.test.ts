import { expect, fixture, html } from '@open-wc/testing';
import type { Annotation } from '../../../src/domain/annotation.js';
import type { MediaItem } from '../../../src/domain/media/schema.js';
import { isPicture, openKept } from '../../../src/elements/video-stage/kept-picture.js';
import '../../../src/elements/video-stage/video-stage.js';
import type { NearhandVideoStage } from '../../../src/elements/video-stage/video-stage.js';
import { AnnotationBoard } from '../../../src/live/annotations/board.js';
import { withCleanPicture } from '../../../src/live/media/clean-picture.js';
import { takeSnapshot } from '../../../src/live/media/snapshot.js';
import { Anchoring } from '../../../src/live/tracking/anchoring.js';
import { Still } from '../../../src/live/tracking/still.js';
import { stillPicture } from '../../../src/live/tracking/still-picture.js';
import { Value } from '../../../src/ports/value.js';
import type { Store } from '../../../src/store/store.js';
import * as v from 'valibot';
import { colourTrack } from '../../support/picture.js';
import { at, lena } from '../../support/store-bench.js';
import { until } from '../../support/until.js';
import { seen } from '../../support/user.js';

const forever = new AbortController().signal;
const ITEM: MediaItem = {
  id: 'media-1',
  sessionId: 's1',
  kind: 'snapshot',
  name: 'Snapshot 10:00.jpg',
  type: 'image/jpeg',
  size: 10,
  author: lena,
  createdAt: at,
};

const plain = (width: number, height: number, colour = '#0000ff'): HTMLCanvasElement => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (context) context.fillStyle = colour;
  context?.fillRect(0, 0, width, height);
  return canvas;
};
const jpeg = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg'),
  );
/** A store that has this file. */
const store = (file: Blob): Store => ({ mediaBlob: async () => file }) as unknown as Store;
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: { code?: unknown }) => error.code,
  );

describe('openKept', () => {
  /** Red in the middle of the upper edge of the rectangle below, 0..255. */
  const redOf = async (picture: string | undefined): Promise<number> => {
    const bitmap = await stillPicture({ id: 'x', surface: 'x', ...(picture && { picture }) });
    const context = new OffscreenCanvas(160, 120).getContext('2d');
    if (bitmap) context?.drawImage(bitmap, 0, 0, 160, 120);
    return context?.getImageData(80, 60, 1, 1).data[0] ?? NaN;
  };
  const mark: Annotation = {
    id: 'm1',
    surface: 'tomas',
    author: lena,
    shape: 'rectangle',
    color: 'red',
    points: [
      [0.2, 0.5],
      [0.8, 0.9],
    ],
    finished: true,
  };

  it('shows a snapshot with its marks, and gives a still without them', async () => {
    const { blob } = await takeSnapshot(plain(160, 120), [{ mark }]);
    const { canvas, picture } = await openKept(ITEM, store(blob), forever);
    expect(canvas.getContext('2d')?.getImageData(80, 60, 1, 1).data[0]).to.be.greaterThan(150);
    expect(await redOf(picture)).to.be.lessThan(60);
    expect([canvas.role, canvas.ariaLabel]).to.eql(['img', ITEM.name]);
  });

  it('gives the picture itself where none is inside, or one of another shape, or none at all', async () => {
    const red = plain(160, 120, '#ff0000');
    const within = await Promise.all(
      [await jpeg(plain(100, 300)), new Blob(['no picture'])].map(async (other) =>
        withCleanPicture(await jpeg(red), other),
      ),
    );
    for (const file of [await jpeg(red), ...within])
      expect(await redOf((await openKept(ITEM, store(file), forever)).picture)).to.be.greaterThan(200);
  });

  it('shows a picture of any size no larger than a screen, and keeps its still small enough to be sent', async () => {
    const { canvas, picture } = await openKept(ITEM, store(await jpeg(plain(1_500, 4_000))), forever);
    expect([canvas.width, canvas.height]).to.eql([720, 1_920]);
    const still = { id: 's', surface: 'tomas', kept: ITEM.id, picture };
    expect(v.safeParse(Still, still).success).to.equal(true);
  });

  it('says so of what is no picture, whatever it is called', async () => {
    const script = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"><script>0</script></svg>'], {
      type: 'image/svg+xml',
    });
    const broken = (await jpeg(plain(160, 120))).slice(0, 40);
    for (const file of [script, broken, new Blob([]), new Blob(['{}'])])
      expect(await codeOf(openKept(ITEM, store(file), forever))).to.equal('media/unreadable');
  });

  it('is offered for pictures alone', () => {
    expect(isPicture(ITEM)).to.equal(true);
    expect(isPicture({ ...ITEM, kind: 'image', type: 'image/png' })).to.equal(true);
    expect(isPicture({ ...ITEM, type: 'image/svg+xml' })).to.equal(false);
    expect(isPicture({ ...ITEM, kind: 'document', type: 'application/pdf' })).to.equal(false);
  });
});

describe('nearhand-video-stage with a kept picture', () => {
  let camera: ReturnType<typeof colourTrack>;
  let board: AnnotationBoard;
  let anchoring: Anchoring;
  let published: Value<readonly Still[]>;
  let stage: NearhandVideoStage;

  beforeEach(async () => {
    camera = colourTrack('#0000ff');
    board = new AnnotationBoard({ self: lena, send: () => undefined });
    published = new Value<readonly Still[]>([]);
    anchoring = new Anchoring({
      marks: board.marks,
      publish: (still) => published.set([...published.value, still]),
      announce: () => undefined,
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
  const paths = (): (string | null)[] =>
    [...(stage.shadowRoot?.querySelectorAll('g.mark path:last-child') ?? [])].map((path) =>
      path.getAttribute('d'),
    );
  /** Upright, while the video lies. */
  const show = async (id = ITEM.id): Promise<void> => {
    stage.kept = { id, canvas: plain(90, 160), picture: btoa('jpeg') };
    await stage.updateComplete;
  };
  const draw = (): string => {
    const layer = part<SVGSVGElement>('svg');
    if (!layer) throw new Error('no layer');
    layer.setPointerCapture = () => undefined;
    const pen = (type: string, x: number, y: number): void => {
      const place = new DOMPoint(
        x * layer.viewBox.baseVal.width,
        y * layer.viewBox.baseVal.height,
      ).matrixTransform(layer.getScreenCTM() ?? undefined);
      const where = { clientX: place.x, clientY: place.y };
      layer.dispatchEvent(new PointerEvent(type, { pointerId: 7, button: 0, bubbles: true, ...where }));
    };
    pen('pointerdown', 0.2, 0.25);
    pen('pointermove', 0.6, 0.5);
    pen('pointerup', 0.6, 0.5);
    return board.marks.value.at(-1)?.id ?? '';
  };

  it('shows it in its own shape, with the live picture in a corner, until it is taken away', async () => {
    await show();
    expect(stage.picture).to.equal(stage.kept?.canvas);
    expect(part('svg')?.getAttribute('viewBox')).to.equal('0 0 90 160');
    expect(part('video.inset')).not.to.equal(null);
    stage.kept = undefined;
    await stage.updateComplete;
    expect(part('svg')?.getAttribute('viewBox')).to.equal('0 0 160 120');
    expect(part('video.inset')).to.equal(null);
  });

  it('tells nobody that it is looked at; a mark on it names it, with its picture', async () => {
    await show();
    expect(published.value).to.eql([]);
    draw();
    await until(published, (all) => all.length === 1);
    const [still] = published.value;
    expect(still).to.deep.include({ surface: 'tomas', kept: ITEM.id, picture: btoa('jpeg') });
    expect(still).not.to.have.property('time');
    expect(board.marks.value[0]?.still).to.equal(still?.id);
    await seen(() => paths()[0] === 'M18 40L54 40L54 80L18 80Z');
  });

  it('stays for the next stroke', async () => {
    await show();
    draw();
    draw();
    await stage.updateComplete;
    expect(stage.picture).to.equal(stage.kept?.canvas);
    expect(new Set(board.marks.value.map(({ still }) => still)).size).to.equal(1);
  });

  it('shows the marks that were drawn on it, also when it is opened again, and no others', async () => {
    board.begin({ shape: 'rectangle', color: 'red', surface: 'tomas', start: [0.5, 0.5], still: 'live' });
    board.begin({ shape: 'rectangle', color: 'red', surface: 'tomas', start: [0.5, 0.5] });
    await show();
    const id = draw();
    await until(published, (all) => all.length === 1);
    await show('media-2');
    expect(stage.marks).to.eql([]);
    await show();
    expect(stage.marks.map((mark) => mark.id)).to.eql([id]);
  });

  it('lays its mark nowhere in the live picture until it was found there', async () => {
    await show();
    const id = draw();
    await until(published, (all) => all.length === 1);
    stage.kept = undefined;
    await stage.updateComplete;
    const surface = anchoring.surface('tomas');
    surface.take({ surface: 'tomas', time: 33, marks: [[id, 'lost', 0, null]] });
    // One of the live picture that nobody finds says so after a while; by then, this one would have, too.
    const other = board.begin({
      shape: 'arrow',
      color: 'red',
      surface: 'tomas',
      start: [0.5, 0.5],
      still: 'live',
    });
    await seen(() => part('g.unpinned'));
    expect(paths().length).to.equal(1);
    board.receive({ op: 'remove', ids: [other] }, lena);
    surface.take({ surface: 'tomas', time: 66, marks: [[id, 'relocated', 1, [1, 0, 0.1, 0, 1, 0, 0, 0]]] });
    await seen(() => paths()[0] === 'M48 30L112 30L112 60L48 60Z');
  });

  it('names its still again when it was forgotten while nobody drew on it', async () => {
    await show();
    draw();
    await until(published, (all) => all.length === 1);
    board.undo();
    anchoring.saw({ id: 'other', surface: 'tomas' });
    board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.5, 0.5], still: 'other' });
    draw();
    await until(published, (all) => all.length === 3);
    expect(anchoring.stills.get(board.marks.value.at(-1)?.still)?.kept).to.equal(ITEM.id);
  });
});
