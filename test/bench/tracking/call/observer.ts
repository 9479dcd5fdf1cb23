import type { Locator } from 'playwright-core';
import type { NearhandVideoStage } from '../../../../src/elements/video-stage/video-stage.js';
import type { Pixel } from '../generator/camera.js';
import { CAMERA, STRIP } from '../../../e2e/support/camera-file.js';

/** What stood on a screen at one moment. */
export interface Seen {
  /** In ms since the Unix epoch. */
  readonly at: number;
  /** Number of the camera's frame that the video showed. */
  readonly frame: number;
  /** Corners of each painted rectangle by its mark's id, in pixels of the camera. */
  readonly marks: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

interface Watched {
  nearhandSeen?: Seen[];
}

/** Writes down what this stage shows with each picture of the screen, from now on. */
export function watch(stage: Locator): Promise<void> {
  return stage.evaluate(watchInPage, { strip: STRIP, camera: CAMERA });
}

/** All that was written down since the last time. */
export const seenSince = (stage: Locator): Promise<Seen[]> =>
  stage.evaluate(() => (globalThis as Watched).nearhandSeen?.splice(0) ?? []);

/** Number of the picture that stands still on this stage. */
export const heldFrame = (stage: Locator): Promise<number | undefined> =>
  stage.evaluate((element, strip) => {
    const canvas = (element as NearhandVideoStage).picture;
    if (!(canvas instanceof HTMLCanvasElement)) return undefined;
    const context = canvas.getContext('2d');
    let number = 0;
    for (let block = 0; block < strip.blocks; block++) {
      const x = strip.left + (block + 0.5) * strip.size;
      const [red = 0] = context?.getImageData(x, strip.top + strip.size / 2, 1, 1).data ?? [];
      number = number * 2 + (red > 127 ? 1 : 0);
    }
    return number;
  }, STRIP);

/** Runs in the page. */
function watchInPage(
  element: SVGElement | HTMLElement,
  { strip, camera }: { strip: typeof STRIP; camera: typeof CAMERA },
): void {
  const stage = element as NearhandVideoStage;
  const seen: Seen[] = [];
  (globalThis as Watched).nearhandSeen = seen;
  const canvas = new OffscreenCanvas(camera.width, strip.top + strip.size);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const { video } = stage;
  if (!video || !context) throw new Error('no video to watch');
  const numberOf = (): number => {
    context.drawImage(stage.picture ?? video, 0, 0, camera.width, camera.height);
    let number = 0;
    for (let block = 0; block < strip.blocks; block++) {
      const x = strip.left + (block + 0.5) * strip.size;
      const [red = 0] = context.getImageData(x, strip.top + strip.size / 2, 1, 1).data;
      number = number * 2 + (red > 127 ? 1 : 0);
    }
    return number;
  };
  const corners = (line: Element): [number, number][] =>
    [...(line.getAttribute('d') ?? '').matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [
      (Number(x) / video.videoWidth) * camera.width,
      (Number(y) / video.videoHeight) * camera.height,
    ]);
  const look = async (): Promise<void> => {
    await stage.updateComplete;
    const groups = stage.shadowRoot?.querySelectorAll<SVGGElement>(
      'g[data-shape="rectangle"]:not(.unpinned)',
    );
    const marks = [...(groups ?? [])].map((group) => [
      group.dataset['id'] ?? '',
      corners(group.lastElementChild as Element),
    ]);
    seen.push({
      at: performance.timeOrigin + performance.now(),
      frame: numberOf(),
      marks: Object.fromEntries(marks) as Seen['marks'],
    });
  };
  const next = (): void => {
    requestAnimationFrame(() => {
      void look();
      next();
    });
  };
  next();
}

/** The newest mark on a stage, a rectangle, in the camera's pixels. */
export async function newestMark(stage: Locator): Promise<{ id: string; corners: Pixel[] }> {
  const { id, points } = await stage.evaluate((element) => {
    const { id = '', points = [] } = (element as NearhandVideoStage).marks.at(-1) ?? {};
    return { id, points: points.map(([x, y]) => [x, y] as const) };
  });
  const [[ax, ay] = [0, 0]] = points;
  const [bx, by] = points.at(-1) ?? [0, 0];
  const corners = [
    [ax, ay],
    [bx, ay],
    [bx, by],
    [ax, by],
  ] as const;
  return { id, corners: corners.map(([x, y]): Pixel => [x * CAMERA.width, y * CAMERA.height]) };
}
