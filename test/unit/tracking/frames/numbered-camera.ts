import type { Luma } from '../../../../src/live/tracking/luma.js';

/** Twelve bits of the number and four to check them, each a block of the strip at the upper edge. */
const BLOCKS = 16;
const WIDTH = 640;
const HEIGHT = 360;
const STRIP = WIDTH / BLOCKS;

const check = (number: number): number => (number ^ (number >> 4) ^ (number >> 8) ^ 5) & 15;

/** A camera whose frames carry their number in a strip that survives compression, over a scene that moves. */
export function numberedCamera(): { track: MediaStreamTrack; stop(): void } {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext('2d')!;
  let number = 0;
  const timer = setInterval(() => paint(context, ++number % 4_096), 1_000 / 30);
  const [track] = canvas.captureStream().getVideoTracks();
  return {
    track: track!,
    stop() {
      clearInterval(timer);
      track!.stop();
    },
  };
}

function paint(context: CanvasRenderingContext2D, number: number): void {
  context.fillStyle = '#667788';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  for (let index = 0; index < 12; index++) {
    context.fillStyle = `hsl(${index * 30} 60% 50%)`;
    context.fillRect((index * 97 + number * 3) % WIDTH, 60 + ((index * 53) % 260), 50, 40);
  }
  const bits = (number << 4) | check(number);
  for (let block = 0; block < BLOCKS; block++) {
    context.fillStyle = (bits >> (BLOCKS - 1 - block)) & 1 ? '#ffffff' : '#000000';
    context.fillRect(block * STRIP, 0, STRIP, STRIP);
  }
}

/** The number of a frame in any size; undefined where it cannot be read. */
export function numberOf({ data, width, height }: Luma): number | undefined {
  const row = Math.round((height * STRIP) / 2 / HEIGHT) * width;
  let bits = 0;
  for (let block = 0; block < BLOCKS; block++) {
    const grey = data[row + Math.round(((block + 0.5) * width) / BLOCKS)]!;
    bits = (bits << 1) | (grey > 128 ? 1 : 0);
  }
  const number = bits >> 4;
  return check(number) === (bits & 15) ? number : undefined;
}
