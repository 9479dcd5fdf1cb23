/**
 * The grey value between four pixels, `x` and `y` in pixels from the first one's middle. The pixel to the right and the row
 * below must be there: who asks has seen to it.
 */
export function bilinear(data: Uint8Array, width: number, x: number, y: number): number {
  const left = x | 0;
  const top = y | 0;
  const i = top * width + left;
  const fx = x - left;
  const above = data[i]! + (data[i + 1]! - data[i]!) * fx;
  const below = data[i + width]! + (data[i + width + 1]! - data[i + width]!) * fx;
  return above + (below - above) * (y - top);
}
