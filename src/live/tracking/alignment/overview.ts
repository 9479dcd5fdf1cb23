import { translation, type Homography } from '../geometry/homography.js';
import type { SmallImage } from '../image/small-image.js';

/** Pixels of the small image along each side of a cell. */
const CELL = 2;

/** Cells by which one picture may be off the other: a third of its sides. */
const REACH = { x: 14, y: 8 } as const;

/** Zero-mean normalised cross-correlation of the cells' greys from which two pictures show the same. */
const ALIKE = 0.55;

/** Cells around each whose mean is taken off: shading and vignetting belong to the camera, and stay where they are. */
const AROUND = 4;

/** Greys of the cells of a small image, each against its surroundings. */
export interface Overview {
  readonly columns: number;
  readonly rows: number;
  readonly greys: Float32Array;
  /** Cells for each standard pixel. */
  readonly scale: number;
}

/** Shifts are looked at this many cells apart first, over as few cells: the greys are smooth. Then around the best. */
const STRIDE = 2;

interface Shift {
  readonly dx: number;
  readonly dy: number;
  readonly score: number;
}

/**
 * The shift from one picture to another at which they are likest, in standard pixels, to within a cell; undefined if
 * they do not show the same. As PTAM finds a keyframe again (Klein & Murray 2008), over more than a step's reach.
 */
export function coarseShift(from: Overview, to: Overview): Homography | undefined {
  if (from.columns !== to.columns || from.rows !== to.rows) return undefined;
  const rough = likest(from, to, { dx: 0, dy: 0, reach: REACH, stride: STRIDE });
  const { dx, dy, score } = likest(from, to, { ...rough, reach: { x: 1, y: 1 }, stride: 1 });
  return score > ALIKE ? translation(dx / from.scale, dy / from.scale) : undefined;
}

interface Around {
  readonly dx: number;
  readonly dy: number;
  readonly reach: { readonly x: number; readonly y: number };
  readonly stride: number;
}

function likest(from: Overview, to: Overview, { dx, dy, reach, stride }: Around): Shift {
  let best: Shift = { dx, dy, score: -1 };
  for (let y = dy - reach.y; y <= dy + reach.y; y += stride) {
    for (let x = dx - reach.x; x <= dx + reach.x; x += stride) {
      const score = correlation(from, to, x, y, stride);
      if (score > best.score) best = { dx: x, dy: y, score };
    }
  }
  return best;
}

export function overviewOf({ width, height, data, scale }: SmallImage): Overview {
  const [columns, rows] = [Math.floor(width / CELL), Math.floor(height / CELL)];
  const greys = new Float32Array(columns * rows);
  for (let y = 0; y < rows * CELL; y++) {
    const row = Math.floor(y / CELL) * columns;
    for (let x = 0; x < columns * CELL; x++) greys[row + Math.floor(x / CELL)]! += data[y * width + x]!;
  }
  return { columns, rows, greys: againstSurroundings(greys, columns, rows), scale: scale / CELL };
}

function againstSurroundings(greys: Float32Array, columns: number, rows: number): Float32Array {
  return greys.map((grey, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    let [sum, count] = [0, 0];
    for (let row = Math.max(0, y - AROUND); row <= Math.min(rows - 1, y + AROUND); row++) {
      for (let column = Math.max(0, x - AROUND); column <= Math.min(columns - 1, x + AROUND); column++) {
        sum += greys[row * columns + column]!;
        count++;
      }
    }
    return grey - sum / count;
  });
}

function correlation(
  { columns, rows, greys }: Overview,
  other: Overview,
  dx: number,
  dy: number,
  stride: number,
): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let y = Math.max(0, -dy); y < Math.min(rows, rows - dy); y += stride) {
    for (let x = Math.max(0, -dx); x < Math.min(columns, columns - dx); x += stride) {
      const here = greys[y * columns + x]!;
      const there = other.greys[(y + dy) * columns + x + dx]!;
      n++;
      a += here;
      b += there;
      aa += here * here;
      bb += there * there;
      ab += here * there;
    }
  }
  return (n * ab - a * b) / (Math.sqrt((n * aa - a * a) * (n * bb - b * b)) + 1e-6);
}
