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

export function fitPicture(size: Size, view: Size, fit: Fit): PictureFit {
  const covers = fit === 'cover' || (fit === 'auto' && hiddenByCover(size, view) <= MOST_HIDDEN);
  const scales = [view.width / size.width, view.height / size.height];
  const scale = covers ? Math.max(...scales) : Math.min(...scales);
  const line = Math.max(strokeWidth(size), scale > 0 ? LEAST_LINE / scale : 0);
  return { covers, line, visible: visibleBox(size, view, covers) };
}

/** The share of the picture that filling the view would cut off, 0..1. */
function hiddenByCover(picture: Size, view: Size): number {
  if (!picture.height || !view.height) return 0;
  const ratio = picture.width / picture.height / (view.width / view.height);
  return 1 - Math.min(ratio, 1 / ratio);
}

/** What of a picture can be seen in a view that it covers or is contained in. */
function visibleBox(size: Size, view: Size, covers: boolean): VisibleBox {
  if (!covers || !view.width || !view.height)
    return { left: 0, top: 0, right: size.width, bottom: size.height };
  const scale = Math.max(view.width / size.width, view.height / size.height);
  const [hiddenX, hiddenY] = [(size.width - view.width / scale) / 2, (size.height - view.height / scale) / 2];
  return { left: hiddenX, top: hiddenY, right: size.width - hiddenX, bottom: size.height - hiddenY };
}
