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
interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly greys: Float32Array;
}

/**
 * The shift from one small image to another at which they are likest, in standard pixels, to within a cell; undefined if
 * they do not show the same. As PTAM finds a keyframe again (Klein & Murray 2008), over more than a step's reach.
 */
export function coarseShift(from: SmallImage, to: SmallImage): Homography | undefined {
  if (from.width !== to.width || from.height !== to.height) return undefined;
  const [one, other] = [gridOf(from), gridOf(to)];
  let best = { score: ALIKE, dx: NaN, dy: NaN };
  for (let dy = -REACH.y; dy <= REACH.y; dy++) {
    for (let dx = -REACH.x; dx <= REACH.x; dx++) {
      const score = correlation(one, other, dx, dy);
      if (score > best.score) best = { score, dx, dy };
    }
  }
  const pixels = CELL / from.scale;
  return Number.isNaN(best.dx) ? undefined : translation(best.dx * pixels, best.dy * pixels);
}

function gridOf({ width, height, data }: SmallImage): Grid {
  const [columns, rows] = [Math.floor(width / CELL), Math.floor(height / CELL)];
  const greys = new Float32Array(columns * rows);
  for (let y = 0; y < rows * CELL; y++) {
    const row = Math.floor(y / CELL) * columns;
    for (let x = 0; x < columns * CELL; x++) greys[row + Math.floor(x / CELL)]! += data[y * width + x]!;
  }
  return { columns, rows, greys: againstSurroundings(greys, columns, rows) };
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

function correlation({ columns, rows, greys }: Grid, other: Grid, dx: number, dy: number): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let y = Math.max(0, -dy); y < Math.min(rows, rows - dy); y++) {
    for (let x = Math.max(0, -dx); x < Math.min(columns, columns - dx); x++) {
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
