import type { SentFrame } from '../../../../src/ports/live-port.js';

/** A generator of numbers in 0..1 that gives the same ones for a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface CameraOptions {
  readonly seed?: number;
  readonly fps?: number;
  /** Of the first frame's RTP timestamp. */
  readonly rtp?: number;
  readonly synchronizationSource?: number;
  /** Of each frame, from its capture to its leaving the encoder, in ms: at least and at most. */
  readonly encoding?: readonly [least: number, most: number];
  /** Encodes one frame of this many. */
  readonly every?: number;
  /** Capture time of the first frame, in ms. */
  readonly start?: number;
}

export interface FilmedFrame {
  readonly time: number;
  readonly rtpTimestamp: number;
  readonly at: number;
  /** Absent where the encoder skipped it. */
  readonly sent?: SentFrame;
}

/** Unix time of capture time 0. */
export const WALL = 1_795_000_000_000;

/**
 * What a phone's camera and encoder would tell: RTP timestamps in whole ms, capture times in tenths (both as measured in
 * Chromium), frames read 0.2 .. 3 ms after their capture.
 */
export function film(count: number, options: CameraOptions = {}): FilmedFrame[] {
  const { seed = 1, fps = 30, rtp = 12_345, synchronizationSource = 7, every = 1, start = 5_000 } = options;
  const [least, most] = options.encoding ?? [3, 20];
  const random = seeded(seed);
  return Array.from({ length: count }, (_, index) => {
    const exact = start + (index * 1_000) / fps + random() * 0.6;
    const time = Math.round(exact * 10) / 10;
    const rtpTimestamp = (rtp + Math.round(exact - start) * 90) >>> 0;
    const at = WALL + exact + 0.2 + random() ** 2 * 2.8;
    const out = WALL + exact + least + random() ** 2 * (most - least);
    const sent = { peerId: 'lena', synchronizationSource, rtpTimestamp, at: out };
    return { time, rtpTimestamp, at, ...(index % every === 0 && { sent }) };
  });
}
