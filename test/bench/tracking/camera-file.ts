import { open, writeFile } from 'node:fs/promises';
import { STRIP, toStrip } from '../../e2e/support/camera-file.js';
import type { Pixel } from './generator/camera.js';
import type { ClassName } from './generator/classes.js';
import { sequence } from './generator/sequence.js';

export interface TrackedCamera {
  readonly class: ClassName;
  readonly seed: number;
  /** 640 by custom: the strip's place is in pixels of 640x360. */
  readonly width?: number;
  readonly height?: number;
  /** At most 256, as many as the strip can number. The motion returns to its start after them: Chromium loops the file. */
  readonly frames: number;
  /** A second; 30 by custom. The motion has its usual speed if frames / rate is 8 seconds. */
  readonly rate?: number;
}

/** Where the mark is on each frame of the file, by the number in the frame's strip. */
export interface CameraTruth {
  readonly frames: readonly { readonly points: readonly Pixel[]; readonly visible: boolean }[];
}

/** Darkest and brightest, BT.601 limited range: Chromium reads Y4M as such. */
const [BLACK, WHITE] = [16, 235];
/** Pixels that must be left between the strip and the mark. */
const MARGIN = 8;

/**
 * Writes a sequence as a camera for Chromium, each frame with its number in the strip of the other test cameras, and the
 * truth beside it as `<path>.json`.
 * @throws RangeError if there are more frames than numbers, or the strip would lie over the mark
 */
export async function writeTrackedCamera(path: string, camera: TrackedCamera): Promise<CameraTruth> {
  const { width = 640, height = 360, frames, rate = 30 } = camera;
  if (frames > 2 ** STRIP.blocks)
    throw new RangeError(`the strip counts ${2 ** STRIP.blocks} frames, not ${frames}`);
  const source = sequence(camera.class, camera.seed, { width, height, cycle: frames });
  const truth = { frames: Array.from({ length: frames }, (_, number) => source.truths(number)[0]!) };
  for (const { points, visible } of truth.frames) if (visible) assertClear(points);
  const file = await open(path, 'w');
  await file.write(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`);
  const chroma = Buffer.alloc((width * height) / 2, 128);
  for (let number = 0; number < frames; number++) {
    const luma = Buffer.from(source.frame(number).data.map(limited));
    stamp(luma, width, number);
    await file.write(Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]));
  }
  await file.close();
  await writeFile(`${path}.json`, JSON.stringify(truth));
  return truth;
}

const limited = (grey: number): number => Math.round(BLACK + (grey * (WHITE - BLACK)) / 255);

/** White for 1. */
function stamp(luma: Buffer, width: number, number: number): void {
  const { blocks, size, left, top } = STRIP;
  const bits = toStrip(number);
  for (let block = 0; block < blocks; block++) {
    const grey = (bits >> (blocks - 1 - block)) & 1 ? WHITE : BLACK;
    for (let row = top; row < top + size; row++) {
      const start = row * width + left + block * size;
      luma.fill(grey, start, start + size);
    }
  }
}

function assertClear(points: readonly Pixel[]): void {
  const { blocks, size, left, top } = STRIP;
  const right = left + blocks * size;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const isBeside = Math.max(...xs) < left - MARGIN || Math.min(...xs) > right + MARGIN;
  const isBelow = Math.min(...ys) > top + size + MARGIN || Math.max(...ys) < top - MARGIN;
  if (!isBeside && !isBelow)
    throw new RangeError('the strip would lie over the mark: take another seed or class');
}
