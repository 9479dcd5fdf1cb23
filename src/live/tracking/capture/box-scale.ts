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

/**
 * Makes a picture smaller by area averages: each new pixel is the mean of all that it covers, those at its edges by the
 * part that is covered (a box filter), so that nothing of the picture is skipped and none of it shifts. The new size may
 * be any that is not larger than the old one.
 */
export class BoxScaler {
  #sums = new Float32Array(0);

  scale(plane: Plane, width: number, height: number): Luma {
    if (width > plane.width || height > plane.height || width < 1 || height < 1)
      throw new RangeError(
        `cannot make ${plane.width}x${plane.height} into ${width}x${height}: only smaller`,
      );
    if (width === plane.width && height === plane.height) return copied(plane);
    if (this.#sums.length < plane.width) this.#sums = new Float32Array(plane.width);
    const data = new Uint8Array(width * height);
    const step = plane.height / height;
    const area = step * (plane.width / width);
    for (let row = 0; row < height; row++) {
      this.#sumRows(plane, row * step, Math.min(plane.height, (row + 1) * step));
      narrow(this.#sums, plane.width, data.subarray(row * width, (row + 1) * width), area);
    }
    return { width, height, data };
  }

  /** Column by column, what lies between two heights. */
  #sumRows(plane: Plane, top: number, bottom: number): void {
    const first = Math.floor(top);
    this.#sums.fill(0, 0, plane.width);
    for (let row = first; row < bottom - 1e-6; row++) {
      addRow(this.#sums, plane, row, Math.min(row + 1, bottom) - Math.max(row, top));
    }
  }
}

const copied = ({ data, offset, stride, width, height }: Plane): Luma => {
  const copy = new Uint8Array(width * height);
  for (let row = 0; row < height; row++)
    copy.set(data.subarray(offset + row * stride, offset + row * stride + width), row * width);
  return { width, height, data: copy };
};

function addRow(sums: Float32Array, { data, offset, stride, width }: Plane, row: number, part: number): void {
  const start = offset + row * stride;
  for (let x = 0; x < width; x++) sums[x]! += data[start + x]! * part;
}

/** The means of equal stretches of `sums`, whose first `from` values count. */
function narrow(sums: Float32Array, from: number, means: Uint8Array, area: number): void {
  const step = from / means.length;
  for (let index = 0; index < means.length; index++) {
    const left = index * step;
    const right = Math.min(from, left + step);
    const first = Math.floor(left);
    const last = Math.min(from, Math.ceil(right - 1e-6)) - 1;
    let sum = 0;
    for (let x = first; x <= last; x++) sum += sums[x]!;
    // What the outermost pixels have too much.
    sum -= sums[first]! * (left - first) + sums[last]! * (last + 1 - right);
    means[index] = sum / area + 0.5;
  }
}
