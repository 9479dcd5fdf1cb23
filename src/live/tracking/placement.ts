import type { Annotation, Point } from '../../domain/annotation.js';
import type { Warp } from '../annotations/geometry.js';
import type { Homography } from './geometry/homography.js';
import type { PoseLog } from './pose-log.js';

/** Where a mark is on the picture that is shown, and how it may be drawn. */
export type Placement =
  /** Tied to nothing in the world, or its thing was never found: it lies over the view as it was drawn, and says so. */
  | { readonly kind: 'unpinned' }
  /** On its thing; `faint` where that is not certain. */
  | { readonly kind: 'placed'; readonly look: 'firm' | 'faint'; readonly warp?: Warp }
  /** Its thing has left the view in this direction: from the picture's middle, in 0..1 of its sides, unbounded. */
  | { readonly kind: 'away'; readonly towards: Point }
  /** Nobody knows where its thing is. */
  | { readonly kind: 'lost' }
  /** Not found yet, on this picture: later ones may show it. */
  | { readonly kind: 'sought' };

/** The picture that is shown. */
export interface ShownPicture {
  /** Its capture time, if the page knows it; otherwise the newest word is taken. */
  readonly time?: number | undefined;
  /** The still that is shown instead of the live picture, on which marks lie as they were drawn. */
  readonly still?: string | undefined;
  /** Whoever tracks this picture may still answer. */
  readonly patient: boolean;
  /** The mark was drawn on a picture that was kept before: where it lay there says nothing of this view. */
  readonly fromKept?: boolean;
}

const MIDDLE: Point = [0.5, 0.5];

/** `log`: absent where nobody tracks this picture. */
export function placeMark(
  mark: Annotation,
  log: PoseLog | undefined,
  { time, still, patient, fromKept }: ShownPicture,
): Placement {
  if (mark.still === undefined) return { kind: 'unpinned' };
  if (mark.still === still) return { kind: 'placed', look: 'firm' };
  const now = log?.at(mark.id, time ?? log.latest);
  if (!now && log?.hasBegun(mark.id, time ?? log.latest)) return { kind: 'sought' };
  // Also on a picture from before it was looked for: what said that it is not pinned goes on to until it is.
  if (!now || (!now.pose && !log?.wasFound(mark.id)))
    return { kind: patient || fromKept ? 'sought' : 'unpinned' };
  if (!now.pose) return lost(mark, log);
  const warp = warpBy(now.pose);
  if (isOutside(mark, warp)) return { kind: 'away', towards: middle(mark, warp) };
  return { kind: 'placed', look: now.state === 'drifting' ? 'faint' : 'firm', warp };
}

/** In ms: as far ahead is it looked whether a mark that was lost was on its way out. */
const ON_ITS_WAY = [0, 250, 1_000];
/** Lost this near to the edge, in shares of the picture, it most likely went over it. */
const MARGIN = 0.08;

/** What was last seen on its way out is pointed to. */
function lost(mark: Annotation, log: PoseLog | undefined): Placement {
  for (const ahead of ON_ITS_WAY) {
    const pose = log?.lastPose(mark.id, ahead);
    const warp = pose && warpBy(pose);
    if (warp && isOutside(mark, warp, MARGIN)) return { kind: 'away', towards: middle(mark, warp) };
  }
  return { kind: 'lost' };
}

function isOutside(mark: Annotation, warp: Warp, margin = 0): boolean {
  const [x, y] = middle(mark, warp);
  const inside = ([px, py]: Point): boolean =>
    px > margin && px < 1 - margin && py > margin && py < 1 - margin;
  return !inside([x, y]) && !(margin === 0 && mark.points.some((point) => inside(warp(point))));
}

function middle({ points }: Annotation, warp: Warp): Point {
  const placed = points.map(warp);
  const mean = (axis: 0 | 1): number => placed.reduce((sum, point) => sum + point[axis], 0) / placed.length;
  return placed.length > 0 ? [mean(0), mean(1)] : MIDDLE;
}

/** What a homography would take behind the camera is taken far away instead. */
const BEHIND = 1e-3;

const warpBy =
  (h: Homography): Warp =>
  ([x, y]) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, i = 0, j = 1] = h;
    const w = Math.max(g * x + i * y + j, BEHIND);
    return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
  };

/** Where the way from the picture's middle `towards` a place crosses the edge of this box, and its angle in degrees. */
export function edgePoint(towards: Point, box: EdgeBox): { at: Point; angle: number } {
  const [mx, my] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const [dx, dy] = [towards[0] - mx, towards[1] - my];
  const reach = Math.min(
    Math.abs((box.right - mx) / (dx || Number.EPSILON)),
    Math.abs((box.bottom - my) / (dy || Number.EPSILON)),
  );
  return { at: [mx + dx * reach, my + dy * reach], angle: (Math.atan2(dy, dx) * 180) / Math.PI };
}

/** In the same unit as the place, whatever that is. */
export interface EdgeBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
