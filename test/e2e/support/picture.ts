import type { Locator } from 'playwright-core';
import { CAMERA, fromStrip, STRIP } from './camera-file.js';

export interface Seen {
  /** The frame's number as its strip says. */
  readonly number: number;
  /** The ground's colour, 0..255 each. */
  readonly ground: readonly [red: number, green: number, blue: number];
}

/** What stands in the frame that this video decoded last. */
export async function seenIn(video: Locator): Promise<Seen> {
  const { number, ground } = await video.evaluate(
    (element, { strip, camera }) => {
      const source = element as HTMLVideoElement;
      const canvas = document.createElement('canvas');
      const [width, height] = [source.videoWidth, source.videoHeight];
      Object.assign(canvas, { width, height });
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.drawImage(source, 0, 0);
      const at = (x: number, y: number) =>
        context.getImageData((x * width) / camera.width, (y * height) / camera.height, 1, 1).data;
      let number = 0;
      for (let block = 0; block < strip.blocks; block++) {
        const [red = 0, green = 0, blue = 0] = at(
          strip.left + (block + 0.5) * strip.size,
          strip.top + strip.size / 2,
        );
        number = number * 2 + (red + green + blue > 384 ? 1 : 0);
      }
      const [red = 0, green = 0, blue = 0] = at(camera.width / 2, camera.height * 0.75);
      return { number, ground: [red, green, blue] as [number, number, number] };
    },
    { strip: STRIP, camera: CAMERA },
  );
  return { number: fromStrip(number), ground };
}

/** The numbers of this many frames that the video presents one after another, each read when it is presented. */
export async function framesOf(video: Locator, count: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  while (seen.length < count) {
    await video.evaluate(
      (element) =>
        new Promise<void>((resolve) =>
          (element as HTMLVideoElement).requestVideoFrameCallback(() => resolve()),
        ),
    );
    seen.push(await seenIn(video));
  }
  return seen;
}

/** The strongest frequency (Hz) that comes out of the first sounding audio element inside. */
export function toneOf(root: Locator): Promise<number> {
  return root.evaluate(async (host) => {
    const audio = (host.shadowRoot as ShadowRoot).querySelector('audio') as HTMLAudioElement;
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    analyser.fftSize = 8192;
    context.createMediaStreamSource(audio.srcObject as MediaStream).connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    const loudest = (): { at: number; level: number } => {
      analyser.getFloatFrequencyData(bins);
      let at = 0;
      bins.forEach((level, index) => {
        if (level > (bins[at] ?? -Infinity)) at = index;
      });
      return { at, level: bins[at] ?? -Infinity };
    };
    while (loudest().level < -50) await new Promise((resolve) => requestAnimationFrame(resolve));
    const tone = (loudest().at * context.sampleRate) / analyser.fftSize;
    await context.close();
    return tone;
  });
}
