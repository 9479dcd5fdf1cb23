import { strokeWidth, type Size } from '../../live/annotations/geometry.js';

/** `contain` shows the whole picture, `cover` fills the view and cuts edges off, `auto` covers where little is cut off. */
export type Fit = 'contain' | 'cover' | 'auto';

/** The part of the picture that is in view, in the picture's pixels. */
export interface VisibleBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How a picture lies in a view. */
export interface PictureFit {
  readonly covers: boolean;
  /** Width of a mark's line, in the picture's pixels. */
  readonly line: number;
  readonly visible: VisibleBox;
}

/** A mark must not be out of sight: at most this share of the picture may be cut off. */
const MOST_HIDDEN = 0.15;

/** Of a mark's line on the screen, in CSS pixels: never so thin on a small screen that it cannot be read in the sun. */
const LEAST_LINE = 4;

/** What lies over a view at its sides, in CSS pixels. */
export interface Covered {
  readonly left: number;
  readonly right: number;
}

export function fitPicture(size: Size, view: Size, fit: Fit, covered: Covered): PictureFit {
  const covers = fit === 'cover' || (fit === 'auto' && hiddenByCover(size, view) <= MOST_HIDDEN);
  const scales = [view.width / size.width, view.height / size.height];
  const scale = covers ? Math.max(...scales) : Math.min(...scales);
  const line = Math.max(strokeWidth(size), scale > 0 ? LEAST_LINE / scale : 0);
  return { covers, line, visible: visibleBox(size, view, scale, covered) };
}

/** The share of the picture that filling the view would cut off, 0..1. */
function hiddenByCover(picture: Size, view: Size): number {
  if (!picture.height || !view.height) return 0;
  const ratio = picture.width / picture.height / (view.width / view.height);
  return 1 - Math.min(ratio, 1 / ratio);
}

/** What of a picture can be seen in a view in which its pixels are so large. */
function visibleBox(size: Size, view: Size, scale: number, { left, right }: Covered): VisibleBox {
  if (!(scale > 0)) return { left: 0, top: 0, right: size.width, bottom: size.height };
  const x = (place: number): number => clamp((place - view.width / 2) / scale + size.width / 2, size.width);
  const y = (place: number): number =>
    clamp((place - view.height / 2) / scale + size.height / 2, size.height);
  return { left: x(left), top: y(0), right: x(view.width - right), bottom: y(view.height) };
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
