import { newId } from '../../domain/ids.js';
import type { Still } from '../../live/tracking/still.js';
import { encodeStill, toBase64 } from '../../live/tracking/still-picture.js';
import { currentFrame } from '../../live/tracking/frames/current-frame.js';
import type { PictureLabel } from '../../live/tracking/frames/picture-label.js';
import type { KeptPicture } from './kept-picture.js';
import type { VideoTimes } from '../../live/tracking/video-times.js';

/** A picture that stands still in the video's place, and what it is called. */
export interface HeldPicture {
  readonly id: string;
  /** The picture at its own size. */
  readonly canvas: HTMLCanvasElement;
  /** Capture time in ms, if known. */
  readonly time?: number;
  /** It is no moment of the live picture: the media item that it is. */
  readonly kept?: string;
  /** All that others need to find the same picture. */
  readonly still: Promise<Still>;
}

type Labelled = VideoFrame & { metadata?: () => { rtpTimestamp?: number } };

/**
 * Holds the picture that the video shows now. Its label is read off the very object that is drawn, where the browser can:
 * the callback's word may be of another frame when the page is busy.
 */
export function holdPicture(
  video: HTMLVideoElement,
  surface: string,
  times: VideoTimes | undefined,
  latest: PictureLabel | undefined,
): HeldPicture | undefined {
  const { videoWidth: width, videoHeight: height } = video;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context || width === 0) return undefined;
  const drawn = draw(context, video);
  if (!drawn) return undefined;
  const label = drawn.label ?? latest;
  const known = label && times?.timeOf(label);
  const id = newId();
  return {
    id,
    canvas,
    ...(known && { time: known.time }),
    still: describe(canvas).then((picture) => ({ id, surface, ...known, ...(picture && { picture }) })),
  };
}

/** Holds a picture that was kept before, for marks that are to come back to what this person's camera sees. */
export function holdKept({ id: kept, canvas, picture }: KeptPicture, surface: string): HeldPicture {
  const id = newId();
  return { id, canvas, kept, still: Promise.resolve({ id, surface, kept, ...(picture && { picture }) }) };
}

/** Undefined where the video shows nothing. */
function draw(
  context: CanvasRenderingContext2D,
  video: HTMLVideoElement,
): { readonly label?: PictureLabel } | undefined {
  if (!('VideoFrame' in globalThis)) {
    context.drawImage(video, 0, 0);
    return {};
  }
  const frame: Labelled | undefined = currentFrame(video);
  if (!frame) return undefined;
  context.drawImage(frame, 0, 0, context.canvas.width, context.canvas.height);
  const { rtpTimestamp } = frame.metadata?.() ?? {};
  frame.close();
  return rtpTimestamp === undefined ? {} : { label: { rtpTimestamp, shownAt: performance.now() } };
}

async function describe(canvas: HTMLCanvasElement): Promise<string | undefined> {
  const picture = await encodeStill(canvas);
  return picture && toBase64(picture);
}
