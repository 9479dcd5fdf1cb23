import { open, writeFile } from 'node:fs/promises';

/** Pictures of a test camera: 640x360, YUV 4:2:0 in the Y4M format that Chromium plays as a camera. */
export const CAMERA = { width: 640, height: 360, rate: 15, frames: 45 } as const;

/**
 * Where a frame's number stands: eight blocks, black or white, along the top, most significant first; each is so large
 * that it survives compression. Around them the picture is one colour, the file's own.
 */
export const STRIP = { blocks: 8, size: 48, left: 128, top: 16 } as const;

/** Where a board with a fine pattern lies still in the picture: what is drawn on it can be followed. */
const BOARD = { left: 96, top: 112, right: 608, bottom: 256, cell: 16 } as const;

/**
 * As what a number stands in the strip: in Gray code, so that from one frame to the next a single block changes. Where
 * half of them changed at once, whoever follows the picture's motion was misled.
 */
export const toStrip = (number: number): number => number ^ (number >> 1);

/** The number of what was read from the strip. */
export function fromStrip(read: number): number {
  let number = read;
  for (let shift = 1; shift < STRIP.blocks; shift *= 2) number ^= number >> shift;
  return number;
}

/** BT.601 limited range, as Chromium reads Y4M. */
export interface Colour {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

/** Writes a camera file whose frames carry their number, with a board on a ground of one colour. */
export async function writeCameraFile(path: string, ground: Colour): Promise<void> {
  const file = await open(path, 'w');
  await file.write(`YUV4MPEG2 W${CAMERA.width} H${CAMERA.height} F${CAMERA.rate}:1 Ip A1:1 C420jpeg\n`);
  for (let number = 0; number < CAMERA.frames; number++) {
    await file.write('FRAME\n');
    await file.write(frame(number, ground));
  }
  await file.close();
}

function frame(number: number, ground: Colour): Buffer {
  const { width, height } = CAMERA;
  const luma = Buffer.alloc(width * height, ground.y);
  const [chromaU, chromaV] = [ground.u, ground.v].map((value) => Buffer.alloc((width * height) / 4, value));
  paintBoard(luma, width, ground.y);
  const bits = toStrip(number);
  for (let block = 0; block < STRIP.blocks; block++) {
    const isSet = (bits >> (STRIP.blocks - 1 - block)) & 1;
    fill(
      luma,
      width,
      { x: STRIP.left + block * STRIP.size, y: STRIP.top, size: STRIP.size },
      isSet ? 235 : 16,
    );
    const half = { x: (STRIP.left + block * STRIP.size) / 2, y: STRIP.top / 2, size: STRIP.size / 2 };
    for (const plane of [chromaU, chromaV]) if (plane) fill(plane, width / 2, half, 128);
  }
  return Buffer.concat([luma, chromaU ?? Buffer.alloc(0), chromaV ?? Buffer.alloc(0)]);
}

/** Lighter and darker cells in a row that does not repeat (Lehmer's generator, with the factor of Park and Miller). */
function paintBoard(luma: Buffer, stride: number, grey: number): void {
  let seed = 1;
  for (let y = BOARD.top; y < BOARD.bottom; y += BOARD.cell) {
    for (let x = BOARD.left; x < BOARD.right; x += BOARD.cell) {
      seed = (seed * 16_807) % 2_147_483_647;
      fill(luma, stride, { x, y, size: BOARD.cell }, grey + (seed % 7) * 15 - 45);
    }
  }
}

function fill(
  plane: Buffer,
  stride: number,
  { x, y, size }: { x: number; y: number; size: number },
  value: number,
): void {
  for (let row = y; row < y + size; row++) plane.fill(value, row * stride + x, row * stride + x + size);
}

/** Writes a tone of this frequency (Hz) as a second of 16-bit mono WAV, to be played in a loop. */
export async function writeToneFile(path: string, frequency: number): Promise<void> {
  const rate = 48_000;
  const data = Buffer.alloc(rate * 2);
  for (let at = 0; at < rate; at++) {
    data.writeInt16LE(Math.round(Math.sin((2 * Math.PI * frequency * at) / rate) * 12_000), at * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  await writeFile(path, Buffer.concat([header, data]));
}
