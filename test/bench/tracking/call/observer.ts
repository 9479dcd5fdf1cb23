import type { Locator } from 'playwright-core';
import type { NearhandVideoStage } from '../../../../src/elements/video-stage/video-stage.js';
import type { Pixel } from '../generator/camera.js';
import { CAMERA, fromStrip, STRIP } from '../../../e2e/support/camera-file.js';

/** What stood on a screen at one moment. */
export interface Seen {
  /** In ms since the Unix epoch. */
  readonly at: number;
  /** Number of the camera's frame that the picture shows. */
  readonly frame: number;
  /** The picture stands still for somebody who draws. */
  readonly held: boolean;
  /** The page knows when the video's newest picture was captured. */
  readonly timed: boolean;
  /** Corners of each painted rectangle that is finished, by its mark's id, in pixels of the camera. */
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
export async function seenSince(stage: Locator): Promise<Seen[]> {
  const seen = await stage.evaluate(() => (globalThis as Watched).nearhandSeen?.splice(0) ?? []);
  return seen.map((one) => ({ ...one, frame: fromStrip(one.frame) }));
}

/** Number of the picture that stands still on this stage. */
export async function heldFrame(stage: Locator): Promise<number | undefined> {
  const read = await stage.evaluate(
    (element, { strip, camera }) => {
      const canvas = (element as NearhandVideoStage).picture;
      if (!(canvas instanceof HTMLCanvasElement)) return undefined;
      // A call's picture may be smaller than the camera's.
      const scale = canvas.width / camera.width;
      const y = (strip.top + strip.size / 2) * scale;
      const context = canvas.getContext('2d');
      let read = 0;
      for (let block = 0; block < strip.blocks; block++) {
        const x = (strip.left + (block + 0.5) * strip.size) * scale;
        const [red = 0] = context?.getImageData(x, y, 1, 1).data ?? [];
        read = read * 2 + (red > 127 ? 1 : 0);
      }
      return read;
    },
    { strip: STRIP, camera: CAMERA },
  );
  return read === undefined ? undefined : fromStrip(read);
}

/** Runs in the page. Of each picture no more than the strip is read: what is measured must not wait for who measures. */
function watchInPage(
  element: SVGElement | HTMLElement,
  { strip, camera }: { strip: typeof STRIP; camera: typeof CAMERA },
): void {
  const stage = element as NearhandVideoStage;
  const seen: Seen[] = [];
  (globalThis as Watched).nearhandSeen = seen;
  const { video } = stage;
  const context = new OffscreenCanvas(strip.blocks, 1).getContext('2d', { willReadFrequently: true });
  if (!video || !context) throw new Error('no video to watch');
  let timed = false;
  const isTimed: VideoFrameRequestCallback = (shownAt, { rtpTimestamp, captureTime, receiveTime }) => {
    const label = {
      shownAt,
      ...(rtpTimestamp !== undefined && { rtpTimestamp }),
      ...(captureTime !== undefined && { captureTime }),
      ...(receiveTime !== undefined && { receiveTime }),
    };
    timed = stage.anchoring?.surface(stage.surface).times?.timeOf(label) !== undefined;
    video.requestVideoFrameCallback(isTimed);
  };
  video.requestVideoFrameCallback(isTimed);
  const readStrip = (): number => {
    const picture = stage.picture ?? video;
    const scale = (picture instanceof HTMLVideoElement ? picture.videoWidth : picture.width) / camera.width;
    const [x, y] = [strip.left * scale, (strip.top + strip.size / 4) * scale];
    const [width, height] = [strip.blocks * strip.size * scale, (strip.size / 2) * scale];
    context.drawImage(picture, x, y, width, height, 0, 0, strip.blocks, 1);
    const { data } = context.getImageData(0, 0, strip.blocks, 1);
    let read = 0;
    for (let block = 0; block < strip.blocks; block++)
      read = read * 2 + ((data[block * 4] ?? 0) > 127 ? 1 : 0);
    return read;
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
    const finished = new Set(stage.marks.flatMap((mark) => (mark.finished ? mark.id : [])));
    const marks = [...(groups ?? [])].flatMap(({ dataset: { id = '' }, lastElementChild: line }) =>
      line && finished.has(id) ? [[id, corners(line)]] : [],
    );
    seen.push({
      at: performance.timeOrigin + performance.now(),
      frame: readStrip(),
      held: Boolean(stage.shadowRoot?.querySelector('video.inset')),
      timed,
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
