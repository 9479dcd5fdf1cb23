import { expect } from '@open-wc/testing';
import type { Annotation, Point } from '../../../src/domain/annotation.js';
import type { MediaItem } from '../../../src/domain/media/schema.js';
import { openKept } from '../../../src/elements/video-stage/kept-picture.js';
import { takeSnapshot } from '../../../src/live/media/snapshot.js';
import { LumaReader } from '../../../src/live/tracking/capture/luma-reader.js';
import { FrameRing } from '../../../src/live/tracking/frames/frame-ring.js';
import { apply } from '../../../src/live/tracking/geometry/homography.js';
import type { Luma } from '../../../src/live/tracking/luma.js';
import type { PoseWord } from '../../../src/live/tracking/poses.js';
import { stillPicture } from '../../../src/live/tracking/still-picture.js';
import { Tracker } from '../../../src/live/tracking/tracker.js';
import { Engine } from '../../../src/live/tracking/worker/engine.js';
import type { Store } from '../../../src/store/store.js';
import { sequence } from '../../bench/tracking/generator/sequence.js';
import { at, lena } from '../../support/store-bench.js';

const FRAMES = 12;

/** A grey picture as a camera's. */
function canvasOf({ width, height, data }: Luma): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pixels = new ImageData(width, height);
  data.forEach((grey, index) => pixels.data.set([grey, grey, grey, 255], 4 * index));
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return canvas;
}

/** What the worker gets of a snapshot with these marks, from its file on. */
async function keptOf(frame: Luma, marks: readonly Annotation[]): Promise<Luma> {
  const { blob } = await takeSnapshot(
    canvasOf(frame),
    marks.map((mark) => ({ mark })),
  );
  const store = { mediaBlob: async () => blob } as unknown as Store;
  const item: MediaItem = {
    id: 'media-1',
    sessionId: 's1',
    kind: 'snapshot',
    name: 'x.jpg',
    type: 'image/jpeg',
    size: blob.size,
    author: lena,
    createdAt: at,
  };
  const { picture } = await openKept(item, store, new AbortController().signal);
  const bitmap = await stillPicture({ id: 's', surface: 'tomas', ...(picture && { picture }) });
  const luma = bitmap && new LumaReader().draw(bitmap, bitmap.width, bitmap.height, 640);
  if (!luma) throw new Error('no picture');
  return luma;
}

describe('A kept snapshot before the tracker', function () {
  // Drawing the frames takes most of it; how long is the machine's affair.
  this.timeout(60_000);

  for (const [name, seed] of [
    ['steady', 4],
    ['perspective', 4],
  ] as const) {
    it(`is found again though marks cover what was marked (${name})`, async () => {
      const camera = sequence(name, seed);
      const [{ points }] = camera.truths(0) as [ReturnType<typeof camera.truths>[0]];
      const [x, y] = points[0] ?? [NaN, NaN];
      const place = (dx: number, dy: number): Point => [(x + dx) / 640, (y + dy) / 360];
      const mark = (id: string, drawn: Point[]): Annotation => ({
        id,
        surface: 'tomas',
        author: lena,
        shape: 'rectangle',
        color: 'red',
        points: drawn,
        finished: true,
      });
      const kept = await keptOf(camera.frame(0), [
        mark('m1', [place(-40, -30), place(40, 30)]),
        { ...mark('m2', [place(-90, 70), place(-5, 5)]), shape: 'arrow' },
      ]);
      const engine = new Engine({ tracker: new Tracker(), ring: new FrameRing() });
      engine.still({ id: 's', kept: 'media-1', picture: kept });
      engine.follow('m', 's', { x: x / 640, y: y / 360, reachX: 45 / 640, reachY: 35 / 360 });
      let word: PoseWord | undefined;
      for (let frame = 30; frame < 30 + FRAMES; frame += 1)
        word = engine.frame(camera.frame(frame), frame * 33)?.marks[0];
      expect(word?.[1]).to.be.oneOf(['locked', 'relocated']);
      const now = apply(Float64Array.of(...(word?.[3] ?? []), 1), x / 640, y / 360);
      const [trueX, trueY] = camera.truths(29 + FRAMES)[0]?.points[0] ?? [NaN, NaN];
      expect(Math.hypot(now.x * 640 - trueX, now.y * 360 - trueY)).to.be.lessThan(0.5);
    });
  }
});
