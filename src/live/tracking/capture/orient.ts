import type { Luma } from '../luma.js';

/** How a frame is to be turned before it is shown, as in `VideoFrame`: clockwise, and then mirrored left to right. */
export interface Orientation {
  readonly rotation: 0 | 90 | 180 | 270;
  readonly flip: boolean;
}

/** Where the upright picture's first pixel lies in the stored one, and the steps there to its next column and row. */
interface Walk {
  readonly start: number;
  readonly column: number;
  readonly row: number;
}

/** The picture as it is shown. */
export function upright(luma: Luma, { rotation, flip }: Orientation): Luma {
  if (rotation === 0 && !flip) return luma;
  const turned = rotation === 90 || rotation === 270;
  const [width, height] = turned ? [luma.height, luma.width] : [luma.width, luma.height];
  const data = new Uint8Array(width * height);
  const { start, column, row } = flip ? mirrored(walk(luma, rotation), width) : walk(luma, rotation);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0, from = start + y * row; x < width; x++, from += column) data[to++] = luma.data[from]!;
  return { width, height, data };
}

function walk({ width, height }: Luma, rotation: Orientation['rotation']): Walk {
  if (rotation === 90) return { start: (height - 1) * width, column: -width, row: 1 };
  if (rotation === 180) return { start: width * height - 1, column: -1, row: -width };
  if (rotation === 270) return { start: width - 1, column: width, row: -1 };
  return { start: 0, column: 1, row: width };
}

const mirrored = ({ start, column, row }: Walk, width: number): Walk => ({
  start: start + column * (width - 1),
  column: -column,
  row,
});
