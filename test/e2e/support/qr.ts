import jsQR from 'jsqr';
import type { Page } from 'playwright-core';

/** The text of the QR code in a PNG file, as a phone's camera would read it. The page is lent to decode the picture. */
export async function readQrCode(page: Page, png: Buffer): Promise<string | undefined> {
  const picture = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width: bitmap.width, height: bitmap.height, red: [...data.filter((_, at) => at % 4 === 0)] };
  }, png.toString('base64'));
  const { width, height, red } = picture;
  const pixels = Uint8ClampedArray.from(red.flatMap((value) => [value, value, value, 255]));
  return jsQR(pixels, width, height)?.data;
}
