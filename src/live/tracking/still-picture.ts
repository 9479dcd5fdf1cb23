import type { Still } from './still.js';

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
