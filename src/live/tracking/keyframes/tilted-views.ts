import { Features } from '../features/descriptor.js';
import { apply, invert, type Homography, type Place } from '../geometry/homography.js';
import { Pyramid, toLevel, toStandard } from '../image/pyramid.js';
import { scaleOf, type Luma } from '../luma.js';
import type { KeyframeMaker } from './keyframe.js';

/**
 * How a keyframe's picture is squeezed to look as it would from beside: by this factor along each of these directions
 * (radians). Affine tilts as in ASIFT (Morel & Yu 2009); steered BRIEF bears about half of it by itself, so one tilt
 * and four directions reach 70 degrees. The first view is the picture itself.
 */
const TILT = 2.3;

/**
 * Sizes between those of the two levels that features are described at, an octave apart: a descriptor bears about a
 * seventh more or less. With each level of a frame they are found from 0.4 to 2.5 times the size.
 */
const SIZES = [2 ** (-1 / 3), 2 ** (1 / 3), 2 ** (-2 / 3), 2 ** (-1 / 6)] as const;

const VIEWS: readonly Homography[] = [
  squeeze(0, 1, 1),
  ...SIZES.map((size) => squeeze(0, size, size)),
  ...[0, Math.PI / 2, Math.PI / 4, -Math.PI / 4].map((direction) => squeeze(direction, 1 / TILT, 1)),
];

export const VIEW_COUNT = VIEWS.length;

/**
 * Pixels of the picture that are averaged for each of a view, along the way in which it is squeezed most, so that fine
 * texture does not alias.
 */
const TAPS = 3;

/** Features nearer than this to the keyframe's edge, in standard pixels, are of the edge. */
const EDGE = 10;

/**
 * Features of one view of a picture, at the places where the picture itself has them. Made in parts, so that nobody waits
 * for all of it: the picture as it would look, its corners, what they look like.
 */
export function* makeView(picture: Luma, view: number, maker: KeyframeMaker): Generator<undefined, Features> {
  const scale = scaleOf(picture);
  const middle = { x: toStandard(picture.width / 2, scale), y: toStandard(picture.height / 2, scale) };
  const back = about(middle, invert(VIEWS[view]!));
  const pyramid = new Pyramid().load(view === 0 ? picture : warped(picture, back));
  if (view > 0) yield;
  const corners = maker.viewCorners(pyramid);
  yield;
  const features = maker.describe(pyramid, corners);
  return view === 0 ? features : takenBack(features, back, picture);
}

/** Stretches by `along` in a direction and by `across` at right angles to it. */
function squeeze(direction: number, along: number, across: number): Homography {
  const [c, s] = [Math.cos(direction), Math.sin(direction)];
  const mixed = (along - across) * c * s;
  return Float64Array.of(
    along * c * c + across * s * s,
    mixed,
    0,
    mixed,
    along * s * s + across * c * c,
    0,
    0,
    0,
    1,
  );
}

function about({ x, y }: Place, linear: Homography): Homography {
  const moved = linear.slice();
  moved[2] = x - linear[0]! * x - linear[1]! * y;
  moved[5] = y - linear[3]! * x - linear[4]! * y;
  return moved;
}

/** The picture through the inverse of `back`, an affine map; beyond its edge it goes on as at the edge. */
function warped(picture: Luma, back: Homography): Luma {
  const { width, height } = picture;
  const scale = scaleOf(picture);
  const data = new Uint8Array(width * height);
  const [a, b, c, d] = [back[0]!, back[1]!, back[3]!, back[4]!];
  const x0 = toLevel(apply(back, toStandard(0, scale), toStandard(0, scale)).x, scale);
  const y0 = toLevel(apply(back, toStandard(0, scale), toStandard(0, scale)).y, scale);
  const [tapX, tapY] = longest(a, b, c, d);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const [x, y] = [x0 + a * column + b * row, y0 + c * column + d * row];
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap++) {
        const share = (tap + 0.5) / TAPS - 0.5;
        sum += nearestPixel(picture, x + share * tapX, y + share * tapY);
      }
      data[at] = sum / TAPS;
    }
  }
  return { width, height, data };
}

/** What of the picture one pixel of a view covers, as the longest way across: `[[a, b], [c, d]]` is symmetric here. */
function longest(a: number, b: number, c: number, d: number): [number, number] {
  const turn = Math.atan2(b + c, a - d) / 2;
  const [x, y] = [Math.cos(turn), Math.sin(turn)];
  return [a * x + b * y, c * x + d * y];
}

function nearestPixel({ width, height, data }: Luma, x: number, y: number): number {
  const column = Math.max(0, Math.min(width - 1, (x + 0.5) | 0));
  const row = Math.max(0, Math.min(height - 1, (y + 0.5) | 0));
  return data[row * width + column]!;
}

function takenBack(features: Features, back: Homography, picture: Luma): Features {
  const scale = scaleOf(picture);
  const kept = new Features(features.count);
  for (let i = 0; i < features.count; i++) {
    const { x, y } = apply(back, features.x[i]!, features.y[i]!);
    if (x < EDGE || y < EDGE || x >= picture.width / scale - EDGE || y >= picture.height / scale - EDGE)
      continue;
    kept.copy(features, i, x, y);
  }
  return kept;
}
