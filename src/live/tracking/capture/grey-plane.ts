import type { Plane } from './box-scale.js';

/** Formats that begin with a plane of grey bytes (https://w3c.github.io/webcodecs/#pixel-format). */
const PLANAR: ReadonlySet<string> = new Set(['I420', 'I420A', 'I422', 'I422A', 'I444', 'I444A', 'NV12']);

/** Where red, green and blue are in a pixel of four bytes. */
const PACKED: Readonly<Record<string, readonly [red: number, green: number, blue: number]>> = {
  RGBA: [0, 1, 2],
  RGBX: [0, 1, 2],
  BGRA: [2, 1, 0],
  BGRX: [2, 1, 0],
};

/** Bytes as a browser gave them out. */
export interface Pixels {
  readonly format: string;
  readonly data: Uint8Array;
  /** Of the first plane. */
  readonly offset: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

export const isReadable = (format: string | null): format is string =>
  format !== null && (PLANAR.has(format) || format in PACKED);

/** Their grey: as it lies there, or from colours. Undefined for a format with neither. */
export function greyPlane(pixels: Pixels): Plane | undefined {
  if (PLANAR.has(pixels.format)) return pixels;
  const order = PACKED[pixels.format];
  return order && greyOf(pixels, order);
}

/** Weights of ITU-R BT.601, in 256ths. */
function greyOf(
  { data, offset, stride, width, height }: Pixels,
  order: readonly [number, number, number],
): Plane {
  const grey = new Uint8Array(width * height);
  const [red, green, blue] = order;
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0, from = offset + y * stride; x < width; x++, from += 4)
      grey[to++] = (data[from + red]! * 77 + data[from + green]! * 150 + data[from + blue]! * 29 + 128) >> 8;
  return { data: grey, offset: 0, stride: width, width, height };
}
