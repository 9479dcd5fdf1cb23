import { getStroke } from 'perfect-freehand';
import type { Annotation, Point } from '../../domain/annotation.js';

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An SVG path in the picture's own pixels, and whether it is an outline to fill or a line to stroke. */
export interface MarkPath {
  readonly d: string;
  readonly paint: 'fill' | 'stroke';
}

/** Takes a place of the marked still to where it is now, both in 0..1 of the picture; may give places outside of it. */
export type Warp = (point: Point) => Point;

/** A mark, and where it is now; without a warp it lies as it was drawn. */
export interface PlacedMark {
  readonly mark: Annotation;
  readonly warp?: Warp | undefined;
}

type Pixel = readonly [x: number, y: number];
type Draw = (points: readonly Point[], toPixel: (point: Point) => Pixel, width: number) => MarkPath;

/** A line is 1 % of the picture's smaller side: 7 px at 720p, and never thinner than 3 px. */
export const strokeWidth = ({ width, height }: Size): number => Math.max(3, Math.min(width, height) * 0.01);

/** Each mark has a light edge within a dark one, so that it reads on any picture; both edges together, in line widths. */
export const DARK_EDGE = 1.1;
export const LIGHT_EDGE = 0.6;

/** What a mark looks like on a picture of this size, in a line of this width: the same for the overlay (SVG) and a snapshot (Path2D). */
export function markPath(
  { shape, points }: Pick<Annotation, 'shape' | 'points'>,
  size: Size,
  warp: Warp = same,
  width = strokeWidth(size),
): MarkPath {
  const toPixel = (point: Point): Pixel => {
    const [x, y] = warp(point);
    return [x * size.width, y * size.height];
  };
  return DRAW[shape](points, toPixel, width);
}

const same: Warp = (point) => point;

/** A line keeps its width where its place is seen from nearer or from the side: it has to be read, not to look painted. */
const DRAW: Readonly<Record<Annotation['shape'], Draw>> = {
  freehand(points, toPixel, width) {
    const options = { size: width * 1.6, thinning: 0.3, smoothing: 0.5, streamline: 0.4 };
    const pixels = points.map(toPixel);
    return {
      d: outline(getStroke(pixels as unknown as [number, number][], options) as Pixel[]),
      paint: 'fill',
    };
  },
  arrow(points, toPixel, width) {
    const [from, to] = ends(points.map(toPixel));
    return { d: `${line([from, to])} ${line(head(from, to, width * 4))}`, paint: 'stroke' };
  },
  rectangle(points, toPixel) {
    return { d: `${line(corners(points).map(toPixel))}Z`, paint: 'stroke' };
  },
  circle(points, toPixel) {
    return { d: `${line(around(points).map(toPixel))}Z`, paint: 'stroke' };
  },
};

/** The two wings of an arrow's head, 30 degrees off its line, and its tip between them. */
function head(from: Pixel, to: Pixel, length: number): Pixel[] {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const wing = (turn: number): Pixel => [
    to[0] - length * Math.cos(angle + turn),
    to[1] - length * Math.sin(angle + turn),
  ];
  return [wing(Math.PI / 6), to, wing(-Math.PI / 6)];
}

function ends<P>(points: readonly P[]): [P, P] {
  const [first] = points;
  if (first === undefined) throw new TypeError('a mark has at least one point');
  return [first, points.at(-1) ?? first];
}

function corners(points: readonly Point[]): Point[] {
  const [[ax, ay], [bx, by]] = ends(points);
  return [
    [ax, ay],
    [bx, ay],
    [bx, by],
    [ax, by],
  ];
}

/** Corners of the polygon that a circle is drawn as: seen from the side it is an ellipse in no simple place. */
const CIRCLE = 48;

/** The ellipse that two points span. */
function around(points: readonly Point[]): Point[] {
  const [[ax, ay], [bx, by]] = ends(points);
  return Array.from({ length: CIRCLE }, (_, index) => {
    const angle = (index / CIRCLE) * 2 * Math.PI;
    return [(ax + bx + (bx - ax) * Math.cos(angle)) / 2, (ay + by + (by - ay) * Math.sin(angle)) / 2];
  });
}

const line = (points: readonly Pixel[]): string => `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}`;

/** A closed curve through the midpoints of the outline, as perfect-freehand's own documentation draws it. */
function outline(points: readonly Pixel[]): string {
  const first = points[0];
  if (!first) return '';
  const curves = points.map(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? first;
    return `${n(x)} ${n(y)} ${n((x + nextX) / 2)} ${n((y + nextY) / 2)}`;
  });
  return `M${n(first[0])} ${n(first[1])}Q${curves.join(' ')}Z`;
}

/** A hundredth of a pixel is enough. */
const n = (value: number): number => Math.round(value * 100) / 100;
