import type { Locator } from 'playwright-core';
import { CAMERA, fromStrip, STRIP } from './camera-file.js';

export interface SeenFrame {
  /** As its strip says. */
  readonly number: number;
  /** Red, green and blue in the middle of the picture, 0..255. */
  readonly middle: readonly [number, number, number];
}

/** Reads the next decoded frames of a `<video>` from their own pixels, until so many different ones were seen. */
export async function seenFrames(video: Locator, count: number): Promise<SeenFrame[]> {
  const seen = await video.evaluate(readFrames, { count, strip: STRIP, size: CAMERA });
  return seen.map((frame) => ({ ...frame, number: fromStrip(frame.number) }));
}

type ReadFrames = (
  video: SVGElement | HTMLElement,
  input: { count: number; strip: typeof STRIP; size: { width: number; height: number } },
) => Promise<SeenFrame[]>;

/** Runs in the page. */
const readFrames: ReadFrames = async (element, { count, strip, size }) => {
  const video = element as HTMLVideoElement;
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  const seen = new Map<number, SeenFrame>();
  while (seen.size < count) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    context.drawImage(video, 0, 0, size.width, size.height);
    const { data } = context.getImageData(0, 0, size.width, size.height);
    let number = 0;
    for (let block = 0; block < strip.blocks; block++) {
      const [x, y] = [strip.left + (block + 0.5) * strip.size, strip.top + strip.size / 2];
      number = number * 2 + ((data[(Math.floor(y) * size.width + Math.floor(x)) * 4] ?? 0) > 127 ? 1 : 0);
    }
    const at = (Math.floor(size.height * 0.6) * size.width + size.width / 2) * 4;
    seen.set(number, { number, middle: [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0] });
  }
  return [...seen.values()];
};
