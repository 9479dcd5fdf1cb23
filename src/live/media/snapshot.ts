import type { MarkColor } from '../../domain/annotation.js';
import { NearhandError } from '../../host/errors.js';
import {
  DARK_EDGE,
  LIGHT_EDGE,
  markPath,
  strokeWidth,
  type PlacedMark,
  type Size,
} from '../annotations/geometry.js';
import { withCleanPicture } from './clean-picture.js';
import { encodeStill } from '../tracking/still-picture.js';

export interface Snapshot extends Size {
  readonly blob: Blob;
}

export interface SnapshotOptions {
  readonly type: 'image/jpeg' | 'image/png';
  /** CSS colours; the view's own, so that a snapshot looks like what was seen. */
  readonly colors: Readonly<Record<MarkColor, string>>;
}

/** Colours as on the screen's default theme. */
export const SNAPSHOT_DEFAULTS: SnapshotOptions = {
  type: 'image/jpeg',
  colors: { red: '#e5202b', yellow: '#ffd60a', green: '#1fa64a', blue: '#1b6ef3', white: '#ffffff' },
};

/** The picture as it shows now, at its own size, with these marks drawn in; a JPEG also has it without them (`clean-picture`). */
export async function takeSnapshot(
  picture: HTMLVideoElement | HTMLCanvasElement,
  marks: readonly PlacedMark[],
  { type, colors }: SnapshotOptions = SNAPSHOT_DEFAULTS,
): Promise<Snapshot> {
  const size = sizeOf(picture);
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d');
  if (!context || size.width === 0)
    throw new NearhandError('media/failed', 'the video shows no picture yet', { retryable: true });
  context.drawImage(picture, 0, 0);
  // What the marks cover would be missed where the picture is looked for again.
  const clean = marks.length > 0 && type === 'image/jpeg' ? await encodeStill(canvas) : undefined;
  for (const placed of marks) drawMark(context, placed, size, colors[placed.mark.color]);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9));
  if (!blob) throw new NearhandError('media/failed', 'the browser could not encode the picture');
  return { blob: clean ? await withCleanPicture(blob, clean) : blob, ...size };
}

const sizeOf = (picture: HTMLVideoElement | HTMLCanvasElement): Size =>
  picture instanceof HTMLVideoElement
    ? { width: picture.videoWidth, height: picture.videoHeight }
    : { width: picture.width, height: picture.height };

/** Draws a mark on a picture of this size as the view does. `width`: of its line, in the picture's pixels. */
export function drawMark(
  context: CanvasRenderingContext2D,
  { mark, warp }: PlacedMark,
  size: Size,
  color: string,
  width = strokeWidth(size),
): void {
  const { d, paint } = markPath(mark, size, warp, width);
  const path = new Path2D(d);
  context.lineCap = context.lineJoin = 'round';
  const ink = paint === 'stroke' ? width : 0;
  context.strokeStyle = 'rgb(0 0 0 / 75%)';
  context.lineWidth = ink + width * DARK_EDGE;
  context.stroke(path);
  context.strokeStyle = 'rgb(255 255 255 / 90%)';
  context.lineWidth = ink + width * LIGHT_EDGE;
  context.stroke(path);
  context.strokeStyle = context.fillStyle = color;
  context.lineWidth = width;
  if (paint === 'stroke') context.stroke(path);
  else context.fill(path);
}
