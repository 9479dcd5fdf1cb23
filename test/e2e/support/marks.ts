import type { Locator } from 'playwright-core';

export interface MarkOnPicture {
  readonly id: string;
  readonly shape: string;
  /** The box of the mark's line on the screen, in 0..1 of the picture as it lies there: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number];
}

/** The marks as they are painted on a stage, measured on the screen against the picture that is painted there. */
export function marksOn(stage: Locator): Promise<MarkOnPicture[]> {
  return stage.evaluate((element) => {
    const root = element.shadowRoot as ShadowRoot;
    const video = root.querySelector('video') as HTMLVideoElement;
    const view = video.getBoundingClientRect();
    const cover = getComputedStyle(video).objectFit === 'cover';
    const scales = [view.width / video.videoWidth, view.height / video.videoHeight];
    const scale = cover ? Math.max(...scales) : Math.min(...scales);
    const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
    const left = view.left + (view.width - width) / 2;
    const top = view.top + (view.height - height) / 2;
    return [...root.querySelectorAll<SVGGElement>('svg g')].map((mark) => {
      const line = mark.lastElementChild as SVGPathElement;
      const box = line.getBoundingClientRect();
      return {
        id: mark.dataset['id'] ?? '',
        shape: mark.dataset['shape'] ?? '',
        box: [
          (box.left - left) / width,
          (box.top - top) / height,
          (box.right - left) / width,
          (box.bottom - top) / height,
        ] as [number, number, number, number],
      };
    });
  });
}
