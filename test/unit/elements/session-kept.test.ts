import { expect, html } from '@open-wc/testing';
import '../../../src/elements/session-view/session-view.js';
import type { NearhandSessionView } from '../../../src/elements/session-view/session-view.js';
import type { MediaItem } from '../../../src/domain/media/schema.js';
import type { Person } from '../../../src/domain/session.js';
import type { NearhandVideoStage } from '../../../src/elements/video-stage/video-stage.js';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import { LiveSession } from '../../../src/ui/live-session.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Workspace } from '../../../src/ui/workspace.js';
import { Desk } from '../../support/desk.js';
import { colourTrack } from '../../support/picture.js';
import { aSession, at, lena, until } from '../../support/store-bench.js';
import { click, control, focused, inside, named, nameOf, read, seen, settled } from '../../support/user.js';

const guestUser: Person = { id: 'guest', name: 'Guest', role: 'participant' };

const aFile = (id: string, more: Partial<MediaItem> = {}): MediaItem => ({
  id,
  sessionId: 's1',
  kind: 'snapshot',
  name: `${id}.jpg`,
  type: 'image/jpeg',
  size: 10,
  author: lena,
  createdAt: at,
  ...more,
});

describe('nearhand-session-view with a kept picture', () => {
  let desk: Desk;
  let cleanups: (() => unknown)[];
  beforeEach(() => {
    cleanups = [];
    desk = new Desk().put({ collection: 'sessions', row: aSession('s1') });
  });
  afterEach(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
    await desk.end();
  });

  async function guest(): Promise<LiveSession> {
    const workspace = new Workspace(desk.host());
    const { link } = await (
      await workspace.backend()
    ).invite({ sessionId: 's1', channel: 'link', role: 'participant' }, new AbortController().signal);
    const { track, stop } = colourTrack('#0000ff');
    const media = new LocalMedia({
      getUserMedia: async () => new MediaStream([track]),
      enumerateDevices: async () => [],
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    });
    await media.start({ camera: true, microphone: false });
    const live = await LiveSession.open({
      host: desk.host({ user: guestUser }),
      entry: { kind: 'guest', token: link.split('#')[1] ?? '', name: 'Tomas', consent: true },
      media,
    });
    cleanups.push(stop, () => live.close('guestLeft'));
    return live;
  }

  /** The view with Tomas’ picture. */
  async function meet(): Promise<[NearhandSessionView, LiveSession]> {
    const view = await desk.mount<NearhandSessionView>(
      html`<nearhand-session-view session="s1"></nearhand-session-view>`,
    );
    view.style.cssText = 'display:block;inline-size:1100px;block-size:600px';
    await read(view, 'Nobody is here yet');
    const tomas = await guest();
    await click(view, 'Let in');
    await until(tomas.room.state, ({ status }) => status === 'live');
    await seen(() => stageOf(view)?.video?.videoWidth);
    return [view, tomas];
  }

  const stageOf = (view: Element): NearhandVideoStage | undefined =>
    inside<NearhandVideoStage>(view, 'nearhand-video-stage.main')[0];
  /** The picture that stands in the live one’s place. */
  const keptIn = (view: Element) => inside(view, 'canvas[role="img"]')[0];

  const snap = async (view: Element): Promise<void> => {
    await click(view, 'Snapshot');
    await read(view, 'Snapshot kept under Files');
  };

  async function open(view: Element, file: RegExp): Promise<void> {
    await click(view, 'Files');
    await click(view, file);
    await click(view, 'Draw on it');
  }

  it('opens a snapshot to be drawn on; a mark on it goes to everybody with the picture that it is of', async () => {
    const [view, tomas] = await meet();
    await snap(view);
    await open(view, /^Snapshot .*jpg/);
    await seen(() => keptIn(view));
    expect(inside(view, 'dialog:modal')).to.eql([]);
    await settled(view);
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      await settled(view);
      await expect(view).to.be.accessible();
    }
    document.documentElement.style.colorScheme = '';
    const layer = inside<HTMLElement>(view, 'svg.drawing')[0];
    if (!layer) throw new Error('nothing to draw on');
    layer.setPointerCapture = () => undefined;
    const { left, top, width, height } = layer.getBoundingClientRect();
    const middle = { clientX: left + width / 2, clientY: top + height / 2, pointerId: 5, bubbles: true };
    layer.dispatchEvent(new PointerEvent('pointerdown', { ...middle, button: 0 }));
    layer.dispatchEvent(new PointerEvent('pointermove', { ...middle, clientX: left + width / 4 }));
    layer.dispatchEvent(new PointerEvent('pointerup', { ...middle, clientX: left + width / 4 }));
    const [mark] = await until(tomas.room.board.marks, (marks) => marks.length === 1);
    const item = await seen(() => desk.state.all('media')[0]);
    const stills = await until(tomas.room.anchoring.stills.all, (all) => all.has(mark?.still ?? ''));
    expect(stills.get(mark?.still ?? '')).to.deep.include({ surface: mark?.surface, kept: item.row.id });
  });

  it('leads back to live, and the keys go on where they are of use', async () => {
    const [view] = await meet();
    await snap(view);
    await open(view, /^Snapshot .*jpg/);
    await seen(() => keptIn(view));
    await seen(() => focused() && nameOf(focused() as Element) === 'Back to live');
    expect((await control<HTMLButtonElement>(view, 'Snapshot')).disabled).to.equal(true);
    await click(view, 'Back to live');
    await seen(() => !keptIn(view) && named(view, 'Back to live').length === 0);
    await seen(() => focused() && nameOf(focused() as Element) === 'Freeze');
    expect(stageOf(view)?.picture).not.to.equal(undefined);
  });

  it('leads back by the same button that holds the live picture', async () => {
    const [view] = await meet();
    await snap(view);
    await open(view, /^Snapshot .*jpg/);
    await seen(() => keptIn(view));
    const freeze = await control(view, 'Freeze');
    expect(freeze.getAttribute('aria-pressed')).to.equal('true');
    await click(view, 'Freeze');
    await seen(() => !keptIn(view));
    expect(freeze.getAttribute('aria-pressed')).to.equal('false');
  });

  it('says that the picture cannot be read, tries again, and leads back', async () => {
    const [view] = await meet();
    await snap(view);
    const store = await (await desk.workspace(view)).open();
    store.mediaBlob = async () => new Blob(['no picture']);
    await open(view, /^Snapshot .*jpg/);
    await read(view, errorText['media/unreadable']);
    await settled(view);
    await expect(view).to.be.accessible();
    Reflect.deleteProperty(store, 'mediaBlob');
    await click(view, 'Try again');
    await seen(() => keptIn(view));
    await click(view, 'Back to live');
    await seen(() => !keptIn(view));
  });

  it('does nothing of its own where the page does it', async () => {
    const [view] = await meet();
    await snap(view);
    const asked = new Promise<string>((resolve) => {
      desk.page(view).addEventListener('nearhand-picture-draw-request', (event) => {
        event.preventDefault();
        resolve(event.item.name);
      });
    });
    await open(view, /^Snapshot .*jpg/);
    expect(await asked).to.match(/^Snapshot/);
    await view.updateComplete;
    expect(named(view, 'Back to live')).to.eql([]);
  });

  it('offers it for no file but a picture, nor while nobody sends theirs', async () => {
    desk.put(
      { collection: 'media', row: aFile('drawing', { type: 'image/svg+xml', ref: 'r1' }) },
      { collection: 'media', row: aFile('photo', { kind: 'image', ref: 'r2' }) },
    );
    const view = await desk.mount<NearhandSessionView>(
      html`<nearhand-session-view session="s1"></nearhand-session-view>`,
    );
    await read(view, 'Nobody is here yet');
    await click(view, 'Files');
    for (const name of ['photo.jpg', 'drawing.jpg']) {
      await click(view, new RegExp(name));
      await control(view, 'Close');
      expect(named(view, 'Draw on it')).to.eql([]);
      await click(view, 'Close');
    }
  });
});
