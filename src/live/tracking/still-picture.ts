import type { Still } from './still.js';

/** Longer side of a still's picture, in pixels, and its qualities as JPEG, tried until it is small enough. */
const SIDE = 480;
const QUALITIES = [0.7, 0.5, 0.3];
/** Bytes of a still's picture at most: in base64 a third more, below what a still may have. */
export const STILL_BYTES = 40_000;

/** The picture of a still; undefined where there is none, or it is no picture. Close it after use. */
export async function stillPicture({ picture }: Still): Promise<ImageBitmap | undefined> {
  if (picture === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    return await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  } catch {
    return undefined;
  }
}

/** A picture as a still has it, a small JPEG; undefined where the browser cannot make it small enough. */
export async function encodeStill(canvas: HTMLCanvasElement): Promise<Blob | undefined> {
  const scale = Math.min(1, SIDE / Math.max(canvas.width, canvas.height));
  const small = Object.assign(document.createElement('canvas'), {
    width: Math.round(canvas.width * scale),
    height: Math.round(canvas.height * scale),
  });
  const context = small.getContext('2d');
  if (!context) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, small.width, small.height);
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => small.toBlob(resolve, 'image/jpeg', quality));
    if (blob && blob.size <= STILL_BYTES) return blob;
  }
  return undefined;
}

export async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
