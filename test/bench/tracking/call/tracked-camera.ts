import { open } from 'node:fs/promises';
import { STRIP } from '../../../e2e/support/camera-file.js';
import type { ClassName } from '../generator/classes.js';
import type { Pixel } from '../generator/camera.js';
import { sequence } from '../generator/sequence.js';

export const TRACKED = { width: 640, height: 360, rate: 30 } as const;

export interface TrackedCameraOptions {
  readonly name: ClassName;
  readonly seed: number;
  /** Frames until everything begins again, at most 256: the strip has eight blocks. */
  readonly frames: number;
}

/** Where the five points of the mark truly are on one frame, in pixels. */
export type TrueFrame = readonly Pixel[];

/**
 * Writes a sequence as a file that Chromium plays as a camera, in a loop without a seam; each frame carries its number
 * along its top. Gives the truth for each number.
 */
export async function writeTrackedCamera(
  path: string,
  { name, seed, frames }: TrackedCameraOptions,
): Promise<TrueFrame[]> {
  const { width, height, rate } = TRACKED;
  const source = sequence(name, seed, { width, height, cycle: frames });
  const chroma = Buffer.alloc((width * height) / 2, 128);
  const truth: TrueFrame[] = [];
  const file = await open(path, 'w');
  await file.write(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`);
  for (let number = 0; number < frames; number++) {
    const { data } = source.frame(number);
    const luma = Buffer.from(data.map(toLimited));
    stamp(luma, number);
    await file.write('FRAME\n');
    await file.write(luma);
    await file.write(chroma);
    truth.push(source.truths(number)[0]?.points ?? []);
  }
  await file.close();
  return truth;
}

/** Chromium reads Y4M as BT.601 of limited range. */
const toLimited = (value: number): number => 16 + (value * 219) / 255;

function stamp(luma: Buffer, number: number): void {
  for (let block = 0; block < STRIP.blocks; block++) {
    const isSet = (number >> (STRIP.blocks - 1 - block)) & 1;
    const left = STRIP.left + block * STRIP.size;
    for (let row = STRIP.top; row < STRIP.top + STRIP.size; row++) {
      const start = row * TRACKED.width + left;
      luma.fill(isSet ? 235 : 16, start, start + STRIP.size);
    }
  }
}
