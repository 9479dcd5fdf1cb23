import type { Locator } from 'playwright-core';

export interface MarkOnPicture {
  readonly id: string;
  readonly shape: string;
  /** The box of the mark's line on the screen, in 0..1 of the picture as it lies there: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number];
}

/** In ms: after that they are given as they are, so that the test says what is there instead. */
const PATIENCE = 20_000;

/**
 * The marks as they are painted on a stage, measured on the screen against the picture that is painted there, as soon as
 * there are so many. All in one look: a mark is painted on no picture of which it is not known where it is, so that one
 * that was there a moment ago may be away for a few pictures.
 */
export function marksOn(stage: Locator, count: number): Promise<MarkOnPicture[]> {
  return stage.evaluate(whenPainted, { count, patience: PATIENCE });
}

type WhenPainted = (
  stage: SVGElement | HTMLElement,
  input: { count: number; patience: number },
) => Promise<MarkOnPicture[]>;

/** Runs in the page. */
const whenPainted: WhenPainted = async (stage, { count, patience }) => {
  const root = stage.shadowRoot as ShadowRoot;
  const painted = () => [...root.querySelectorAll<SVGGElement>('svg g')];
  const end = performance.now() + patience;
  while (painted().length < count && performance.now() < end) await new Promise(requestAnimationFrame);
  const video = root.querySelector('video') as HTMLVideoElement;
  const view = video.getBoundingClientRect();
  const cover = getComputedStyle(video).objectFit === 'cover';
  const scales = [view.width / video.videoWidth, view.height / video.videoHeight];
  const scale = cover ? Math.max(...scales) : Math.min(...scales);
  const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
  const left = view.left + (view.width - width) / 2;
  const top = view.top + (view.height - height) / 2;
  return painted().map((mark) => {
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
      ],
    };
  });
};
