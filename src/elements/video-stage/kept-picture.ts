import type { MediaItem } from '../../domain/media/schema.js';
import { NearhandError } from '../../host/errors.js';
import { cleanPicture } from '../../live/media/clean-picture.js';
import { encodeStill, STILL_BYTES, toBase64 } from '../../live/tracking/still-picture.js';
import type { Store } from '../../store/store.js';

/** A picture of the session's files, ready to stand in the live one's place. */
export interface KeptPicture {
  /** Id of the media item. */
  readonly id: string;
  readonly canvas: HTMLCanvasElement;
  /** As a still has it, without the marks that were drawn into it; undefined where it could not be made. */
  readonly picture: string | undefined;
}

/** What browsers show as a picture and never run. */
const PICTURE = /^image\/(png|jpeg|webp|gif|avif)$/;
/** Longer side of what is shown, in pixels: a photo of any size is as good on a screen. */
const SHOWN_SIDE = 1_920;
/** A picture without marks that is not as wide for its height as the one with them is of something else. */
const SAME_SHAPE = 0.03;

/** Can this item be drawn on? */
export const isPicture = ({ kind, type }: MediaItem): boolean =>
  (kind === 'snapshot' || kind === 'image') && PICTURE.test(type);

/** @throws NearhandError `media/unreadable`, or why the bytes are not here */
export async function openKept(item: MediaItem, store: Store, signal: AbortSignal): Promise<KeptPicture> {
  const file = await store.mediaBlob(item, signal);
  const canvas = Object.assign(await draw(file), { role: 'img', ariaLabel: item.name });
  const clean = await cleanPicture(file);
  const isSame = clean !== undefined && clean.size <= STILL_BYTES && (await hasShapeOf(canvas, clean));
  const picture = isSame ? clean : await encodeStill(canvas);
  return { id: item.id, canvas, picture: picture && (await toBase64(picture)) };
}

/** By what the bytes are, whatever they are called; as the photo is to be held. */
async function draw(file: Blob): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new NearhandError('media/unreadable', 'the file is no picture', { cause });
  });
  const scale = Math.min(1, SHOWN_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = Object.assign(document.createElement('canvas'), {
    width: Math.max(1, Math.round(bitmap.width * scale)),
    height: Math.max(1, Math.round(bitmap.height * scale)),
  });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

async function hasShapeOf({ width, height }: HTMLCanvasElement, picture: Blob): Promise<boolean> {
  const bitmap = await createImageBitmap(picture).catch(() => undefined);
  if (!bitmap) return false;
  const ratio = (bitmap.width * height) / (bitmap.height * width);
  bitmap.close();
  return Math.abs(ratio - 1) < SAME_SHAPE;
}
