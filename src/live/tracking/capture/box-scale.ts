import type { Luma } from '../luma.js';

/** Grey bytes somewhere in a larger buffer. */
export interface Plane {
  readonly data: Uint8Array;
  /** Of the first pixel. */
  readonly offset: number;
  /** From one row to the next. */
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

/** Parts of a row are counted in so many, so that sums are whole numbers; 2,000 rows of white still fit into 31 bits. */
const WHOLE = 4_096;

/**
 * Makes a picture smaller by area averages: each new pixel is the mean of all that it covers, those at its edges by the
 * part that is covered (a box filter), so that nothing of the picture is skipped and none of it shifts. The new size may
 * be any that is not larger than the old one.
 */
export class BoxScaler {
  #sums = new Int32Array(0);

  scale(plane: Plane, width: number, height: number): Luma {
    if (width > plane.width || height > plane.height || width < 1 || height < 1)
      throw new RangeError(
        `cannot make ${plane.width}x${plane.height} into ${width}x${height}: only smaller`,
      );
    const data = new Uint8Array(width * height);
    if (width === plane.width && height === plane.height) copy(plane, data);
    else if (width * 2 === plane.width && height * 2 === plane.height) halve(plane, data);
    else this.#average(plane, data, width, height);
    return { width, height, data };
  }

  #average(plane: Plane, data: Uint8Array, width: number, height: number): void {
    if (this.#sums.length < plane.width) this.#sums = new Int32Array(plane.width);
    const step = plane.height / height;
    const columns = columnsOf(plane.width, width);
    const scale = 1 / (WHOLE * step * (plane.width / width));
    for (let row = 0; row < height; row++) {
      sumRows(this.#sums, plane, row * step, Math.min(plane.height, (row + 1) * step));
      narrow(this.#sums, columns, scale, data.subarray(row * width, (row + 1) * width));
    }
  }
}

function copy({ data, offset, stride, width, height }: Plane, to: Uint8Array): void {
  for (let row = 0; row < height; row++)
    to.set(data.subarray(offset + row * stride, offset + row * stride + width), row * width);
}

/** 1280x720 to 640x360, which is most of what phones do, in a fifth of the time. */
function halve({ data, offset, stride, width, height }: Plane, to: Uint8Array): void {
  for (let y = 0, index = 0; y < height; y += 2) {
    const upper = offset + y * stride;
    const end = upper + width;
    for (let a = upper, b = upper + stride; a < end; a += 2, b += 2)
      to[index++] = (data[a]! + data[a + 1]! + data[b]! + data[b + 1]! + 2) >> 2;
  }
}

/** Column by column, what lies between two heights. */
function sumRows(sums: Int32Array, plane: Plane, top: number, bottom: number): void {
  const last = Math.ceil(bottom - 1e-6) - 1;
  sums.fill(0, 0, plane.width);
  for (let row = Math.floor(top); row <= last; row++) {
    const part = Math.min(row + 1, bottom) - Math.max(row, top);
    addRow(sums, plane, plane.offset + row * plane.stride, Math.round(part * WHOLE));
  }
}

function addRow(sums: Int32Array, { data, width }: Plane, start: number, part: number): void {
  for (let x = 0; x < width; x++) sums[x] = (sums[x]! + Math.imul(data[start + x]!, part)) | 0;
}

/** For each new column, the old ones that it covers, and how much of the outermost two lies outside: 0..1. */
interface Columns {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly outsideFirst: Float64Array;
  readonly outsideLast: Float64Array;
}

function columnsOf(from: number, to: number): Columns {
  const step = from / to;
  const left = Float64Array.from({ length: to }, (_, index) => index * step);
  const right = left.map((edge) => Math.min(from, edge + step));
  const first = Int32Array.from(left, Math.floor);
  const last = Int32Array.from(right, (edge) => Math.min(from, Math.ceil(edge - 1e-6)) - 1);
  return {
    first,
    last,
    outsideFirst: left.map((edge, index) => edge - first[index]!),
    outsideLast: right.map((edge, index) => last[index]! + 1 - edge),
  };
}

/** The means of what each column covers; `scale` makes a mean of a sum. */
function narrow(sums: Int32Array, columns: Columns, scale: number, means: Uint8Array): void {
  const { first, last, outsideFirst, outsideLast } = columns;
  for (let index = 0; index < means.length; index++) {
    const a = first[index]!;
    const b = last[index]!;
    let sum = -sums[a]! * outsideFirst[index]! - sums[b]! * outsideLast[index]!;
    for (let x = a; x <= b; x++) sum += sums[x]!;
    means[index] = sum * scale + 0.5;
  }
}
