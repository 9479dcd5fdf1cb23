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

type Pixel = readonly [x: number, y: number];
type Draw = (points: readonly Pixel[], width: number) => MarkPath;

/** A line is 1 % of the picture's smaller side: 7 px at 720p, and never thinner than 3 px. */
export const strokeWidth = ({ width, height }: Size): number => Math.max(3, Math.min(width, height) * 0.01);

/** Each mark has a light edge within a dark one, so that it reads on any picture; both edges together, in line widths. */
export const DARK_EDGE = 1.1;
export const LIGHT_EDGE = 0.6;

/** What a mark looks like on a picture of this size: the same for the overlay (SVG) and a snapshot (Path2D). */
export function markPath({ shape, points }: Pick<Annotation, 'shape' | 'points'>, size: Size): MarkPath {
  const pixels = points.map(([x, y]: Point): Pixel => [x * size.width, y * size.height]);
  return DRAW[shape](pixels, strokeWidth(size));
}

const DRAW: Readonly<Record<Annotation['shape'], Draw>> = {
  freehand(points, width) {
    const options = { size: width * 1.6, thinning: 0.3, smoothing: 0.5, streamline: 0.4 };
    return { d: outline(getStroke(points as [number, number][], options) as Pixel[]), paint: 'fill' };
  },
  arrow(points, width) {
    const [from, to] = ends(points);
    return { d: `${line([from, to])} ${line(head(from, to, width * 4))}`, paint: 'stroke' };
  },
  rectangle(points) {
    const { left, top, right, bottom } = box(points);
    return { d: `M${n(left)} ${n(top)}H${n(right)}V${n(bottom)}H${n(left)}Z`, paint: 'stroke' };
  },
  circle(points) {
    const { left, top, right, bottom } = box(points);
    const [rx, ry] = [(right - left) / 2, (bottom - top) / 2];
    const middle = n(top + ry);
    const arc = (x: number): string => `A${n(rx)} ${n(ry)} 0 1 1 ${n(x)} ${middle}`;
    return { d: `M${n(left)} ${middle}${arc(right)}${arc(left)}Z`, paint: 'stroke' };
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

const ends = (points: readonly Pixel[]): [Pixel, Pixel] => {
  const first = points[0] ?? [0, 0];
  return [first, points.at(-1) ?? first];
};

function box(points: readonly Pixel[]): { left: number; top: number; right: number; bottom: number } {
  const [a, b] = ends(points);
  return {
    left: Math.min(a[0], b[0]),
    right: Math.max(a[0], b[0]),
    top: Math.min(a[1], b[1]),
    bottom: Math.max(a[1], b[1]),
  };
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
