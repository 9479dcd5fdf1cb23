/** A grey picture in any array of bytes. */
interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * Smooths by the binomial kernel (1 2 1) / 4 along both axes: a Gaussian of sigma 0.71 pixels. The outermost rows and
 * columns are smoothed along themselves only. `scratch` and `into` hold `width * height`; `into` may be the picture.
 */
export function blur({ width, height, data }: Plane, scratch: Uint8Array, into: Uint8Array): void {
  for (let y = 0; y < height; y++) smoothRow(data, scratch, y * width, width);
  const last = (height - 1) * width;
  into.set(scratch.subarray(0, width));
  into.set(scratch.subarray(last, last + width), last);
  for (let i = width; i < last; i++) {
    into[i] = (scratch[i - width]! + 2 * scratch[i]! + scratch[i + width]! + 2) >> 2;
  }
}

function smoothRow(from: Uint8Array, to: Uint8Array, start: number, width: number): void {
  const end = start + width - 1;
  to[start] = from[start]!;
  to[end] = from[end]!;
  for (let i = start + 1; i < end; i++) to[i] = (from[i - 1]! + 2 * from[i]! + from[i + 1]! + 2) >> 2;
}
